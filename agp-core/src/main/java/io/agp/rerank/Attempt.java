package io.agp.rerank;

import io.agp.Item;
import io.agp.Ranking;
import io.agp.Reranker;
import io.agp.User;
import io.agp.concurrent.Futures;
import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What came of one of several rankings behind one: a ranking or a failure.
 *
 * @param ranking the ranking, unless it failed
 * @param failure the failure, unless there is a ranking
 * @param asked whether the reranker was asked: not if no time was left
 */
record Attempt(Optional<Ranking> ranking, Optional<Throwable> failure, boolean asked) {
  /** What is kept back of the time left, so that what came before can still be answered with. */
  private static final double RESERVE = 0.1;

  private static final Logger log = LoggerFactory.getLogger(Attempt.class);

  /**
   * Asks a reranker; the future fails for an {@link Error} alone. Cancelling it cancels the call.
   */
  static CompletableFuture<Attempt> begin(
      Reranker reranker, User user, List<Item> shown, Deadline deadline) {
    if (deadline.hasPassed()) {
      return CompletableFuture.completedFuture(failed(user, late(null), false));
    }
    CompletableFuture<Ranking> call = call(reranker, user, shown, within(deadline));
    CompletableFuture<Ranking> timed = call.copy();
    if (!deadline.isNone()) {
      timed.orTimeout(within(deadline).remaining().toNanos(), TimeUnit.NANOSECONDS);
    }
    timed.whenComplete((ranking, failure) -> call.cancel(true)); // does nothing to one that is done
    CompletableFuture<Attempt> attempt =
        timed
            .thenApply(ranking -> came(user, ranking))
            .exceptionally(failure -> failed(user, typed(Futures.unwrap(failure)), true));
    Futures.cancelWith(attempt, call);
    return attempt;
  }

  private static Deadline within(Deadline deadline) {
    long nanos = (long) (deadline.remaining().toNanos() * (1 - RESERVE));
    return deadline.isNone() ? deadline : Deadline.after(Duration.ofNanos(nanos));
  }

  private static CompletableFuture<Ranking> call(
      Reranker reranker, User user, List<Item> shown, Deadline deadline) {
    try {
      return reranker.rerankAsync(user, shown, deadline);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** A reranker with a fallback of its own did not fail, but its base order is no answer. */
  private static Attempt came(User user, Ranking ranking) {
    return ranking
        .failure()
        .map(failure -> failed(user, failure, true))
        .orElseGet(() -> new Attempt(Optional.of(ranking), Optional.empty(), true));
  }

  private static Attempt failed(User user, Throwable failure, boolean asked) {
    log.warn("One of several rankings for user {} failed: {}", user.id(), failure.toString());
    return new Attempt(Optional.empty(), Optional.of(failure), asked);
  }

  /** For what {@link #begin} leaves to fail. */
  static Attempt onlyErrors(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw new IllegalStateException(failure);
  }

  private static Throwable typed(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof TimeoutException) {
      return late(failure);
    }
    return failure instanceof CancellationException
        ? new LlmException.Cancelled("The ranking was cancelled", failure)
        : failure;
  }

  private static LlmException late(@Nullable Throwable cause) {
    return new LlmException.Timeout("The deadline left no time for the ranking", cause);
  }
}
