package io.agp.llm.openai;

import io.agp.llm.openai.Outcome.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Decides whether a call is tried again, and when. Knows nothing of HTTP. */
final class RetryPolicy {
  /** A server that asks for a longer wait than this is not waited for. */
  static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(2);

  private final int maxAttempts;
  private final Backoff backoff;

  RetryPolicy(int maxAttempts, Backoff backoff) {
    this.maxAttempts = maxAttempts;
    this.backoff = backoff;
  }

  /**
   * The wait before the next attempt.
   *
   * @param failures what failed so far, at least one, the latest last
   * @return the wait, or empty to give up
   */
  Optional<Duration> delayAfter(List<Failure> failures) {
    Failure last = failures.get(failures.size() - 1);
    Optional<Duration> retryAfter = last.exception().details().retryAfter();
    if (failures.size() >= maxAttempts || isUsedUp(last.retry(), failures) || isLong(retryAfter)) {
      return Optional.empty();
    }
    return Optional.of(backoff.delay(last.retry(), failures.size() - 1, retryAfter));
  }

  private static boolean isUsedUp(RetryKind kind, List<Failure> failures) {
    return failures.stream().filter(failure -> failure.retry() == kind).count() > kind.limit();
  }

  private static boolean isLong(Optional<Duration> retryAfter) {
    return retryAfter.filter(wait -> wait.compareTo(LONGEST_RETRY_AFTER) > 0).isPresent();
  }
}
