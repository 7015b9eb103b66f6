package io.agp.llm;

import java.util.concurrent.CompletableFuture;

/** How a call ended, as its journal says. */
sealed interface JournalOutcome {
  /** What the caller gets. */
  CompletableFuture<LlmResponse> future();

  /** What the call used. */
  Spending spending(LlmRequest request);

  /** Whether the same call is to be made again when the run goes on. */
  boolean isAskedAgain();

  /** The model answered. */
  record Answered(LlmResponse response) implements JournalOutcome {
    @Override
    public CompletableFuture<LlmResponse> future() {
      return CompletableFuture.completedFuture(response);
    }

    @Override
    public Spending spending(LlmRequest request) {
      return Spending.of(request, response);
    }

    @Override
    public boolean isAskedAgain() {
      return false;
    }
  }

  /** The call failed; what ended learning is asked again. */
  record Failed(LlmException failure) implements JournalOutcome {
    @Override
    public CompletableFuture<LlmResponse> future() {
      return CompletableFuture.failedFuture(failure);
    }

    @Override
    public Spending spending(LlmRequest request) {
      return Spending.of(request, failure);
    }

    @Override
    public boolean isAskedAgain() {
      return failure.isFinal();
    }
  }
}
