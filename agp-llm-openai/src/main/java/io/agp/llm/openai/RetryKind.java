package io.agp.llm.openai;

import java.time.Duration;

/** Why a failed attempt may be repeated, how often within one call, and after what wait. */
enum RetryKind {
  /** A repetition would fail alike. */
  NEVER(0, Duration.ZERO, Duration.ZERO),
  /** The server asks for slower calls. */
  THROTTLED(Integer.MAX_VALUE, Duration.ofSeconds(1), Duration.ofMinutes(1)),
  /** The server is in trouble, or was not reached. */
  TRANSIENT(Integer.MAX_VALUE, Duration.ofMillis(500), Duration.ofSeconds(30)),
  /** A lock was held. */
  CONFLICT(1, Duration.ofMillis(500), Duration.ofSeconds(30)),
  /** What came is not of the protocol. */
  MALFORMED(1, Duration.ofMillis(500), Duration.ofSeconds(30)),
  /** An answer came, without content. */
  UNUSABLE(2, Duration.ofMillis(500), Duration.ofSeconds(30)),
  /** The request was sent and the answer lost: the repetition may be billed twice. */
  AMBIGUOUS(1, Duration.ofMillis(500), Duration.ofSeconds(30));

  private final int limit;
  private final Duration first;
  private final Duration longest;

  RetryKind(int limit, Duration first, Duration longest) {
    this.limit = limit;
    this.first = first;
    this.longest = longest;
  }

  /** Repetitions for this reason within one call. */
  int limit() {
    return limit;
  }

  /** The wait after the first failure, which later ones double. */
  Duration first() {
    return first;
  }

  /** The bound of the doubling. */
  Duration longest() {
    return longest;
  }
}
