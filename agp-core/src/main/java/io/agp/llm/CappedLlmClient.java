package io.agp.llm;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Bounds the answers of requests that have no bound of their own. Limits on tokens and money need
 * one: without it nobody can say what a call costs at most. The bound is sent and is part of the
 * request, so put this outside a cache and a {@link Journal}. Immutable and thread-safe.
 */
public final class CappedLlmClient implements LlmClient {
  private final LlmClient delegate;
  private final int maxOutputTokens;

  /**
   * Wraps a client.
   *
   * @param delegate the client that is asked
   * @param maxOutputTokens tokens of an answer, reasoning included; at least 1
   * @throws IllegalArgumentException if {@code maxOutputTokens} is less than 1
   */
  public CappedLlmClient(LlmClient delegate, int maxOutputTokens) {
    if (maxOutputTokens < 1) {
      throw new IllegalArgumentException(
          "maxOutputTokens must be at least 1, was " + maxOutputTokens);
    }
    this.delegate = Objects.requireNonNull(delegate, "delegate");
    this.maxOutputTokens = maxOutputTokens;
  }

  @Override
  public CompletableFuture<LlmResponse> completeAsync(LlmRequest request, Deadline deadline) {
    LlmRequest bounded =
        request.maxOutputTokens().isPresent()
            ? request
            : request.withMaxOutputTokens(maxOutputTokens);
    return delegate.completeAsync(bounded, deadline);
  }
}
