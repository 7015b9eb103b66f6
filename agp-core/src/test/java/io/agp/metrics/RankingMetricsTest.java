package io.agp.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agp.Fixtures;
import io.agp.LabelledUser;
import io.agp.Ranking;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RankingMetricsTest {
  private final LabelledUser third = LabelledUser.of(Fixtures.user("u"), Fixtures.items(5), "i3");
  private final Ranking base = Ranking.base(Fixtures.items(5));

  @Test
  void oneRelevantItemAtRankThree() {
    assertThat(RankingMetrics.ndcg(third, base, 10)).isCloseTo(0.5, within(1e-12));
    assertThat(RankingMetrics.ndcg(third, base, 2)).isZero();
    assertThat(RankingMetrics.reciprocalRank(third, base, 10)).isEqualTo(1.0 / 3);
    assertThat(RankingMetrics.reciprocalRank(third, base, 2)).isZero();
    assertThat(RankingMetrics.hit(third, base, 3)).isEqualTo(1);
    assertThat(RankingMetrics.hit(third, base, 2)).isZero();
    assertThat(RankingMetrics.meanPosition(third, base)).isEqualTo(3);
  }

  @Test
  void gradedGainsAndSeveralItems() {
    LabelledUser user =
        new LabelledUser(Fixtures.user("u"), Fixtures.items(5), Map.of("i2", 3.0, "i4", 1.0));
    double dcg = 3 / log2(3) + 1 / log2(5);
    double ideal = 3 + 1 / log2(3);

    assertThat(RankingMetrics.ndcg(user, base, 10)).isCloseTo(dcg / ideal, within(1e-12));
    assertThat(RankingMetrics.ndcg(user, base, 1)).isZero();
    assertThat(RankingMetrics.meanPosition(user, base)).isEqualTo(3);
  }

  @Test
  void anItemThatIsNoCandidateIsMissed() {
    LabelledUser user =
        new LabelledUser(
            Fixtures.user("u"), Fixtures.items(5), Map.of("i1", 1.0, "elsewhere", 1.0));

    assertThat(RankingMetrics.ndcg(user, base, 10)).isCloseTo(1 / (1 + 1 / log2(3)), within(1e-12));
    assertThat(RankingMetrics.meanPosition(user, base)).isEqualTo((1 + 6) / 2.0);
  }

  @Test
  void theCutOffIsAtLeastOne() {
    assertThatThrownBy(() -> RankingMetrics.ndcg(third, base, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The cut-off k must be at least 1, was 0");
  }

  @Test
  void theBootstrapKnowsACertainDifference() {
    double[] worse = new double[50];
    double[] better = new double[50];
    java.util.Arrays.fill(better, 0.1);
    PairedBootstrap comparison = PairedBootstrap.compare(worse, better, 1);

    assertThat(comparison.meanDifference()).isCloseTo(0.1, within(1e-12));
    assertThat(comparison.low()).isCloseTo(0.1, within(1e-9));
    assertThat(comparison.probabilityBetter()).isEqualTo(1);
    assertThat(PairedBootstrap.compare(worse, worse, 1).probabilityBetter()).isZero();
    assertThat(PairedBootstrap.compare(worse, better, 5))
        .isEqualTo(PairedBootstrap.compare(worse, better, 5));
  }

  @Test
  void theBootstrapIntervalHasItsLevel() {
    int covered = 0;
    for (int run = 0; run < 400; run++) {
      java.util.Random random = new java.util.Random(run);
      double[] a = new double[80];
      double[] b = new double[80];
      for (int i = 0; i < a.length; i++) {
        b[i] = 0.05 + 0.3 * random.nextGaussian();
      }
      PairedBootstrap comparison = PairedBootstrap.compare(a, b, run);
      covered += comparison.low() <= 0.05 && 0.05 <= comparison.high() ? 1 : 0;
    }

    assertThat(covered / 400.0).isBetween(0.90, 0.98);
  }

  @Test
  void aFailedUserStaysInN() {
    List<LabelledUser> users = Fixtures.labelled("u", 4, 2);
    Evaluation evaluation =
        Evaluation.run(
            (user, candidates, deadline) -> {
              if (user.id().equals("u1")) {
                throw new IllegalStateException("broken");
              }
              return java.util.concurrent.CompletableFuture.completedFuture(
                  Ranking.builder(candidates, Ranking.Source.LLM)
                      .order(new int[] {1, 0, 2, 3, 4, 5, 6, 7, 8, 9})
                      .build());
            },
            users,
            2);

    assertThat(evaluation.n()).isEqualTo(4);
    assertThat(evaluation.fallbackShare()).isEqualTo(0.25);
    assertThat(evaluation.hit(1)).isEqualTo(0.75);
    assertThat(evaluation.shareBySource().get(Ranking.Source.LLM)).isEqualTo(0.75);
    assertThat(evaluation.unchangedShare()).isEqualTo(0.25);
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
