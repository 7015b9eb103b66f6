package io.agp.llm;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Refuses calls beyond a number: the call that would exceed it is not sent. Put it inside a cache,
 * so that stored answers are free. Thread-safe.
 */
public final class LimitedLlmClient implements LlmClient {
  private final LlmClient delegate;
  private final long maxCalls;
  private final AtomicLong calls = new AtomicLong();

  /**
   * Wraps a client.
   *
   * @param delegate the client that is asked
   * @param maxCalls the most calls passed on; at least 0
   * @throws IllegalArgumentException if {@code maxCalls} is negative
   */
  public LimitedLlmClient(LlmClient delegate, long maxCalls) {
    if (maxCalls < 0) {
      throw new IllegalArgumentException("maxCalls must be at least 0, was " + maxCalls);
    }
    this.delegate = Objects.requireNonNull(delegate, "delegate");
    this.maxCalls = maxCalls;
  }

  /**
   * Passes the call on, or fails with {@link LlmException.LimitReached}.
   *
   * @param request the conversation
   * @param deadline when the answer must be there
   * @return the delegate's future, or a failed one
   */
  @Override
  public CompletableFuture<LlmResponse> completeAsync(LlmRequest request, Deadline deadline) {
    if (calls.getAndUpdate(made -> Math.min(made + 1, maxCalls)) >= maxCalls) {
      return CompletableFuture.failedFuture(
          new LlmException.LimitReached("The limit of " + maxCalls + " calls is reached", null));
    }
    return delegate.completeAsync(request, deadline);
  }
}
