package io.agp.llm;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.agp.concurrent.Futures;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * Asks identical requests once: the answers of another client, kept in memory. A failure is not
 * kept, so the next identical request is sent again. Requests that are identical and at the same
 * time under way share one answer, but not a failure: it belongs to the caller whose call it was,
 * and those who waited ask anew. So it does not depend on timing how many of them fail. What ends
 * everything ({@link LlmException#isFinal()}) ends it for all. Thread-safe.
 *
 * <p>Put it around one client with one model and one set of settings: the key is the request.
 */
public final class CachingLlmClient implements LlmClient {
  private final LlmClient delegate;
  private final Cache<LlmRequest, LlmResponse> answers;
  private final ConcurrentMap<LlmRequest, CompletableFuture<LlmResponse>> underWay =
      new ConcurrentHashMap<>();

  /**
   * Wraps a client.
   *
   * @param delegate the client that is asked
   * @param maximumSize how many answers are kept; the least recently used ones go first; at least 1
   * @throws IllegalArgumentException if {@code maximumSize} is less than 1
   */
  public CachingLlmClient(LlmClient delegate, long maximumSize) {
    if (maximumSize < 1) {
      throw new IllegalArgumentException("maximumSize must be at least 1, was " + maximumSize);
    }
    this.delegate = Objects.requireNonNull(delegate, "delegate");
    this.answers = CacheBuilder.newBuilder().maximumSize(maximumSize).build();
  }

  @Override
  public CompletableFuture<LlmResponse> completeAsync(LlmRequest request, Deadline deadline) {
    LlmResponse answer = answers.getIfPresent(request);
    if (answer != null) {
      return CompletableFuture.completedFuture(answer.asCached());
    }
    CompletableFuture<LlmResponse> own = new CompletableFuture<>();
    CompletableFuture<LlmResponse> other = underWay.putIfAbsent(request, own);
    return other == null ? ask(request, deadline, own) : join(other, request, deadline);
  }

  private CompletableFuture<LlmResponse> ask(
      LlmRequest request, Deadline deadline, CompletableFuture<LlmResponse> own) {
    CompletableFuture<LlmResponse> call;
    try {
      call = delegate.completeAsync(request, deadline);
    } catch (RuntimeException e) {
      call = CompletableFuture.failedFuture(e);
    }
    Futures.cancelWith(own, call);
    call.whenComplete(
        (response, failure) -> {
          if (failure == null) {
            answers.put(request, response);
          }
          underWay.remove(request, own);
          Futures.complete(own, response, failure);
        });
    own.whenComplete((response, failure) -> underWay.remove(request, own));
    return own;
  }

  /**
   * Waits for another caller's call within the own deadline. What ended that call for its caller
   * alone does not end this one: it is asked anew.
   */
  private CompletableFuture<LlmResponse> join(
      CompletableFuture<LlmResponse> other, LlmRequest request, Deadline deadline) {
    CompletableFuture<LlmResponse> waiting = other.copy();
    if (!deadline.isNone()) {
      waiting.orTimeout(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    }
    CompletableFuture<LlmResponse> result = new CompletableFuture<>();
    waiting.whenComplete(
        (response, failure) -> {
          if (failure == null) {
            result.complete(response.asCached());
          } else if (deadline.hasPassed()) {
            result.completeExceptionally(
                new LlmException.Timeout(
                    "The deadline passed while waiting for the same request", failure));
          } else if (endedForItsCallerAlone(Futures.unwrap(failure)) && !result.isDone()) {
            underWay.remove(request, other); // its own clean-up may come after this callback
            CompletableFuture<LlmResponse> again = completeAsync(request, deadline);
            Futures.cancelWith(result, again);
            again.whenComplete((r, f) -> Futures.complete(result, r, f));
          } else {
            Futures.complete(result, null, failure);
          }
        });
    return result;
  }

  private static boolean endedForItsCallerAlone(Throwable failure) {
    return (failure instanceof LlmException known && !known.isFinal())
        || failure instanceof LlmException.Cancelled
        || failure instanceof CancellationException;
  }
}
