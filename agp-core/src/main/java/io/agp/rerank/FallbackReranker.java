package io.agp.rerank;

import io.agp.Item;
import io.agp.Ranking;
import io.agp.Reranker;
import io.agp.User;
import io.agp.concurrent.Futures;
import io.agp.internal.Candidates;
import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the base ranking where another reranker fails or is too late, with the failure in it; see
 * {@link Reranker#withFallback()}. Immutable and thread-safe.
 *
 * <p>Bad input ({@link IllegalArgumentException} for candidates that share an id) and a cancelled
 * future stay failures.
 */
public final class FallbackReranker implements Reranker {
  private static final Logger log = LoggerFactory.getLogger(FallbackReranker.class);

  private final Reranker delegate;

  /**
   * Wraps a reranker.
   *
   * @param delegate the reranker that may fail
   */
  public FallbackReranker(Reranker delegate) {
    this.delegate = Objects.requireNonNull(delegate, "delegate");
  }

  /** Waits for the fallback as well, so that a passed deadline gives the base ranking. */
  @Override
  public Ranking rerank(User user, List<Item> candidates, Deadline deadline) {
    return Futures.await(rerankAsync(user, candidates, deadline), Deadline.none());
  }

  @Override
  public CompletableFuture<Ranking> rerankAsync(
      User user, List<Item> candidates, Deadline deadline) {
    List<Item> checked = Candidates.checked(candidates);
    CompletableFuture<Ranking> ranking = begin(user, checked, deadline);
    CompletableFuture<Ranking> timed = ranking.copy();
    if (!deadline.isNone()) {
      timed.orTimeout(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    }
    CompletableFuture<Ranking> result =
        timed.exceptionally(failure -> fallback(user, checked, ranking, failure));
    Futures.cancelWith(result, ranking);
    return result;
  }

  private CompletableFuture<Ranking> begin(User user, List<Item> candidates, Deadline deadline) {
    try {
      return delegate.rerankAsync(user, candidates, deadline);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Ranking fallback(
      User user, List<Item> candidates, CompletableFuture<Ranking> ranking, Throwable failure) {
    Throwable cause = Futures.unwrap(failure);
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof TimeoutException) {
      ranking.cancel(true);
      cause = new LlmException.Timeout("The deadline passed before the ranking was there", cause);
    } else if (cause instanceof CancellationException) {
      cause = new LlmException.Cancelled("The ranking was cancelled", cause);
    }
    log.warn("Base order for user {}: {}", user.id(), cause.toString());
    return Ranking.fallback(candidates, cause);
  }
}
