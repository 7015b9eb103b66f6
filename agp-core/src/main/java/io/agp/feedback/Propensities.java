package io.agp.feedback;

import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * How probable it is that a user looks at a position of a shown list. A click needs a look, so one
 * far down counts for the many users who would have clicked there and did not look. Immutable and
 * thread-safe.
 *
 * <p>The examination model: P(click at position r) = propensity(r) · P(the item is wanted). What is
 * known is the propensity relative to position 1, which is enough, as weights are normalised.
 */
public final class Propensities {
  private final String name;
  private final IntToDoubleFunction ofPosition;

  private Propensities(String name, IntToDoubleFunction ofPosition) {
    this.name = name;
    this.ofPosition = ofPosition;
  }

  /**
   * A power law: (1 / r)^eta.
   *
   * @param eta how steeply looks fall, from 0 (every position is looked at) to 5; 1 is usual where
   *     nothing is known
   * @return the propensities
   * @throws IllegalArgumentException if {@code eta} is not within 0..5
   */
  public static Propensities powerLaw(double eta) {
    if (!(eta >= 0 && eta <= 5)) {
      throw new IllegalArgumentException("eta must be within 0..5, was " + eta);
    }
    return new Propensities("(1/r)^" + eta, position -> Math.pow(1.0 / position, eta));
  }

  /**
   * Propensities that were measured, for example by showing some lists in random order.
   *
   * @param byPosition that of position 1, 2, …; each above 0, at most 1; at least one. Later
   *     positions have the last one
   * @return the propensities
   * @throws IllegalArgumentException if there is none or one is out of its range
   */
  public static Propensities measured(List<Double> byPosition) {
    List<Double> copy = List.copyOf(byPosition);
    if (copy.isEmpty() || copy.stream().anyMatch(value -> !(value > 0 && value <= 1))) {
      throw new IllegalArgumentException(
          "Propensities must be at least one, each above 0 and at most 1, were " + copy);
    }
    return new Propensities(
        "measured " + copy, position -> copy.get(Math.min(position, copy.size()) - 1));
  }

  /**
   * The propensity of a position.
   *
   * @param position from 1
   * @return above 0, at most 1
   * @throws IllegalArgumentException if {@code position} is less than 1
   */
  public double at(int position) {
    if (position < 1) {
      throw new IllegalArgumentException("A position must be at least 1, was " + position);
    }
    return ofPosition.applyAsDouble(position);
  }

  /** The formula or the values. */
  @Override
  public String toString() {
    return name;
  }
}
