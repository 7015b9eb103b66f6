package io.agp.llm;

import io.agp.internal.PlainAnswer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a model answered. Immutable and thread-safe. {@code toString} shows no text.
 *
 * @param text the answer, without the model's reasoning where the provider keeps that apart; may be
 *     empty
 * @param usage the tokens used by all attempts that reported them
 * @param model the model that answered, as the provider names it; may be more exact than the one
 *     asked, or empty
 * @param requestId the provider's id of the call, if it gave one
 * @param cached whether the answer was stored and nothing was paid for it
 * @param format how far the provider was held to the request's schema; an answer in another format
 *     than {@link AnswerFormat#TEXT} keeps to the schema
 * @param attempts every request that was sent for it, the failed ones included; empty where the
 *     client keeps no log
 */
public record LlmResponse(
    String text,
    TokenUsage usage,
    String model,
    Optional<String> requestId,
    boolean cached,
    AnswerFormat format,
    List<LlmAttempt> attempts) {
  /**
   * Checks that nothing is {@code null}.
   *
   * @param text the answer
   * @param usage the tokens used by all attempts that reported them
   * @param model the model that answered
   * @param requestId the provider's id of the call
   * @param cached whether the answer was stored and nothing was paid for it
   * @param format how far the provider was held to the request's schema
   * @param attempts every request that was sent for it
   */
  public LlmResponse {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(usage, "usage");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(requestId, "requestId");
    Objects.requireNonNull(format, "format");
    attempts = List.copyOf(attempts);
  }

  /**
   * An answer in free text, without a log of attempts.
   *
   * @param text the answer
   * @param usage the tokens used by all attempts that reported them
   * @param model the model that answered
   * @param requestId the provider's id of the call
   * @param cached whether the answer was stored and nothing was paid for it
   */
  public LlmResponse(
      String text, TokenUsage usage, String model, Optional<String> requestId, boolean cached) {
    this(text, usage, model, requestId, cached, AnswerFormat.TEXT, List.of());
  }

  /**
   * An answer of which nothing but the text is known.
   *
   * @param text the text
   * @return the answer, not cached, without usage
   */
  public static LlmResponse of(String text) {
    return new LlmResponse(text, TokenUsage.NONE, "", Optional.empty(), false);
  }

  /**
   * This answer, marked as stored: it used no tokens this time.
   *
   * @return a copy with {@code cached} set, without usage and attempts
   */
  public LlmResponse asCached() {
    return new LlmResponse(text, TokenUsage.NONE, model, requestId, true, format, List.of());
  }

  /**
   * The answer without what models like to put around one: reasoning between tags, a code fence, a
   * lead-in ("Here is the text:") and quotes around the whole.
   *
   * @return the text within, stripped; may be empty
   */
  public String plainText() {
    return PlainAnswer.of(text);
  }

  @Override
  public String toString() {
    return String.format(
        "LlmResponse[%s, %d characters, %s%s]",
        model, text.length(), usage, cached ? ", cached" : "");
  }
}
