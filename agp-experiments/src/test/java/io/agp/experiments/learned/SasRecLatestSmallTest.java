package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.experiments.LatestSmall;
import io.agp.experiments.Ndcg;
import io.agp.experiments.data.Split;
import org.junit.jupiter.api.Test;

/** The defaults on real data: leave-one-out, all items ranked, 610 users. */
class SasRecLatestSmallTest {
  @Test
  void defaultsFindMoreThanTwiceWhatPopularityFinds() {
    Split split = LatestSmall.splitOrSkip();
    SasRecRecommender recommender = SasRecRecommender.fit(split, TrainingOptions.DEFAULT);
    // Popularity has 0.018, a first-order Markov chain 0.047.
    assertThat(Ndcg.ofFullRanking(split.users(), recommender)).isGreaterThanOrEqualTo(.045);
  }
}
