package io.agp.rpp;

import io.agp.llm.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Steps that may take a share of the time left, so that something can still be done after them. */
final class TimeShare {
  private TimeShare() {}

  /**
   * Starts a step. The future fails with a {@link java.util.concurrent.TimeoutException} when its
   * share is over, and the step is cancelled then.
   */
  static <T> CompletableFuture<T> of(
      double share, Deadline deadline, Function<Deadline, CompletableFuture<T>> step) {
    if (deadline.isNone()) {
      return begin(step, deadline);
    }
    long nanos = (long) (deadline.remaining().toNanos() * share);
    CompletableFuture<T> begun = begin(step, Deadline.after(Duration.ofNanos(nanos)));
    CompletableFuture<T> timed = begun.copy().orTimeout(nanos, TimeUnit.NANOSECONDS);
    timed.whenComplete((value, failure) -> begun.cancel(true));
    return timed;
  }

  /** Starts a step; what it throws is its failure. */
  static <T> CompletableFuture<T> begin(
      Function<Deadline, CompletableFuture<T>> step, Deadline deadline) {
    try {
      return step.apply(deadline);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
