package io.agp.metrics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Compares two methods on the same users by resampling the users' differences with replacement.
 *
 * @param meanDifference the mean of (second − first) over the users
 * @param low the lower end of the 95 % percentile interval
 * @param high the upper end of the 95 % percentile interval
 * @param probabilityBetter the share of resamples whose mean difference is above 0; a tie is not
 *     better, so two equal methods have 0
 * @param n the number of users
 */
public record PairedBootstrap(
    double meanDifference, double low, double high, double probabilityBetter, int n) {
  /** How many resamples {@link #compare(double[], double[], long)} draws. */
  public static final int RESAMPLES = 2_000;

  /**
   * Compares two methods with {@link #RESAMPLES} resamples.
   *
   * @param first a score per user
   * @param second a score per user, the same users in the same order
   * @param seed the seed: same scores and seed, same result
   * @return the comparison
   * @throws IllegalArgumentException if the lengths differ or are 0
   */
  public static PairedBootstrap compare(double[] first, double[] second, long seed) {
    if (first.length != second.length || first.length == 0) {
      throw new IllegalArgumentException(
          String.format(
              "A paired comparison needs the same users on both sides, at least one; was given %d"
                  + " and %d",
              first.length, second.length));
    }
    double[] differences = new double[first.length];
    Arrays.setAll(differences, i -> second[i] - first[i]);
    double[] means = resampledMeans(differences, new SplittableRandom(seed));
    Arrays.sort(means);
    long better = Arrays.stream(means).filter(mean -> mean > 1e-12).count();
    return new PairedBootstrap(
        Arrays.stream(differences).average().orElseThrow(),
        quantile(means, 0.025),
        quantile(means, 0.975),
        (double) better / means.length,
        differences.length);
  }

  /**
   * The lower end of a one-sided percentile interval of a mean difference.
   *
   * @param differences one for each user; at least one
   * @param risk the probability of being below it, above 0 and below 1; with several intervals that
   *     are to hold together, their common risk divided by their number
   * @param seed the seed
   * @return the bound
   * @throws IllegalArgumentException if there is no difference or the risk is out of its range
   */
  public static double lowerBound(double[] differences, double risk, long seed) {
    if (differences.length == 0) {
      throw new IllegalArgumentException("A bound needs at least one difference");
    }
    if (!(risk > 0 && risk < 1)) {
      throw new IllegalArgumentException("risk must be above 0 and below 1, was " + risk);
    }
    double[] means = resampledMeans(differences, new SplittableRandom(seed));
    Arrays.sort(means);
    return quantile(means, risk);
  }

  private static double[] resampledMeans(double[] differences, SplittableRandom random) {
    double[] means = new double[RESAMPLES];
    for (int r = 0; r < means.length; r++) {
      double sum = 0;
      for (int i = 0; i < differences.length; i++) {
        sum += differences[random.nextInt(differences.length)];
      }
      means[r] = sum / differences.length;
    }
    return means;
  }

  private static double quantile(double[] sorted, double q) {
    double at = q * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
