package io.agp.rerank;

import io.agp.Item;
import io.agp.Ranking;
import io.agp.Reranker;
import io.agp.User;
import io.agp.concurrent.Futures;
import io.agp.internal.Candidates;
import io.agp.llm.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Ranks a long list through a window that slides from its end to its front, as RankGPT does: the
 * last w candidates are ranked, the window moves s places forward, and so on, so that what is good
 * travels to the front. A list of k candidates takes ⌈(k − w) / s⌉ + 1 rankings one after the
 * other, one if k ≤ w.
 *
 * <pre>{@code
 * Reranker sliding = WindowReranker.of(reranker, 20, 10);
 * Ranking ranking = sliding.rerank(user, candidates);
 * }</pre>
 *
 * <p>All windows share the deadline. A window that fails or finds no time left keeps its order, and
 * that is seen: the ranking has {@link Ranking.Repair#PARTIAL}. If all fail, the ranking fails as
 * the first did. A profile is written for every window unless it is stored ({@link
 * io.agp.profile.StoredProfiles}) or the model's answers are ({@link io.agp.llm.CachingLlmClient}).
 *
 * <p>Immutable and thread-safe.
 */
public final class WindowReranker implements Reranker {
  private final Reranker delegate;
  private final int window;
  private final int step;

  private WindowReranker(Reranker delegate, int window, int step) {
    this.delegate = delegate;
    this.window = window;
    this.step = step;
  }

  /**
   * A window over another reranker.
   *
   * @param delegate ranks each window
   * @param window w, how many candidates it is given at once; at least 2. RankGPT has 20
   * @param step s, how far the window moves; 1 to w − 1, so that windows overlap. RankGPT has 10
   * @return the reranker
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static WindowReranker of(Reranker delegate, int window, int step) {
    Objects.requireNonNull(delegate, "delegate");
    if (window < 2) {
      throw new IllegalArgumentException("window must be at least 2, was " + window);
    }
    if (step < 1 || step >= window) {
      throw new IllegalArgumentException(
          String.format(
              "step must be within 1..%d for a window of %d, was %d", window - 1, window, step));
    }
    return new WindowReranker(delegate, window, step);
  }

  @Override
  public CompletableFuture<Ranking> rerankAsync(
      User user, List<Item> candidates, Deadline deadline) {
    List<Item> checked = Candidates.checked(candidates);
    if (checked.size() < 2) {
      return CompletableFuture.completedFuture(Ranking.base(checked));
    }
    Question question = new Question(user, checked, deadline);
    return slide(question, checked, Math.max(0, checked.size() - window), List.of());
  }

  private record Question(User user, List<Item> candidates, Deadline deadline) {}

  private CompletableFuture<Ranking> slide(
      Question question, List<Item> order, int start, List<Attempt> before) {
    int end = Math.min(order.size(), start + window);
    CompletableFuture<Attempt> attempt =
        Attempt.begin(delegate, question.user(), order.subList(start, end), question.deadline());
    return Futures.compose(
        attempt,
        done -> {
          List<Attempt> attempts = new ArrayList<>(before);
          attempts.add(done);
          List<Item> next = replaced(order, start, done);
          return start == 0
              ? end(question, next, attempts)
              : slide(question, next, Math.max(0, start - step), attempts);
        });
  }

  private static List<Item> replaced(List<Item> order, int start, Attempt attempt) {
    List<Item> next = new ArrayList<>(order);
    attempt
        .ranking()
        .ifPresent(
            ranking -> {
              for (int place = 0; place < ranking.items().size(); place++) {
                next.set(start + place, ranking.items().get(place));
              }
            });
    return next;
  }

  private static CompletableFuture<Ranking> end(
      Question question, List<Item> order, List<Attempt> attempts) {
    if (attempts.stream().allMatch(attempt -> attempt.ranking().isEmpty())) {
      return CompletableFuture.failedFuture(attempts.get(0).failure().orElseThrow());
    }
    return CompletableFuture.completedFuture(
        Provenance.ofAttempts(attempts)
            .onto(question.candidates())
            .order(BordaCount.places(question.candidates(), order))
            .build());
  }
}
