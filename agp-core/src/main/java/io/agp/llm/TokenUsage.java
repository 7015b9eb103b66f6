package io.agp.llm;

import java.nio.charset.StandardCharsets;

/**
 * Tokens of one call or many. Immutable and thread-safe.
 *
 * @param input tokens of the prompt, the cached ones included; at least 0
 * @param cachedInput the part of {@code input} that the provider read from its prefix cache; at
 *     least 0
 * @param output tokens of the answer, the reasoning ones included; at least 0
 * @param reasoning the part of {@code output} spent on reasoning; at least 0
 */
public record TokenUsage(long input, long cachedInput, long output, long reasoning) {
  private static final int FORM_TOKENS = 100;
  private static final int MESSAGE_TOKENS = 16;

  /** No tokens, or none reported. */
  public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0);

  /**
   * Checks the counts.
   *
   * @param input tokens of the prompt
   * @param cachedInput the part of {@code input} that the provider read from its prefix cache
   * @param output tokens of the answer
   * @param reasoning the part of {@code output} spent on reasoning
   * @throws IllegalArgumentException if a count is negative
   */
  public TokenUsage {
    if (input < 0 || cachedInput < 0 || output < 0 || reasoning < 0) {
      throw new IllegalArgumentException(
          String.format(
              "Token counts must not be negative: input %d, cachedInput %d, output %d, reasoning %d",
              input, cachedInput, output, reasoning));
    }
  }

  /**
   * Tokens of a prompt and its answer.
   *
   * @param input tokens of the prompt
   * @param output tokens of the answer
   * @return the usage
   */
  public static TokenUsage of(long input, long output) {
    return new TokenUsage(input, 0, output, 0);
  }

  /**
   * The most that a request can use, if it is sent once: for each byte of its messages (in UTF-8)
   * and schema a token, some for the form around them, and the most output that it asks for. A
   * provider may be shown the schema in a message as well, so it counts twice.
   *
   * @param request the request
   * @return the bound; without output if the request has no bound of it
   */
  public static TokenUsage atMost(LlmRequest request) {
    long input = FORM_TOKENS;
    for (ChatMessage message : request.messages()) {
      input += MESSAGE_TOKENS + bytes(message.text());
    }
    if (request.schema().isPresent()) {
      input += FORM_TOKENS + 2L * bytes(request.schema().get().jsonSchema());
    }
    return of(input, request.maxOutputTokens().orElse(0));
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * The sum of two usages.
   *
   * @param other another usage
   * @return the sum
   */
  public TokenUsage plus(TokenUsage other) {
    return new TokenUsage(
        input + other.input,
        cachedInput + other.cachedInput,
        output + other.output,
        reasoning + other.reasoning);
  }

  /**
   * What came since an earlier count.
   *
   * @param earlier an earlier count
   * @return the difference
   * @throws IllegalArgumentException if {@code earlier} is greater
   */
  public TokenUsage minus(TokenUsage earlier) {
    return new TokenUsage(
        input - earlier.input,
        cachedInput - earlier.cachedInput,
        output - earlier.output,
        reasoning - earlier.reasoning);
  }

  /**
   * All tokens.
   *
   * @return {@code input + output}
   */
  public long total() {
    return input + output;
  }
}
