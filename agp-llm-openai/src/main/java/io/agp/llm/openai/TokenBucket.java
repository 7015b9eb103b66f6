package io.agp.llm.openai;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What may be used a minute: it refills continuously, and holds two seconds' worth. More than it
 * holds can be taken from a full one, which is then in debt. Not thread-safe.
 */
final class TokenBucket {
  private static final double NANOS_PER_MINUTE = 60e9;
  private static final double BURST_MINUTES = 2.0 / 60;
  private static final double ROUNDING = 1e-6;

  private final boolean fixed;
  private final double longestDebtMinutes;
  private double perMinute;
  private double capacity;
  private double level;
  private long at;

  /**
   * A full bucket.
   *
   * @param perMinute the limit, or empty for none until the server tells one
   * @param longestDebt how long a limit that the server tells makes callers wait at most: its
   *     counts may be senseless. A limit of the user's own holds in full
   */
  TokenBucket(OptionalLong perMinute, Duration longestDebt, long now) {
    this.fixed = perMinute.isPresent();
    this.longestDebtMinutes = longestDebt.toNanos() / NANOS_PER_MINUTE;
    this.at = now;
    perMinute.ifPresent(this::limit);
  }

  private void limit(long most) {
    boolean isFirst = perMinute == 0;
    perMinute = (double) most;
    capacity = Math.max(1, most * BURST_MINUTES);
    level = isFirst ? capacity : Math.min(level, capacity);
  }

  /** The server's own limit; what the user has set counts more. */
  void learn(long most, long now) {
    if (!fixed && most > 0) {
      refill(now);
      limit(most);
    }
  }

  /** Nanoseconds until so much can be taken; zero if it can be now. */
  long waitFor(long amount, long now) {
    refill(now);
    double missing = Math.min((double) amount, capacity) - level;
    return perMinute == 0 || missing <= ROUNDING
        ? 0
        : (long) Math.ceil(missing / perMinute * NANOS_PER_MINUTE);
  }

  void take(long amount) {
    change(-amount);
  }

  /** Gives back what was not used, or takes what was used above the estimate. */
  void giveBack(long amount) {
    change(amount);
  }

  private void change(long amount) {
    double least = fixed ? Double.NEGATIVE_INFINITY : -perMinute * longestDebtMinutes;
    level = Math.max(least, Math.min(capacity, level + amount));
  }

  /** Whether so much could never be within the limit the user has set. */
  boolean canNeverHold(long amount) {
    return fixed && amount > perMinute;
  }

  private void refill(long now) {
    level = Math.min(capacity, level + (now - at) / NANOS_PER_MINUTE * perMinute);
    at = now;
  }
}
