package io.agp.metrics;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Fisher's paired randomisation test, one-sided: is the mean difference above 0?
 *
 * <p>If a change does nothing, each difference could as well have the opposite sign. So the signs
 * are flipped at random many times, and the share of flips whose mean is at least the observed one
 * is the p-value, the observed signs counted among the flips. Its risk of a false alarm holds
 * exactly, for any number of users, where a percentile bootstrap's does so for many users only.
 * Pure functions; thread-safe.
 */
public final class RandomizationTest {
  /** How many flips may reach the observed mean at the most; more flips are drawn for less risk. */
  private static final int REACHING = 50;

  private static final double ROUNDING = 1e-12;

  private RandomizationTest() {}

  /**
   * Whether the mean of the differences is above 0 with a p-value of at most {@code risk}.
   *
   * @param differences one for each unit that is independent of the others: a user, or the sum over
   *     users that belong together (see {@link #sums}); at least one
   * @param risk how often differences that mean nothing may pass, from 0.000001 to 1, exclusive
   * @param seed the seed of the flips
   * @return whether they are; for a small risk never where there are few differences: n of them
   *     have no p-value below 2<sup>−n</sup>
   * @throws IllegalArgumentException if there is no difference or the risk is out of its range
   */
  public static boolean isAboveZero(double[] differences, double risk, long seed) {
    if (differences.length == 0) {
      throw new IllegalArgumentException("A test needs at least one difference");
    }
    if (!(risk >= 1e-6 && risk < 1)) {
      throw new IllegalArgumentException("risk must be from 0.000001 to 1, was " + risk);
    }
    double total = sum(differences);
    int flips = (int) Math.ceil(REACHING / risk);
    int allowed = (int) Math.floor(risk * (flips + 1)) - 1;
    SplittableRandom random = new SplittableRandom(seed);
    int reached = 0;
    for (int flip = 0; flip < flips && reached <= allowed; flip++) {
      reached += flipped(differences, total, random) >= total - ROUNDING ? 1 : 0;
    }
    return reached <= allowed;
  }

  /** The total with each sign kept or turned: twice the part that is kept less the whole. */
  private static double flipped(double[] differences, double total, SplittableRandom random) {
    double kept = 0;
    long bits = 0;
    for (int i = 0; i < differences.length; i++) {
      bits = i % Long.SIZE == 0 ? random.nextLong() : bits >>> 1;
      kept += differences[i] * (bits & 1);
    }
    return 2 * kept - total;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /**
   * Adds up the differences of users who belong together and so are not independent.
   *
   * @param differences one for each user
   * @param clusters to which cluster each belongs, in the same order
   * @return one sum for each cluster
   * @throws IllegalArgumentException if the sizes differ
   */
  public static double[] sums(double[] differences, Collection<?> clusters) {
    if (differences.length != clusters.size()) {
      throw new IllegalArgumentException(
          "There are " + differences.length + " differences and " + clusters.size() + " clusters");
    }
    Object[] of = clusters.toArray();
    Map<Object, Double> sums = new LinkedHashMap<>();
    for (int i = 0; i < of.length; i++) {
      sums.merge(of[i], differences[i], Double::sum);
    }
    return sums.values().stream().mapToDouble(Double::doubleValue).toArray();
  }
}
