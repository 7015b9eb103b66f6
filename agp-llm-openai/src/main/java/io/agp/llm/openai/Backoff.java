package io.agp.llm.openai;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt. Thread-safe if its generator is. */
final class Backoff {
  private static final int MAX_DOUBLINGS = 10;
  private static final Duration MAX_SPREAD = Duration.ofSeconds(1);

  private final RandomGenerator random;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The wait.
   *
   * @param kind the reason
   * @param failed how many attempts failed before the last one
   * @param retryAfter the wait the server asks for; never undercut
   */
  Duration delay(RetryKind kind, int failed, Optional<Duration> retryAfter) {
    return retryAfter.map(this::above).orElseGet(() -> exponential(kind, failed));
  }

  private Duration above(Duration floor) {
    return floor.plus(share(shorter(floor.dividedBy(10), MAX_SPREAD), random.nextDouble()));
  }

  /** Between half of the doubled wait and all of it. */
  private Duration exponential(RetryKind kind, int failed) {
    Duration doubled = kind.first().multipliedBy(1L << Math.min(failed, MAX_DOUBLINGS));
    return share(shorter(doubled, kind.longest()), 0.5 + random.nextDouble() / 2);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration share(Duration whole, double share) {
    return Duration.ofNanos((long) ((double) whole.toNanos() * share));
  }
}
