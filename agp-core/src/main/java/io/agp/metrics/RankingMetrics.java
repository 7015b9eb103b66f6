package io.agp.metrics;

import io.agp.LabelledUser;
import io.agp.Ranking;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Measures of one ranking against the relevant items. All are pure functions; thread-safe.
 *
 * <p>A relevant item that is not among the candidates counts as missed, for every method alike.
 * Cut-offs beyond the list's end are allowed; {@code Integer.MAX_VALUE} cuts nothing off.
 *
 * <p>There are no ties here: a {@link Ranking} is a total order without scores. Whoever makes
 * rankings from scores decides what equal scores become, and that can move the measures; files of
 * other programs are put in order as trec_eval does (see {@code ForeignRun} in agp-experiments).
 */
public final class RankingMetrics {
  /** Beyond every cut-off, the largest too. */
  private static final double MISSED = Double.POSITIVE_INFINITY;

  private RankingMetrics() {}

  /**
   * Normalised discounted cumulative gain: NDCG@k = DCG@k / IDCG@k with DCG@k = Σ gain(i) / log2(1
   * + r(i)) over the relevant items ranked r(i) ≤ k; IDCG@k is that of the best order of all
   * relevant items. The gain enters linearly, as trec_eval's ndcg_cut has it.
   *
   * @param user the user with the relevant items
   * @param ranking the ranking
   * @param k the cut-off, at least 1
   * @return 0..1, higher is better
   * @throws IllegalArgumentException if {@code k} is less than 1
   */
  public static double ndcg(LabelledUser user, Ranking ranking, int k) {
    requireCutOff(k);
    double dcg = 0;
    for (Map.Entry<String, Double> relevant : user.gains().entrySet()) {
      double rank = rankOf(relevant.getKey(), ranking);
      if (rank <= k) {
        dcg += relevant.getValue() * discount(rank);
      }
    }
    // The two sums are in different orders, so that rounding could give a little more than 1.
    return Math.min(1, dcg / idealDcg(user, k));
  }

  /**
   * Reciprocal rank of the best relevant item: MRR@k is its mean over users.
   *
   * @param user the user with the relevant items
   * @param ranking the ranking
   * @param k the cut-off, at least 1
   * @return 1 / r of the best ranked relevant item, 0 if it is not among the first k
   * @throws IllegalArgumentException if {@code k} is less than 1
   */
  public static double reciprocalRank(LabelledUser user, Ranking ranking, int k) {
    requireCutOff(k);
    double best = bestRank(user, ranking);
    return best <= k ? 1.0 / best : 0;
  }

  /**
   * Whether a relevant item is among the first k: Hit@k is its mean over users.
   *
   * @param user the user with the relevant items
   * @param ranking the ranking
   * @param k the cut-off, at least 1
   * @return 1 or 0
   * @throws IllegalArgumentException if {@code k} is less than 1
   */
  public static double hit(LabelledUser user, Ranking ranking, int k) {
    requireCutOff(k);
    return bestRank(user, ranking) <= k ? 1 : 0;
  }

  /**
   * Mean position of the relevant items; one that is not among the candidates stands after the last
   * of them, which flatters short lists: hold against each other only lists of one length.
   *
   * @param user the user with the relevant items
   * @param ranking the ranking
   * @return 1..(number of candidates + 1), lower is better
   */
  public static double meanPosition(LabelledUser user, Ranking ranking) {
    return user.gains().keySet().stream()
        .mapToInt(id -> ranking.rankOf(id).orElse(ranking.items().size() + 1))
        .average()
        .orElseThrow();
  }

  private static double bestRank(LabelledUser user, Ranking ranking) {
    return user.gains().keySet().stream()
        .mapToDouble(id -> rankOf(id, ranking))
        .min()
        .orElseThrow();
  }

  private static double rankOf(String id, Ranking ranking) {
    OptionalInt rank = ranking.rankOf(id);
    return rank.isPresent() ? rank.getAsInt() : MISSED;
  }

  private static double idealDcg(LabelledUser user, int k) {
    List<Double> gains =
        user.gains().values().stream().sorted(Comparator.reverseOrder()).limit(k).toList();
    double ideal = 0;
    for (int i = 0; i < gains.size(); i++) {
      ideal += gains.get(i) * discount(i + 1);
    }
    return ideal;
  }

  private static double discount(double rank) {
    return Math.log(2) / Math.log1p(rank);
  }

  private static void requireCutOff(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("The cut-off k must be at least 1, was " + k);
    }
  }
}
