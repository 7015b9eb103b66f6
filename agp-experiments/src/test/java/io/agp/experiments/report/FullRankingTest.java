package io.agp.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agp.User;
import io.agp.experiments.Ndcg;
import io.agp.experiments.data.Split;
import io.agp.experiments.read.SampleData;
import io.agp.experiments.recommend.Catalogue;
import io.agp.experiments.recommend.ItemKnnRecommender;
import io.agp.experiments.recommend.PopRecommender;
import io.agp.experiments.recommend.Recommender;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FullRankingTest {
  private static final Split SPLIT = Split.leaveOneOut(SampleData.load());

  @Test
  void ndcgIsThatOfAnIndependentProgram() {
    for (Recommender recommender :
        List.of(PopRecommender.fit(SPLIT.training()), ItemKnnRecommender.fit(SPLIT.training()))) {
      double[] ndcg = FullRanking.of(recommender, SPLIT.users()).ndcg(10);

      assertThat(Arrays.stream(ndcg).average().orElseThrow())
          .isCloseTo(Ndcg.ofFullRanking(SPLIT.users(), recommender), within(1e-12));
    }
  }

  @Test
  void equalScoresShareTheirMiddleRank() {
    FullRanking ranking = FullRanking.of(constant(1), SPLIT.users().subList(0, 1));
    int others =
        SPLIT.training().items().size() - SPLIT.users().get(0).beforeTest().history().size();

    assertThat(ranking.ranks()[0]).isEqualTo((1 + others) / 2.0);
  }

  @Test
  void whatIsNotRankedIsNowhere() {
    FullRanking ranking =
        FullRanking.of(constant(Double.NEGATIVE_INFINITY), SPLIT.users().subList(0, 1));

    assertThat(ranking.ranks()[0]).isInfinite();
    assertThat(ranking.hit(1000)).containsExactly(0);
  }

  @Test
  void thereMustBeAUser() {
    assertThatThrownBy(() -> FullRanking.of(constant(1), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Recommender constant(double score) {
    Catalogue catalogue = Catalogue.of(SPLIT.training());
    return new Recommender() {
      @Override
      public String name() {
        return "constant";
      }

      @Override
      public Catalogue catalogue() {
        return catalogue;
      }

      @Override
      public double[] scores(User user) {
        double[] scores = new double[catalogue.items().size()];
        Arrays.fill(scores, score);
        return scores;
      }
    };
  }
}
