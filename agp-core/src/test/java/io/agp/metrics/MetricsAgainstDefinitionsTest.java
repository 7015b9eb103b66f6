package io.agp.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agp.Fixtures;
import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.Ranking;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The measures against a second implementation that follows the published definitions step by step:
 * cumulated gain vectors (Järvelin and Kekäläinen 2002) with the discount log2(rank + 1) of
 * trec_eval's ndcg_cut.
 */
class MetricsAgainstDefinitionsTest {
  private static final int CASES = 1_000;
  private static final int[] CUT_OFFS = {1, 2, 3, 5, 10, 17, 100, Integer.MAX_VALUE};

  /**
   * A user, a ranking, and the gains in the order of the ranking: all that the definitions need.
   */
  private record Case(LabelledUser user, Ranking ranking, List<Double> gainVector) {}

  private static Case random(Random random) {
    List<Item> candidates = Fixtures.items(1 + random.nextInt(random.nextBoolean() ? 3 : 40));
    List<Item> shuffled = new ArrayList<>(candidates);
    Collections.shuffle(shuffled, random);
    Map<String, Double> gains = gains(random, candidates.size());
    int[] order = shuffled.stream().mapToInt(candidates::indexOf).toArray();
    Ranking ranking = Ranking.builder(candidates, Ranking.Source.LLM).order(order).build();
    List<Double> vector = shuffled.stream().map(i -> gains.getOrDefault(i.id(), 0.0)).toList();
    return new Case(new LabelledUser(Fixtures.user("u"), candidates, gains), ranking, vector);
  }

  /** One to eight relevant items; some of them are not among the candidates. */
  private static Map<String, Double> gains(Random random, int candidates) {
    Map<String, Double> gains = new LinkedHashMap<>();
    int relevant = 1 + random.nextInt(8);
    boolean graded = random.nextBoolean();
    for (int i = 0; i < relevant; i++) {
      boolean absent = random.nextInt(4) == 0;
      String id = absent ? "absent" + i : "i" + (1 + random.nextInt(candidates));
      gains.put(id, graded ? 1 + random.nextInt(5) + random.nextDouble() : 1.0);
    }
    return gains;
  }

  private static double dcg(List<Double> gainVector, int k) {
    double sum = 0;
    for (int rank = 1; rank <= gainVector.size() && rank <= k; rank++) {
      sum += gainVector.get(rank - 1) / (Math.log(rank + 1) / Math.log(2));
    }
    return sum;
  }

  private static double ndcg(Case given, int k) {
    List<Double> ideal = new ArrayList<>(given.user().gains().values());
    ideal.sort(Collections.reverseOrder());
    return dcg(given.gainVector(), k) / dcg(ideal, k);
  }

  /** The first rank with a gain, or 0 if there is none. */
  private static int firstRelevant(Case given) {
    for (int rank = 1; rank <= given.gainVector().size(); rank++) {
      if (given.gainVector().get(rank - 1) > 0) {
        return rank;
      }
    }
    return 0;
  }

  private static double reciprocalRank(Case given, int k) {
    int first = firstRelevant(given);
    return first == 0 || first > k ? 0 : 1.0 / first;
  }

  private static double meanPosition(Case given) {
    int found = 0;
    double sum = 0;
    for (int rank = 1; rank <= given.gainVector().size(); rank++) {
      if (given.gainVector().get(rank - 1) > 0) {
        found++;
        sum += rank;
      }
    }
    int all = given.user().gains().size();
    return (sum + (all - found) * (given.gainVector().size() + 1.0)) / all;
  }

  @Test
  void theMeasuresAreThoseOfTheDefinitions() {
    Random random = new Random(2002);
    for (int n = 0; n < CASES; n++) {
      Case given = random(random);
      LabelledUser user = given.user();
      Ranking ranking = given.ranking();
      String as = "case " + n + ": " + ranking + ", gains " + user.gains();
      for (int k : CUT_OFFS) {
        double first = reciprocalRank(given, k);
        assertThat(RankingMetrics.ndcg(user, ranking, k))
            .as("ndcg@%d of %s", k, as)
            .isCloseTo(ndcg(given, k), within(1e-12));
        assertThat(RankingMetrics.reciprocalRank(user, ranking, k))
            .as("reciprocal rank@%d of %s", k, as)
            .isEqualTo(first);
        assertThat(RankingMetrics.hit(user, ranking, k))
            .as("hit@%d of %s", k, as)
            .isEqualTo(first > 0 ? 1 : 0);
      }
      assertThat(RankingMetrics.meanPosition(user, ranking))
          .as("mean position of %s", as)
          .isCloseTo(meanPosition(given), within(1e-12));
    }
  }

  @Test
  void theCasesHoldWhatIsHard() {
    Random random = new Random(2002);
    List<Case> cases = new ArrayList<>();
    for (int n = 0; n < CASES; n++) {
      cases.add(random(random));
    }
    assertThat(cases).anyMatch(given -> given.ranking().items().size() == 1);
    assertThat(cases).anyMatch(given -> firstRelevant(given) == 0);
    assertThat(cases).anyMatch(given -> given.user().gains().size() > given.gainVector().size());
    assertThat(cases).anyMatch(given -> given.user().gains().size() >= 5);
  }

  @Test
  void theBestOrderHasAnNdcgOfOneAndNoneHasMore() {
    Random random = new Random(7);
    List<Item> candidates = Fixtures.items(20);
    for (int n = 0; n < CASES; n++) {
      Map<String, Double> gains = new LinkedHashMap<>();
      candidates.forEach(item -> gains.put(item.id(), random.nextDouble() + 1e-9));
      int[] best =
          IntStream.range(0, 20)
              .boxed()
              .sorted(Comparator.comparing((Integer i) -> gains.get("i" + (i + 1))).reversed())
              .mapToInt(i -> i)
              .toArray();
      LabelledUser user = new LabelledUser(Fixtures.user("u"), candidates, gains);
      Ranking ranking = Ranking.builder(candidates, Ranking.Source.LLM).order(best).build();
      assertThat(RankingMetrics.ndcg(user, ranking, 20)).isBetween(1 - 1e-12, 1.0);
    }
  }

  /** trec_eval 9 (ndcg_cut, recip_rank) works these out so; the example is written out by hand. */
  @Test
  void anExampleByHand() {
    List<Item> candidates = Fixtures.items(6);
    LabelledUser user =
        new LabelledUser(
            Fixtures.user("u"), candidates, Map.of("i2", 2.0, "i5", 3.0, "missing", 1.0));
    Ranking ranking = Ranking.base(candidates);
    double dcg = 2 / 1.584962500721156 + 3 / 2.584962500721156;
    double ideal = 3 / 1.0 + 2 / 1.584962500721156 + 1 / 2.0;

    assertThat(RankingMetrics.ndcg(user, ranking, 10)).isCloseTo(dcg / ideal, within(1e-12));
    assertThat(RankingMetrics.ndcg(user, ranking, 4))
        .isCloseTo(2 / 1.584962500721156 / ideal, within(1e-12));
    assertThat(RankingMetrics.ndcg(user, ranking, 2))
        .isCloseTo(2 / 1.584962500721156 / (3 + 2 / 1.584962500721156), within(1e-12));
    assertThat(RankingMetrics.reciprocalRank(user, ranking, 10)).isEqualTo(0.5);
    assertThat(RankingMetrics.meanPosition(user, ranking)).isEqualTo((2 + 5 + 7) / 3.0);
  }

  /** A rank that stands for "nowhere" must not be within any cut-off, however large. */
  @Test
  void whatIsMissedIsMissedAtEveryCutOff() {
    List<Item> candidates = Fixtures.items(3);
    LabelledUser user = LabelledUser.of(Fixtures.user("u"), candidates, "missing");
    Ranking ranking = Ranking.base(candidates);

    List<ToDoubleFunction<Integer>> measures =
        List.of(
            k -> RankingMetrics.ndcg(user, ranking, k),
            k -> RankingMetrics.reciprocalRank(user, ranking, k),
            k -> RankingMetrics.hit(user, ranking, k));
    for (ToDoubleFunction<Integer> measure : measures) {
      assertThat(measure.applyAsDouble(3)).isZero();
      assertThat(measure.applyAsDouble(Integer.MAX_VALUE)).isZero();
    }
    assertThat(RankingMetrics.meanPosition(user, ranking)).isEqualTo(4);
  }

  @Test
  void aListWithoutCandidatesMissesEverything() {
    LabelledUser user = LabelledUser.of(Fixtures.user("u"), List.of(), "missing");
    Ranking ranking = Ranking.base(List.of());

    assertThat(RankingMetrics.ndcg(user, ranking, 10)).isZero();
    assertThat(RankingMetrics.reciprocalRank(user, ranking, 10)).isZero();
    assertThat(RankingMetrics.hit(user, ranking, 10)).isZero();
  }
}
