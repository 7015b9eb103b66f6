package io.agp.llm;

import java.util.Optional;

/**
 * Says whether a call may be sent once more. A client that repeats requests asks before each
 * repetition, so that a {@link Ledger}'s limit holds on the wire. Implementations must be
 * thread-safe and must not block.
 */
@FunctionalInterface
public interface RetryGate {
  /**
   * Asks for one more request.
   *
   * @param request the call's request, the very object that the client was given
   * @return empty if it may be sent, or the limit that it would exceed, as a sentence; the call
   *     then fails with {@link LlmException.LimitReached}
   */
  Optional<String> refusal(LlmRequest request);
}
