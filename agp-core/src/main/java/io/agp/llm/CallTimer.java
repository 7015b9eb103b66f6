package io.agp.llm;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * The time as a client sees it between requests: backoff, rate limits, HTTP dates. A client has its
 * own; tests give one whose waits take no time. Implementations are thread-safe.
 */
public interface CallTimer {
  /**
   * A monotonic clock.
   *
   * @return nanoseconds since some fixed moment
   */
  long nanos();

  /**
   * The time of day, which HTTP dates are compared with.
   *
   * @return now
   */
  Instant instant();

  /**
   * Waits without holding a thread.
   *
   * @param duration how long; zero or less is over at once
   * @return a future that is done after the wait; cancelling it ends the wait
   */
  CompletableFuture<Void> sleep(Duration duration);
}
