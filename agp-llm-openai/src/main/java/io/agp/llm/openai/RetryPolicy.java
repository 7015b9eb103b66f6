package io.agp.llm.openai;

import io.agp.llm.openai.Outcome.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Decides whether a call is tried again, and when. Knows nothing of HTTP. */
final class RetryPolicy {
  private final int maxAttempts;
  private final int maxAmbiguous;
  private final Duration longestRetryAfter;
  private final Backoff backoff;

  /**
   * A policy.
   *
   * @param maxAmbiguous the most repetitions that may be billed twice
   * @param longestRetryAfter a server that asks for a longer wait is not waited for
   */
  RetryPolicy(int maxAttempts, int maxAmbiguous, Duration longestRetryAfter, Backoff backoff) {
    this.maxAttempts = maxAttempts;
    this.maxAmbiguous = maxAmbiguous;
    this.longestRetryAfter = longestRetryAfter;
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
    Optional<Duration> retryAfter = last.details().retryAfter();
    if (failures.size() >= maxAttempts || isUsedUp(last.retry(), failures) || isLong(retryAfter)) {
      return Optional.empty();
    }
    return Optional.of(backoff.delay(last.retry(), failures.size() - 1, retryAfter));
  }

  private boolean isUsedUp(RetryKind kind, List<Failure> failures) {
    int limit = kind == RetryKind.AMBIGUOUS ? maxAmbiguous : kind.limit();
    return failures.stream().filter(failure -> failure.retry() == kind).count() > limit;
  }

  private boolean isLong(Optional<Duration> retryAfter) {
    return retryAfter.filter(wait -> wait.compareTo(longestRetryAfter) > 0).isPresent();
  }
}
