package io.agp.llm;

import io.agp.concurrent.Futures;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** The client of a {@link Ledger}. Thread-safe. */
final class LedgerLlmClient implements LlmClient {
  private final Ledger ledger;
  private final LlmClient delegate;

  LedgerLlmClient(Ledger ledger, LlmClient delegate) {
    this.ledger = ledger;
    this.delegate = delegate;
  }

  @Override
  public CompletableFuture<LlmResponse> completeAsync(LlmRequest request, Deadline deadline) {
    CompletableFuture<LlmResponse> result = new CompletableFuture<>();
    CompletableFuture<Void> admitted = ledger.reserve(request, deadline);
    Futures.cancelWith(result, admitted);
    admitted.whenComplete(
        (ok, refused) -> {
          if (refused == null) {
            send(request.copy(), deadline, result);
          } else {
            result.completeExceptionally(failure(Futures.unwrap(refused)));
            ledger.admit(); // whoever stood behind it
          }
        });
    return result;
  }

  private static Throwable failure(Throwable refused) {
    return refused instanceof TimeoutException
        ? new LlmException.Timeout(
            "The deadline passed while waiting for the calls under way, beside which this one"
                + " might exceed a limit",
            refused)
        : refused;
  }

  /** The request is a copy of its own, by which the ledger knows the call's retries. */
  private void send(LlmRequest request, Deadline deadline, CompletableFuture<LlmResponse> result) {
    if (result.isDone()) {
      ledger.settle(request, Spending.ZERO); // cancelled before it was sent
      return;
    }
    CompletableFuture<LlmResponse> call;
    ledger.send(request);
    try {
      call = delegate.completeAsync(request, deadline);
    } catch (RuntimeException e) {
      call = CompletableFuture.failedFuture(e);
    }
    Futures.cancelWith(result, call);
    call.whenComplete(
        (response, failure) -> {
          ledger.settle(
              request,
              failure == null ? Spending.of(request, response) : Spending.of(request, failure));
          Futures.complete(result, response, failure);
        });
  }
}
