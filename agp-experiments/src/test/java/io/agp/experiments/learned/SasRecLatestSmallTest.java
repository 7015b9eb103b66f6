package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.experiments.LatestSmall;
import io.agp.experiments.Ndcg;
import io.agp.experiments.data.Split;
import org.junit.jupiter.api.Test;

/**
 * The defaults on real data: leave-one-out, all items ranked, 610 users. The 20 epochs that they
 * take find 0.060, 0.056 and 0.058 with the seeds 1 to 3; fewer do for this test.
 */
class SasRecLatestSmallTest {
  private static final int EPOCHS = 8;

  @Test
  void defaultsFindMoreThanTwiceWhatPopularityFinds() {
    Split split = LatestSmall.splitOrSkip();
    SasRecRecommender recommender =
        SasRecRecommender.fit(split, TrainingOptions.DEFAULT.withEpochs(EPOCHS));
    // Popularity has 0.018, a first-order Markov chain 0.047.
    assertThat(Ndcg.ofFullRanking(split.users(), recommender)).isGreaterThanOrEqualTo(.045);
  }
}
