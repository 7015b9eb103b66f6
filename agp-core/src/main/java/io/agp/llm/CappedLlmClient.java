package io.agp.llm;

import io.agp.concurrent.Futures;
import io.agp.internal.PromptData;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Bounds the answers of requests that have no bound of their own. Limits on tokens and money need
 * one: without it nobody can say what a call costs at most. The bound is sent and is part of the
 * request, so put this outside a cache and a {@link Journal}.
 *
 * <p>Servers that ignore the bound exist, and an answer may go into the next prompt. So a text of
 * more than {@link #BYTES_PER_TOKEN} bytes (in UTF-8, as a JSON string) for each token of the bound
 * fails with {@link LlmException.Truncated} like one that was cut off. Text has 3 to 5 bytes a
 * token. Immutable and thread-safe.
 */
public final class CappedLlmClient implements LlmClient {
  /** The most bytes of an answer for each token of its bound. */
  public static final int BYTES_PER_TOKEN = 8;

  private static final int FENCE = PromptData.text("").length();

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
    long most = (long) BYTES_PER_TOKEN * bounded.maxOutputTokens().orElseThrow();
    return Futures.map(
        delegate.completeAsync(bounded, deadline), response -> checked(response, most));
  }

  private static LlmResponse checked(LlmResponse response, long most) {
    int bytes = PromptData.text(response.text()).getBytes(StandardCharsets.UTF_8).length - FENCE;
    if (bytes > most) {
      throw new LlmException.Truncated(
          String.format(
              "The answer has %d bytes and may have %d, %d for each token that was asked for at"
                  + " most",
              bytes, most, BYTES_PER_TOKEN),
          null);
    }
    return response;
  }
}
