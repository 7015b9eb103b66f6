package io.agp.llm.openai;

/**
 * Bounds what a client spends on retries while a server is down, as calls of their own each would
 * go on to the last attempt. Thread-safe.
 */
final class RetryBudget {
  /** What a call that succeeds at once adds. */
  private static final int FIRST_TRY = 1;

  private final int capacity;
  private int tokens;

  RetryBudget(int capacity) {
    this.capacity = capacity;
    this.tokens = capacity;
  }

  /** Takes the cost of a retry, or nothing if there is not enough. */
  synchronized boolean take(int cost) {
    if (tokens < cost) {
      return false;
    }
    tokens -= cost;
    return true;
  }

  /** A call succeeded: its retries were worth their cost. */
  synchronized void succeeded(int spent) {
    tokens = Math.min(capacity, tokens + (spent == 0 ? FIRST_TRY : spent));
  }
}
