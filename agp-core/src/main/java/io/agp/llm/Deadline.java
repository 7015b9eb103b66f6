package io.agp.llm;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * A moment by which an answer must be there; it covers everything: waiting, attempts, retries.
 * Immutable and thread-safe. Measured on a monotonic clock, so a changed system time does not move
 * it.
 */
public final class Deadline {
  private static final Deadline NONE = new Deadline(Long.MAX_VALUE, () -> 0L);

  private final long nanos;
  private final LongSupplier ticker;

  private Deadline(long nanos, LongSupplier ticker) {
    this.nanos = nanos;
    this.ticker = ticker;
  }

  /**
   * No limit.
   *
   * @return a deadline that never passes
   */
  public static Deadline none() {
    return NONE;
  }

  /**
   * A deadline some time from now.
   *
   * @param timeout the time; may be zero (already passed). Beyond 100 years it is no limit
   * @return the deadline
   * @throws IllegalArgumentException if {@code timeout} is negative
   */
  public static Deadline after(Duration timeout) {
    return after(timeout, System::nanoTime);
  }

  /**
   * A deadline on a clock of the caller's, for tests.
   *
   * @param timeout the time from now
   * @param nanoTicker a monotonic clock in nanoseconds
   * @return the deadline
   * @throws IllegalArgumentException if {@code timeout} is negative
   */
  public static Deadline after(Duration timeout, LongSupplier nanoTicker) {
    Objects.requireNonNull(nanoTicker, "nanoTicker");
    if (timeout.isNegative()) {
      throw new IllegalArgumentException("A timeout must not be negative, was " + timeout);
    }
    if (timeout.compareTo(Duration.ofDays(36_500)) > 0) {
      return NONE;
    }
    return new Deadline(nanoTicker.getAsLong() + timeout.toNanos(), nanoTicker);
  }

  /**
   * Whether there is no limit.
   *
   * @return {@code true} for {@link #none()}
   */
  public boolean isNone() {
    return this == NONE;
  }

  /**
   * The time left.
   *
   * @return the time until the deadline, zero once it has passed; about 292 years for {@link
   *     #none()}
   */
  public Duration remaining() {
    return isNone()
        ? Duration.ofNanos(Long.MAX_VALUE)
        : Duration.ofNanos(Math.max(0, nanos - ticker.getAsLong()));
  }

  /**
   * Whether the deadline has passed.
   *
   * @return {@code true} if no time is left
   */
  public boolean hasPassed() {
    return remaining().isZero();
  }

  /** The time left, for messages. */
  @Override
  public String toString() {
    return isNone() ? "Deadline[none]" : "Deadline[" + remaining() + " left]";
  }
}
