package io.agp.experiments.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agp.experiments.LatestSmall;
import io.agp.experiments.Ndcg;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Split;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reference points that independent programs found (leave-one-out, full ranking, 610 users). */
class LatestSmallFullRankingTest {
  private static Split split;
  private static Dataset training;

  @BeforeAll
  static void read() {
    split = LatestSmall.splitOrSkip();
    training = split.training();
  }

  @Test
  void popFindsWhatIndependentProgramsFound() {
    assertThat(ndcg(PopRecommender.fit(training))).isCloseTo(.019, within(.002));
  }

  @Test
  void itemKnnOverTheLastTwentyFindsWhatIndependentProgramsFound() {
    assertThat(ndcg(ItemKnnRecommender.fit(training))).isCloseTo(.055, within(.002));
  }

  @Test
  void itemKnnOverTheWholeHistoryFindsWhatIndependentProgramsFound() {
    assertThat(ndcg(ItemKnnRecommender.builder().wholeHistory().fit(training)))
        .isCloseTo(.025, within(.002));
  }

  private static double ndcg(Recommender recommender) {
    return Ndcg.ofFullRanking(split.users(), recommender);
  }
}
