package io.agp.metrics;

import io.agp.LabelledUser;
import io.agp.Ranking;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Measures of one ranking against the relevant items. All are pure functions; thread-safe.
 *
 * <p>A relevant item that is not among the candidates counts as missed, for every method alike.
 * Cut-offs beyond the list's end are allowed.
 */
public final class RankingMetrics {
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
      int rank = ranking.rankOf(relevant.getKey()).orElse(Integer.MAX_VALUE);
      if (rank <= k) {
        dcg += relevant.getValue() * discount(rank);
      }
    }
    return dcg / idealDcg(user, k);
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
    int best = bestRank(user, ranking);
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
   * of them.
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

  private static int bestRank(LabelledUser user, Ranking ranking) {
    return user.gains().keySet().stream()
        .mapToInt(id -> ranking.rankOf(id).orElse(Integer.MAX_VALUE))
        .min()
        .orElseThrow();
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

  private static double discount(int rank) {
    return Math.log(2) / Math.log1p(rank);
  }

  private static void requireCutOff(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("The cut-off k must be at least 1, was " + k);
    }
  }
}
