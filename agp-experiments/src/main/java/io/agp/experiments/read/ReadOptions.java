package io.agp.experiments.read;

import java.util.OptionalDouble;

/**
 * How a data set is read. Immutable and thread-safe.
 *
 * @param maxMalformed how many malformed records may be left out before the reading fails; at least
 *     0. With 0 the first one ends it. The data set's problems count them by the rule they break,
 *     with the first of each; the first 20 of all are logged as warnings, with file, line, field
 *     and value
 * @param core the k of k-core filtering: users and items with fewer than k interactions are left
 *     out, again and again until none is left; at least 1, which filters nothing
 * @param minRating interactions with a lower rating are left out, and so are those without one;
 *     empty keeps all
 */
public record ReadOptions(int maxMalformed, int core, OptionalDouble minRating) {
  /** No malformed record, no filtering. */
  public static final ReadOptions DEFAULT = new ReadOptions(0, 1, OptionalDouble.empty());

  /**
   * Checks.
   *
   * @param maxMalformed how many malformed records may be left out
   * @param core the k of k-core filtering
   * @param minRating the lowest rating that counts
   * @throws IllegalArgumentException if a number is out of its range
   */
  public ReadOptions {
    if (maxMalformed < 0) {
      throw new IllegalArgumentException("maxMalformed must be at least 0, was " + maxMalformed);
    }
    if (core < 1) {
      throw new IllegalArgumentException("core must be at least 1, was " + core);
    }
    if (minRating.isPresent() && !Double.isFinite(minRating.getAsDouble())) {
      throw new IllegalArgumentException(
          "minRating must be finite, was " + minRating.getAsDouble());
    }
  }

  /**
   * These options with another limit of malformed records.
   *
   * @param limit at least 0
   * @return new options
   */
  public ReadOptions withMaxMalformed(int limit) {
    return new ReadOptions(limit, core, minRating);
  }

  /**
   * These options with another core.
   *
   * @param k at least 1
   * @return new options
   */
  public ReadOptions withCore(int k) {
    return new ReadOptions(maxMalformed, k, minRating);
  }

  /**
   * These options with a lowest rating.
   *
   * @param rating finite
   * @return new options
   */
  public ReadOptions withMinRating(double rating) {
    return new ReadOptions(maxMalformed, core, OptionalDouble.of(rating));
  }
}
