package io.agp.llm.openai;

import io.agp.concurrent.Futures;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.testkit.contract.ContractSetup;
import java.util.concurrent.CompletableFuture;

/** The contract once more, for callers who wait for {@code completeAsync}. */
class OpenAiAsyncContractTest extends OpenAiContractTest {
  @Override
  protected LlmClient client(ContractSetup setup) {
    return new Waiting((OpenAiLlmClient) super.client(setup));
  }

  private record Waiting(OpenAiLlmClient client) implements LlmClient, AutoCloseable {
    @Override
    public CompletableFuture<LlmResponse> completeAsync(LlmRequest request, Deadline deadline) {
      return client.completeAsync(request, deadline);
    }

    /** Without a deadline of its own, so that the call's exception comes through. */
    @Override
    public LlmResponse complete(LlmRequest request, Deadline deadline) {
      if (Thread.currentThread().isInterrupted()) {
        throw new LlmException.Cancelled("interrupted before", null);
      }
      return Futures.await(completeAsync(request, deadline), Deadline.none());
    }

    @Override
    public void close() {
      client.close();
    }

    @Override
    public String toString() {
      return client.toString();
    }
  }
}
