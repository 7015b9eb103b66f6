package io.agp.llm;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Is told what a client does, for metrics, traces and bills. Each call is told of with {@link
 * #started} once, then {@link #attempted} and {@link #retrying} as often as it happens, then either
 * {@link #succeeded} or {@link #failed} once. No text of a conversation is passed on.
 *
 * <p>Implementations are thread-safe and quick: they are run on the caller's and the client's own
 * threads. What they throw harms no call.
 */
public interface LlmListener {
  /**
   * The call that is told of. Immutable and thread-safe.
   *
   * @param number 1 for the first call of the client; tells calls apart
   * @param role what the call is for
   * @param target the model and where it runs
   */
  record Call(long number, LlmRole role, String target) {
    /**
     * Checks that nothing is {@code null}.
     *
     * @param number 1 for the first call of the client
     * @param role what the call is for
     * @param target the model and where it runs
     */
    public Call {
      Objects.requireNonNull(role, "role");
      Objects.requireNonNull(target, "target");
    }
  }

  /**
   * What a call came to. Immutable and thread-safe.
   *
   * @param took from the start to the end, exact to a nanosecond as far as the clock is; all waits
   *     included
   * @param attempts every request that was sent; may be empty
   * @param usage the tokens of all attempts that reported them
   * @param cost US dollars for {@code usage}; empty if no price is known. What was billed for
   *     ambiguous attempts is not in it
   * @param requestId the provider's id of the last request, if it gave one
   */
  record End(
      Duration took,
      List<LlmAttempt> attempts,
      TokenUsage usage,
      Optional<BigDecimal> cost,
      Optional<String> requestId) {
    /**
     * Checks that nothing is {@code null}.
     *
     * @param took from the start to the end
     * @param attempts every request that was sent
     * @param usage the tokens of all attempts that reported them
     * @param cost US dollars for {@code usage}
     * @param requestId the provider's id of the last request
     */
    public End {
      Objects.requireNonNull(took, "took");
      attempts = List.copyOf(attempts);
      Objects.requireNonNull(usage, "usage");
      Objects.requireNonNull(cost, "cost");
      Objects.requireNonNull(requestId, "requestId");
    }
  }

  /**
   * A call was taken on; it may yet wait.
   *
   * @param call the call
   */
  default void started(Call call) {}

  /**
   * A request was sent and has come to its end, whatever that is. One that is under way when the
   * call ends, for example by its deadline, is only in {@link End#attempts}.
   *
   * @param call the call
   * @param attempt how it went
   */
  default void attempted(Call call, LlmAttempt attempt) {}

  /**
   * The call will be tried again.
   *
   * @param call the call
   * @param failed the attempt that failed
   * @param wait how long it waits first; waiting for a place and for the rate limit comes on top
   */
  default void retrying(Call call, LlmAttempt failed, Duration wait) {}

  /**
   * The call was answered. Whoever waits for the answer gets it after this.
   *
   * @param call the call
   * @param end what it came to
   */
  default void succeeded(Call call, End end) {}

  /**
   * The call failed, was cancelled, or was refused before anything was sent.
   *
   * @param call the call
   * @param failure why
   * @param end what it came to
   */
  default void failed(Call call, LlmException failure, End end) {}
}
