package io.agp.metrics;

import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.RerankOutcome;
import io.agp.RerankRequest;
import io.agp.Reranker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A method's rankings for a fixed set of users (intention to treat): a user whose ranking failed
 * keeps the base order and stays in n. Immutable and thread-safe.
 */
public final class Evaluation {
  private final List<LabelledUser> users;
  private final List<Ranking> rankings;

  private Evaluation(List<LabelledUser> users, List<Ranking> rankings) {
    this.users = List.copyOf(users);
    this.rankings = List.copyOf(rankings);
  }

  /**
   * Ranks for every user and keeps the results.
   *
   * @param reranker the method
   * @param users the users; at least one; no two with the same id
   * @param concurrency rankings under way at once; at least 1
   * @return the evaluation; failed rankings are in it as {@link Ranking.Source#FALLBACK}
   * @throws IllegalArgumentException if there is no user, a user comes twice or {@code concurrency}
   *     is less than 1
   */
  public static Evaluation run(Reranker reranker, Collection<LabelledUser> users, int concurrency) {
    List<LabelledUser> fixed = List.copyOf(users);
    List<RerankOutcome> outcomes =
        reranker.rerankAll(
            fixed.stream().map(u -> new RerankRequest(u.user(), u.candidates())).toList(),
            concurrency);
    List<Ranking> rankings = new ArrayList<>();
    for (int i = 0; i < fixed.size(); i++) {
      rankings.add(rankingOf(fixed.get(i), outcomes.get(i)));
    }
    return of(fixed, rankings);
  }

  /**
   * An evaluation of rankings that exist already.
   *
   * @param users the users; at least one; no two with the same id
   * @param rankings a ranking of each user's candidates, in the same order
   * @return the evaluation
   * @throws IllegalArgumentException if there is no user, a user comes twice or the sizes differ
   */
  public static Evaluation of(List<LabelledUser> users, List<Ranking> rankings) {
    if (users.isEmpty()) {
      throw new IllegalArgumentException("An evaluation needs at least one user");
    }
    if (users.size() != rankings.size()) {
      throw new IllegalArgumentException(
          "There are " + users.size() + " users and " + rankings.size() + " rankings");
    }
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < users.size(); i++) {
      String id = users.get(i).user().id();
      if (seen.putIfAbsent(id, i) != null) {
        throw new IllegalArgumentException("User " + id + " comes twice in one evaluation");
      }
    }
    return new Evaluation(users, rankings);
  }

  private static Ranking rankingOf(LabelledUser user, RerankOutcome outcome) {
    if (outcome instanceof RerankOutcome.Failure failure) {
      if (failure.cause() instanceof Error error) {
        throw error;
      }
      return Ranking.fallback(user.candidates(), failure.cause());
    }
    return outcome.orElseThrow();
  }

  /**
   * The users, in the order given.
   *
   * @return an immutable list
   */
  public List<LabelledUser> users() {
    return users;
  }

  /**
   * Their rankings, in the same order.
   *
   * @return an immutable list
   */
  public List<Ranking> rankings() {
    return rankings;
  }

  /**
   * NDCG@k of every user.
   *
   * @param k the cut-off, at least 1
   * @return one value per user, in order
   * @throws IllegalArgumentException if {@code k} is less than 1
   */
  public double[] ndcgPerUser(int k) {
    return perUser((user, ranking) -> RankingMetrics.ndcg(user, ranking, k));
  }

  /**
   * Mean NDCG@k.
   *
   * @param k the cut-off, at least 1
   * @return 0..1
   * @throws IllegalArgumentException if {@code k} is less than 1
   */
  public double ndcg(int k) {
    return mean(ndcgPerUser(k));
  }

  /**
   * Mean reciprocal rank.
   *
   * @param k the cut-off, at least 1
   * @return 0..1
   * @throws IllegalArgumentException if {@code k} is less than 1
   */
  public double mrr(int k) {
    return mean(perUser((user, ranking) -> RankingMetrics.reciprocalRank(user, ranking, k)));
  }

  /**
   * Share of users with a relevant item among the first k.
   *
   * @param k the cut-off, at least 1
   * @return 0..1
   * @throws IllegalArgumentException if {@code k} is less than 1
   */
  public double hit(int k) {
    return mean(perUser((user, ranking) -> RankingMetrics.hit(user, ranking, k)));
  }

  /**
   * Mean position of the relevant items.
   *
   * @return 1 or more, lower is better
   */
  public double meanPosition() {
    return mean(meanPositionPerUser());
  }

  /**
   * Mean position of the relevant items of every user.
   *
   * @return one value per user, in order
   */
  public double[] meanPositionPerUser() {
    return perUser(RankingMetrics::meanPosition);
  }

  /**
   * How many users there are.
   *
   * @return at least 1
   */
  public int n() {
    return users.size();
  }

  /**
   * The share of rankings by source.
   *
   * @return every source with a share 0..1; they add up to 1
   */
  public Map<Ranking.Source, Double> shareBySource() {
    Map<Ranking.Source, Double> shares = new EnumMap<>(Ranking.Source.class);
    for (Ranking.Source source : Ranking.Source.values()) {
      shares.put(source, share(ranking -> ranking.source() == source ? 1 : 0));
    }
    return shares;
  }

  /**
   * The share of users who kept the base order because of a failure.
   *
   * @return 0..1
   */
  public double fallbackShare() {
    return share(ranking -> ranking.source() == Ranking.Source.FALLBACK ? 1 : 0);
  }

  /**
   * How often the new order is the base order.
   *
   * @return 0..1
   */
  public double unchangedShare() {
    return share(ranking -> ranking.items().equals(ranking.candidates()) ? 1 : 0);
  }

  private double share(ToDoubleFunction<Ranking> value) {
    return rankings.stream().mapToDouble(value).average().orElseThrow();
  }

  private double[] perUser(Measure measure) {
    double[] values = new double[users.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = measure.of(users.get(i), rankings.get(i));
    }
    return values;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private interface Measure {
    double of(LabelledUser user, Ranking ranking);
  }
}
