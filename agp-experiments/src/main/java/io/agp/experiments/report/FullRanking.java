package io.agp.experiments.report;

import io.agp.User;
import io.agp.experiments.data.HeldOutUser;
import io.agp.experiments.recommend.Recommender;
import io.agp.metrics.PairedBootstrap;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * How a base recommender ranks all items for each user, those of the history removed: the place of
 * the item to be found. Items of equal score share their middle rank, so that nothing is gained by
 * giving many items the same score. Immutable and thread-safe.
 */
public final class FullRanking {
  private final double[] ranks;

  private FullRanking(double[] ranks) {
    this.ranks = ranks;
  }

  /**
   * Ranks.
   *
   * @param recommender a recommender fitted on the split's training part
   * @param users the users, each ranked with all but the last interaction as history; at least one
   * @return the ranks of their test items
   * @throws IllegalArgumentException if there is no user
   */
  public static FullRanking of(Recommender recommender, List<HeldOutUser> users) {
    if (users.isEmpty()) {
      throw new IllegalArgumentException("A full ranking needs at least one user");
    }
    return new FullRanking(
        users.stream().parallel().mapToDouble(user -> rank(recommender, user)).toArray());
  }

  private static double rank(Recommender recommender, HeldOutUser held) {
    User user = held.beforeTest();
    double[] scores = recommender.scores(user);
    int target = recommender.catalogue().indexOf(held.target().id()).orElseThrow();
    double own = scores[target];
    if (own == Double.NEGATIVE_INFINITY) {
      return Double.POSITIVE_INFINITY;
    }
    for (int item : recommender.catalogue().indexesOf(user)) {
      scores[item] = Double.NEGATIVE_INFINITY;
    }
    long better = Arrays.stream(scores).filter(score -> score > own).count();
    long equal = Arrays.stream(scores).filter(score -> score == own).count() - 1;
    return 1 + better + equal / 2.0;
  }

  /**
   * Where the item to be found stands for each user.
   *
   * @return ranks from 1, in the order of the users; positive infinity if it is not ranked
   */
  public double[] ranks() {
    return ranks.clone();
  }

  /**
   * How many users there are.
   *
   * @return at least 1
   */
  public int n() {
    return ranks.length;
  }

  /**
   * NDCG@k of each user: 1 / log2(1 + rank), or 0 beyond the cut-off.
   *
   * @param k the cut-off, at least 1
   * @return a number from 0 to 1 for each user
   */
  public double[] ndcg(int k) {
    return upTo(k, rank -> Math.log(2) / Math.log(1 + rank));
  }

  /**
   * The reciprocal rank of each user, or 0 beyond the cut-off.
   *
   * @param k the cut-off, at least 1
   * @return a number from 0 to 1 for each user
   */
  public double[] reciprocalRank(int k) {
    return upTo(k, rank -> 1 / rank);
  }

  /**
   * Whether each user's item is among the first k.
   *
   * @param k the cut-off, at least 1
   * @return 1 or 0 for each user
   */
  public double[] hit(int k) {
    return upTo(k, rank -> 1);
  }

  private double[] upTo(int k, DoubleUnaryOperator gain) {
    return Arrays.stream(ranks).map(rank -> rank <= k ? gain.applyAsDouble(rank) : 0).toArray();
  }

  /**
   * The mean of a measure with its 95 % interval from a bootstrap over users.
   *
   * @param values a number for each user
   * @param seed the bootstrap's seed
   * @return the mean as {@code meanDifference}, held against nothing
   */
  public static PairedBootstrap mean(double[] values, long seed) {
    return PairedBootstrap.compare(
        IntStream.range(0, values.length).mapToDouble(i -> 0).toArray(), values, seed);
  }
}
