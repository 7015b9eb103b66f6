package io.agp.llm;

import io.agp.concurrent.Futures;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** The client of a {@link Journal}. Thread-safe. */
final class JournalLlmClient implements LlmClient {
  private final String model;
  private final LlmClient delegate;
  private final UnaryOperator<LlmClient> limit;
  private final JournalContent content;
  private final JournalWriter writer;
  private final LongSupplier nanoTime;
  private final Map<String, Integer> made = new ConcurrentHashMap<>();

  JournalLlmClient(
      String model,
      LlmClient delegate,
      UnaryOperator<LlmClient> limit,
      JournalContent content,
      JournalWriter writer,
      LongSupplier nanoTime) {
    this.model = model;
    this.delegate = delegate;
    this.limit = limit;
    this.content = content;
    this.writer = writer;
    this.nanoTime = nanoTime;
  }

  @Override
  public CompletableFuture<LlmResponse> completeAsync(LlmRequest request, Deadline deadline) {
    String key = JournalCall.key(model, request);
    JournalCall call = new JournalCall(key, made.merge(key, 1, Integer::sum));
    Optional<JournalOutcome> outcome = content.outcome(call);
    return outcome.isPresent() && !outcome.get().isAskedAgain()
        ? outcome.get().future()
        : limit
            .apply((allowed, until) -> ask(call, allowed, until))
            .completeAsync(request, deadline);
  }

  private CompletableFuture<LlmResponse> ask(
      JournalCall call, LlmRequest request, Deadline deadline) {
    long begin = nanoTime.getAsLong();
    CompletableFuture<LlmResponse> answer;
    try {
      writer.append(JournalLines.request(call, request));
      answer = delegate.completeAsync(request, deadline);
    } catch (RuntimeException e) {
      answer = CompletableFuture.failedFuture(e);
    }
    CompletableFuture<LlmResponse> result = new CompletableFuture<>();
    Futures.cancelWith(result, answer);
    answer.whenComplete(
        (response, failure) -> {
          Duration latency = Duration.ofNanos(nanoTime.getAsLong() - begin);
          if (failure == null) {
            String line = JournalLines.response(call, response, latency);
            // As the line has it: UTF-8 has no half of a surrogate pair, which a text that was cut
            // off may end with, and a run that goes on must not see another text.
            LlmResponse kept = content.response(line);
            keep(line).whenComplete((done, lost) -> Futures.complete(result, kept, lost));
          } else if (isOutcome(Futures.unwrap(failure))) {
            LlmException failed = (LlmException) Futures.unwrap(failure);
            keep(JournalLines.failure(call, failed))
                .whenComplete(
                    (done, lost) -> result.completeExceptionally(lost == null ? failed : lost));
          } else {
            Futures.complete(result, null, failure);
          }
        });
    return result;
  }

  /** A cancelled call has no outcome, and a call that was not written down was not sent. */
  private static boolean isOutcome(Throwable failure) {
    return failure instanceof LlmException
        && !(failure instanceof LlmException.Cancelled)
        && !(failure instanceof LlmException.JournalFailed);
  }

  private CompletableFuture<Void> keep(String line) {
    return writer.appendDurably(line);
  }
}
