package io.agp;

import io.agp.concurrent.BoundedConcurrency;
import io.agp.concurrent.Futures;
import io.agp.llm.Deadline;
import io.agp.rerank.FallbackReranker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Puts a recommender's candidates into a better order for one user.
 *
 * <p>The result is always a permutation of the candidates. What a method cannot do is an exception
 * ({@link io.agp.llm.LlmException} where a model call failed); {@link #withFallback()} turns
 * exceptions into the base ranking, visibly.
 *
 * <pre>{@code
 * Reranker reranker = ProfileReranker.builder(llm).prompt(prompt).build().withFallback();
 * Ranking ranking = reranker.rerank(user, candidates);
 * if (ranking.source() == Ranking.Source.FALLBACK) {
 *   log.warn("base order served", ranking.failure().orElseThrow());
 * }
 * }</pre>
 *
 * <p>Implementations are thread-safe. The one method to implement is {@link #rerankAsync(User,
 * List, Deadline)}.
 */
@FunctionalInterface
public interface Reranker {
  /** The time one ranking may take where the caller names no deadline: 60 seconds. */
  Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);

  /**
   * Starts a ranking.
   *
   * @param user the user; the history may be empty
   * @param candidates the base ranking, best first; ids must differ. With none or one candidate
   *     nothing is asked
   * @param deadline when the answer must be there
   * @return a future with the ranking, or failed with the exception; it does not throw for a failed
   *     call. Cancelling it cancels the calls under way
   * @throws IllegalArgumentException if two candidates share an id
   */
  CompletableFuture<Ranking> rerankAsync(User user, List<Item> candidates, Deadline deadline);

  /**
   * Starts a ranking that may take {@link #DEFAULT_TIMEOUT}.
   *
   * @param user the user
   * @param candidates the base ranking, best first
   * @return as {@link #rerankAsync(User, List, Deadline)}
   */
  default CompletableFuture<Ranking> rerankAsync(User user, List<Item> candidates) {
    return rerankAsync(user, candidates, Deadline.after(DEFAULT_TIMEOUT));
  }

  /**
   * Ranks and waits, for {@link #DEFAULT_TIMEOUT} at most.
   *
   * @param user the user
   * @param candidates the base ranking, best first; ids must differ
   * @return the ranking
   * @throws io.agp.llm.LlmException if a model call failed
   * @throws IllegalArgumentException if two candidates share an id
   */
  default Ranking rerank(User user, List<Item> candidates) {
    return rerank(user, candidates, Deadline.after(DEFAULT_TIMEOUT));
  }

  /**
   * Ranks and waits.
   *
   * @param user the user
   * @param candidates the base ranking, best first; ids must differ
   * @param deadline when the answer must be there
   * @return the ranking
   * @throws io.agp.llm.LlmException if a model call failed; {@link io.agp.llm.LlmException.Timeout}
   *     if the deadline passed; {@link io.agp.llm.LlmException.Cancelled} if this thread was
   *     interrupted (its interrupt flag stays set)
   * @throws IllegalArgumentException if two candidates share an id
   */
  default Ranking rerank(User user, List<Item> candidates, Deadline deadline) {
    return Futures.await(rerankAsync(user, candidates, deadline), deadline);
  }

  /**
   * Ranks the caller's own objects and gives them back in order. To see where the order came from,
   * rank the items and use {@link Ranking#apply(List)}.
   *
   * @param <T> the caller's type
   * @param user the user
   * @param candidates the caller's objects, in base order
   * @param asItem how one of them is described as an item; ids must differ
   * @return the same objects, best first
   * @throws io.agp.llm.LlmException if a model call failed
   * @throws IllegalArgumentException if two items share an id
   */
  default <T> List<T> rerank(User user, List<T> candidates, Function<? super T, Item> asItem) {
    return rerank(user, candidates.stream().<Item>map(asItem).toList()).apply(candidates);
  }

  /**
   * Ranks for many users, several at a time, each within {@link #DEFAULT_TIMEOUT} of its start.
   *
   * @param requests who and what; may be empty
   * @param concurrency how many rankings may be under way at once; at least 1
   * @return one outcome per request, in the order of the requests; a failure fails only its own
   * @throws IllegalArgumentException if {@code concurrency} is less than 1
   */
  default List<RerankOutcome> rerankAll(List<RerankRequest> requests, int concurrency) {
    return Futures.await(rerankAllAsync(requests, concurrency), Deadline.none());
  }

  /**
   * The asynchronous twin of {@link #rerankAll}.
   *
   * @param requests who and what; may be empty
   * @param concurrency how many rankings may be under way at once; at least 1
   * @return a future that completes with one outcome per request, in order. Cancelling it starts no
   *     further ranking and cancels those under way
   * @throws IllegalArgumentException if {@code concurrency} is less than 1
   */
  default CompletableFuture<List<RerankOutcome>> rerankAllAsync(
      List<RerankRequest> requests, int concurrency) {
    return BoundedConcurrency.map(
        requests,
        concurrency,
        request ->
            Futures.<Ranking, RerankOutcome>map(
                rerankAsync(request.user(), request.candidates()), RerankOutcome.Success::new),
        RerankOutcome.Failure::new);
  }

  /**
   * This reranker, giving the base ranking where it fails.
   *
   * @return a reranker that does not fail for failed calls and keeps its deadline
   */
  default Reranker withFallback() {
    return new FallbackReranker(this);
  }

  /**
   * The reranker that changes nothing: every comparison starts from it.
   *
   * @return a reranker whose rankings have source {@link Ranking.Source#BASE}
   */
  static Reranker identity() {
    return (user, candidates, deadline) ->
        CompletableFuture.completedFuture(Ranking.base(candidates));
  }
}
