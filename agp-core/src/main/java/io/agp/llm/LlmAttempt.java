package io.agp.llm;

import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One request that was sent for a call, for diagnosis and for bills. Immutable and thread-safe.
 *
 * @param number 1 for the first request of the call
 * @param status the HTTP status, if an answer came
 * @param code the provider's error code, if it named one
 * @param requestId the provider's id of the request, if it gave one
 * @param waited how long the call waited before it, for a place and for what the provider asked for
 * @param took from sending to the end of the answer, or to the failure
 * @param ambiguous whether it was sent in full and got no complete answer, so that the provider may
 *     have worked, and billed, for it
 * @param usage the tokens the provider reported; empty where it reported none
 */
public record LlmAttempt(
    int number,
    OptionalInt status,
    Optional<String> code,
    Optional<String> requestId,
    Duration waited,
    Duration took,
    boolean ambiguous,
    Optional<TokenUsage> usage) {
  /**
   * Checks the values.
   *
   * @param number 1 for the first request of the call
   * @param status the HTTP status
   * @param code the provider's error code
   * @param requestId the provider's id of the request
   * @param waited how long the call waited before it
   * @param took from sending to the end of the answer
   * @param ambiguous whether it may have been billed without an answer
   * @param usage the tokens the provider reported
   * @throws IllegalArgumentException if {@code number} is less than 1
   */
  public LlmAttempt {
    if (number < 1) {
      throw new IllegalArgumentException("An attempt's number must be at least 1, was " + number);
    }
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(requestId, "requestId");
    Objects.requireNonNull(waited, "waited");
    Objects.requireNonNull(took, "took");
    Objects.requireNonNull(usage, "usage");
  }

  /**
   * The tokens of several attempts.
   *
   * @param attempts the attempts
   * @return the sum of what was reported; {@link TokenUsage#NONE} if nothing was
   */
  public static TokenUsage usageOf(Collection<LlmAttempt> attempts) {
    TokenUsage sum = TokenUsage.NONE;
    for (LlmAttempt attempt : attempts) {
      sum = attempt.usage().isPresent() ? sum.plus(attempt.usage().get()) : sum;
    }
    return sum;
  }
}
