package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.experiments.LatestSmall;
import io.agp.experiments.Ndcg;
import io.agp.experiments.data.Split;
import io.agp.experiments.recommend.PopRecommender;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Full ranking of the test items of MovieLens latest-small, with the default settings. */
class LearnedLatestSmallTest {
  private static final TrainingOptions OPTIONS = TrainingOptions.DEFAULT.withThreads(2);

  private static Split split;
  private static double popular;

  @BeforeAll
  static void read() {
    split = LatestSmall.splitOrSkip();
    popular = Ndcg.ofFullRanking(split.users(), PopRecommender.fit(split.training()));
  }

  @Test
  void bprMfIsAbovePop() {
    assertThat(ndcg(BprMfRecommender.fit(split, OPTIONS))).isGreaterThan(popular * 1.25);
  }

  @Test
  void lightGcnIsAbovePop() {
    assertThat(ndcg(LightGcnRecommender.fit(split, OPTIONS))).isGreaterThan(popular * 1.25);
  }

  private static double ndcg(LearnedRecommender recommender) {

    return Ndcg.ofFullRanking(split.users(), recommender);
  }
}
