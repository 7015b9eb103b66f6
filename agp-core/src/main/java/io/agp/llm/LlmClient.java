package io.agp.llm;

import io.agp.concurrent.Futures;
import java.util.concurrent.CompletableFuture;

/**
 * A language model that answers a conversation. Providers implement it, and so can you, for a model
 * of your own:
 *
 * <pre>{@code
 * LlmClient own = (request, deadline) ->
 *     CompletableFuture.supplyAsync(() -> LlmResponse.of(myModel.answer(request.prompt())), executor);
 * }</pre>
 *
 * <p>Implementations are thread-safe. The core never looks one up: the caller passes the object.
 */
@FunctionalInterface
public interface LlmClient {
  /**
   * Asks the model. Does not block and does not throw for a failed call.
   *
   * @param request the conversation and how it is to be answered
   * @param deadline when the answer must be there, retries and waiting included
   * @return a future with the answer, or failed with an {@link LlmException}; a text is never an
   *     error in disguise. Cancelling the future stops the call
   */
  CompletableFuture<LlmResponse> completeAsync(LlmRequest request, Deadline deadline);

  /**
   * The blocking twin of {@link #completeAsync}.
   *
   * @param request the conversation
   * @param deadline when the answer must be there
   * @return the answer
   * @throws LlmException if the call failed; {@link LlmException.Cancelled} if this thread was
   *     interrupted (its interrupt flag stays set)
   */
  default LlmResponse complete(LlmRequest request, Deadline deadline) {
    return Futures.await(completeAsync(request, deadline), deadline);
  }
}
