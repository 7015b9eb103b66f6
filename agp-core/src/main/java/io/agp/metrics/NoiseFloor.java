package io.agp.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * An A/A measurement: how far one prompt seems to differ from itself when a model is asked again.
 * What differs less than that says nothing. Immutable and thread-safe.
 */
public final class NoiseFloor {
  private static final int DRAWS = 2_000;

  /** Normal quantile of the power of 80 %. */
  private static final double POWER = 0.8416;

  private final List<double[]> differences;
  private final long seed;

  private NoiseFloor(List<double[]> differences, long seed) {
    this.differences = differences;
    this.seed = seed;
  }

  /**
   * How the mean difference in NDCG@k of some users spreads, though the prompt is the same.
   *
   * @param users how many users the mean is of
   * @param low the 2.5 % quantile
   * @param high the 97.5 % quantile
   * @param better the share of means above 0, which a rule that wants "better" would take for a
   *     gain
   */
  public record Spread(int users, double low, double high, double better) {}

  /**
   * Measures.
   *
   * @param replicates the same users, ranked with the same prompt by calls of their own; at least
   *     two
   * @param k the cut-off of NDCG, at least 1
   * @param seed the seed of the draws
   * @return the noise floor
   * @throws IllegalArgumentException if there are fewer than two replicates, if their users are not
   *     the same, or if {@code k} is less than 1
   */
  public static NoiseFloor of(List<Evaluation> replicates, int k, long seed) {
    if (replicates.size() < 2) {
      throw new IllegalArgumentException(
          "A noise floor needs at least two replicates, was given " + replicates.size());
    }
    Evaluation first = replicates.get(0);
    if (replicates.stream().anyMatch(other -> !other.users().equals(first.users()))) {
      throw new IllegalArgumentException(
          "The replicates of a noise floor must have the same users");
    }
    List<double[]> differences = new ArrayList<>();
    for (int i = 1; i < replicates.size(); i++) {
      double[] before = replicates.get(i - 1).ndcgPerUser(k);
      double[] after = replicates.get(i).ndcgPerUser(k);
      Arrays.setAll(after, u -> after[u] - before[u]);
      differences.add(after);
    }
    return new NoiseFloor(differences, seed);
  }

  /**
   * The standard deviation of one user's difference.
   *
   * @return 0 if every replicate is alike
   */
  public double standardDeviation() {
    return Math.sqrt(
        differences.stream()
            .flatMapToDouble(Arrays::stream)
            .map(difference -> difference * difference)
            .average()
            .orElseThrow());
  }

  /**
   * Draws means of so many users, with replacement; of each user either replicate may be the first.
   *
   * @param users how many, at least 1
   * @return their spread
   * @throws IllegalArgumentException if {@code users} is less than 1
   */
  public Spread spread(int users) {
    requireUsers(users);
    SplittableRandom random = new SplittableRandom(seed);
    double[] means = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      double[] of = differences.get(random.nextInt(differences.size()));
      double sum = 0;
      for (int i = 0; i < users; i++) {
        double difference = of[random.nextInt(of.length)];
        sum += random.nextBoolean() ? difference : 0 - difference;
      }
      means[draw] = sum / users;
    }
    Arrays.sort(means);
    double better = Arrays.stream(means).filter(mean -> mean > 1e-12).count() / (double) DRAWS;
    return new Spread(users, means[(int) (0.025 * DRAWS)], means[(int) (0.975 * DRAWS)], better);
  }

  /**
   * The smallest true gain that a one-sided test of a risk finds in four of five cases, by the
   * normal approximation, were this noise all there is. Two different prompts also differ by user,
   * so what learning needs is more.
   *
   * @param users how many users the test has, at least 1
   * @param quantile the normal quantile of the test's risk: 1.645 for 5 %, 2.498 for the first
   *     epoch's four tests at τ = 0.95 ({@code 0.05 / 2 / 4})
   * @return a difference in NDCG@k, 0 or more
   * @throws IllegalArgumentException if {@code users} is less than 1
   */
  public double detectable(int users, double quantile) {
    requireUsers(users);
    return (quantile + POWER) * standardDeviation() / Math.sqrt(users);
  }

  private static void requireUsers(int users) {
    if (users < 1) {
      throw new IllegalArgumentException("users must be at least 1, was " + users);
    }
  }
}
