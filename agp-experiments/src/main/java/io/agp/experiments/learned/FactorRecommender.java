package io.agp.experiments.learned;

import io.agp.User;
import io.agp.experiments.recommend.Catalogue;
import java.nio.file.Path;

/**
 * What recommenders with a vector for each user and each item have in common. Immutable and
 * thread-safe.
 */
abstract class FactorRecommender implements LearnedRecommender {
  private final Factors factors;

  FactorRecommender(Factors factors) {
    this.factors = factors;
  }

  @Override
  public String name() {
    return factors.name();
  }

  @Override
  public Catalogue catalogue() {
    return factors.catalogue();
  }

  @Override
  public double[] scores(User user) {
    return factors.scores(user);
  }

  @Override
  public int dimensions() {
    return factors.dimensions();
  }

  /**
   * A user's vector: the trained one, or the mean of the vectors of the history's items for a user
   * who was not in the training.
   *
   * @param user the user; may be unknown, may have no history
   * @return a fresh array; zeros if nothing is known of the user
   */
  @Override
  public float[] userVector(User user) {
    return factors.vector(user);
  }

  @Override
  public float[] itemVector(int item) {
    return factors.itemVector(item);
  }

  @Override
  public void save(Path file) {
    factors.save(file);
  }
}
