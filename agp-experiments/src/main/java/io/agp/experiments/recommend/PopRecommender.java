package io.agp.experiments.recommend;

import io.agp.User;
import io.agp.experiments.data.Dataset;
import java.util.Arrays;

/**
 * Recommends to everybody what most users had: an item's score is its number of interactions.
 * Immutable and thread-safe.
 */
public final class PopRecommender implements Recommender {
  private final Catalogue catalogue;

  private PopRecommender(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Counts.
   *
   * @param training what to count; must not hold what is to be found
   * @return the recommender
   */
  public static PopRecommender fit(Dataset training) {
    return new PopRecommender(Catalogue.of(training));
  }

  @Override
  public String name() {
    return "Pop";
  }

  @Override
  public Catalogue catalogue() {
    return catalogue;
  }

  @Override
  public double[] scores(User user) {
    double[] scores = new double[catalogue.items().size()];
    Arrays.setAll(scores, catalogue::popularity);
    return scores;
  }
}
