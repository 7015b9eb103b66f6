package io.agp.llm.openai;

import java.time.Duration;

/**
 * Why a failed attempt may be repeated, how often within one call, after what wait, at what cost.
 */
enum RetryKind {
  /** A repetition would fail alike. */
  NEVER(0, Wait.SHORT, 0),
  /** The server asks for slower calls. */
  THROTTLED(Integer.MAX_VALUE, Wait.LONG, Cost.USUAL),
  /** The server is in trouble, or was not reached. */
  TRANSIENT(Integer.MAX_VALUE, Wait.SHORT, Cost.USUAL),
  /** It took too long, and the server cannot have worked on it. */
  TIMED_OUT(Integer.MAX_VALUE, Wait.SHORT, Cost.HIGH),
  /** A lock was held. */
  CONFLICT(1, Wait.SHORT, Cost.USUAL),
  /** What came is not of the protocol. */
  MALFORMED(1, Wait.SHORT, Cost.USUAL),
  /** An answer came, without content. */
  UNUSABLE(2, Wait.SHORT, Cost.USUAL),
  /** The request was sent and the answer lost: the repetition may be billed twice. */
  AMBIGUOUS(Integer.MAX_VALUE, Wait.SHORT, Cost.HIGH);

  private final int limit;
  private final Wait wait;
  private final int cost;

  RetryKind(int limit, Wait wait, int cost) {
    this.limit = limit;
    this.wait = wait;
    this.cost = cost;
  }

  /** Repetitions for this reason within one call, where no setting bounds them further. */
  int limit() {
    return limit;
  }

  /** The wait after the first failure, which later ones double. */
  Duration first() {
    return wait.first;
  }

  /** The bound of the doubling. */
  Duration longest() {
    return wait.longest;
  }

  /** What a repetition takes from the retry budget. */
  int cost() {
    return cost;
  }

  private enum Wait {
    SHORT(Duration.ofMillis(500), Duration.ofSeconds(30)),
    LONG(Duration.ofSeconds(1), Duration.ofMinutes(1));

    private final Duration first;
    private final Duration longest;

    Wait(Duration first, Duration longest) {
      this.first = first;
      this.longest = longest;
    }
  }

  private static final class Cost {
    private static final int USUAL = 5;
    private static final int HIGH = 10;

    private Cost() {}
  }
}
