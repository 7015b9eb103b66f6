package io.agp.cli;

import io.agp.concurrent.Futures;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ends a command at its limit. Some callers bear a failed call (a round of several, a rewritten
 * sentence), and a smaller call may still fit; a result with such gaps would be taken for a whole
 * one. So after the first call that a limit refused, none goes out any more, and {@link #reached}
 * tells it. Thread-safe.
 */
final class StopAtLimit implements LlmClient {
  private final LlmClient delegate;
  private final AtomicReference<LlmException.@Nullable LimitReached> reached =
      new AtomicReference<>();

  StopAtLimit(LlmClient delegate) {
    this.delegate = delegate;
  }

  /** The first refusal, if there was one. */
  Optional<LlmException.LimitReached> reached() {
    return Optional.ofNullable(reached.get());
  }

  @Override
  public CompletableFuture<LlmResponse> completeAsync(LlmRequest request, Deadline deadline) {
    LlmException.LimitReached before = reached.get();
    if (before != null) {
      return CompletableFuture.failedFuture(before);
    }
    CompletableFuture<LlmResponse> call = delegate.completeAsync(request, deadline);
    CompletableFuture<LlmResponse> noted = call.whenComplete((answer, failure) -> note(failure));
    Futures.cancelWith(noted, call);
    return noted;
  }

  private void note(@Nullable Throwable failure) {
    if (failure != null && Futures.unwrap(failure) instanceof LlmException.LimitReached refusal) {
      reached.compareAndSet(null, refusal);
    }
  }
}
