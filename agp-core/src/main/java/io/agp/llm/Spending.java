package io.agp.llm;

import io.agp.concurrent.Futures;
import java.util.List;

/**
 * What was sent and used. Immutable and thread-safe.
 *
 * @param calls requests that were sent. Where a client keeps a log of its attempts, each of them
 *     counts; else a call is one
 * @param usage the tokens that the provider reported
 * @param assumed upper bounds of the tokens of requests that may have been paid and of which no
 *     usage was reported: the answer did not come, or it told none
 */
public record Spending(long calls, TokenUsage usage, TokenUsage assumed) {
  /** Nothing. */
  public static final Spending ZERO = new Spending(0, TokenUsage.NONE, TokenUsage.NONE);

  /**
   * The sum of two.
   *
   * @param other another
   * @return the sum
   */
  public Spending plus(Spending other) {
    return new Spending(calls + other.calls, usage.plus(other.usage), assumed.plus(other.assumed));
  }

  /**
   * What one is more than another.
   *
   * @param other the smaller one
   * @return the difference
   */
  Spending minus(Spending other) {
    return new Spending(
        calls - other.calls, usage.minus(other.usage), assumed.minus(other.assumed));
  }

  /**
   * All tokens that count against a limit.
   *
   * @return reported and assumed, input and output
   */
  public long tokens() {
    return usage.total() + assumed.total();
  }

  /** The most that a request can use, if it is sent once. */
  static Spending atMost(LlmRequest request) {
    return new Spending(1, TokenUsage.NONE, TokenUsage.atMost(request));
  }

  /** What an answered request used; a stored answer used nothing. */
  static Spending of(LlmRequest request, LlmResponse response) {
    if (response.cached()) {
      return ZERO;
    }
    if (!response.attempts().isEmpty()) {
      return of(request, response.attempts());
    }
    return response.usage().total() == 0
        ? atMost(request)
        : new Spending(1, response.usage(), TokenUsage.NONE);
  }

  /** What a failed request used: without a log of attempts, as much as it may have. */
  static Spending of(LlmRequest request, Throwable failure) {
    Throwable cause = Futures.unwrap(failure);
    if (cause instanceof LlmException told && !told.details().log().isEmpty()) {
      return of(request, told.details().log());
    }
    return cause instanceof LlmException known && wasNotSent(known) ? ZERO : atMost(request);
  }

  private static boolean wasNotSent(LlmException failure) {
    return failure instanceof LlmException.LimitReached
        || failure instanceof LlmException.Configuration
        || failure instanceof LlmException.NotRecorded;
  }

  private static Spending of(LlmRequest request, List<LlmAttempt> attempts) {
    TokenUsage assumed = TokenUsage.NONE;
    for (LlmAttempt attempt : attempts) {
      if (attempt.usage().isEmpty() && mayBePaid(attempt)) {
        assumed = assumed.plus(TokenUsage.atMost(request));
      }
    }
    return new Spending(attempts.size(), LlmAttempt.usageOf(attempts), assumed);
  }

  private static boolean mayBePaid(LlmAttempt attempt) {
    return attempt.ambiguous() || attempt.status().orElse(0) / 100 == 2;
  }
}
