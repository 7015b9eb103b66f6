package io.agp.rerank;

import io.agp.Item;
import io.agp.Ranking;
import io.agp.Reranker;
import io.agp.User;
import io.agp.concurrent.BoundedConcurrency;
import io.agp.concurrent.Futures;
import io.agp.internal.Candidates;
import io.agp.llm.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/**
 * Asks another reranker in several rounds, each with the candidates in another order, and combines
 * the answers by {@link BordaCount}, ties in base order: the bias for places in the prompt evens
 * out. The orders are balanced: in k rounds of k candidates each candidate has each place once, in
 * fewer none has a place twice, and the orders of rounds 1 and 2, 3 and 4, … are each other's
 * reverse if k is even. They depend on the candidates, the user's id and the seed alone.
 *
 * <pre>{@code
 * Reranker steady = RoundsReranker.builder(reranker).rounds(4).build().withFallback();
 * Ranking ranking = steady.rerank(user, candidates);
 * int roundsThatCame = ranking.answers().size();
 * }</pre>
 *
 * <p>Rounds are asked one after the other and end early once a round agrees with those before it;
 * see {@link Builder#agreement}. All share the deadline. Rounds that fail or find no time left are
 * left out and seen: the ranking has {@link Ranking.Repair#PARTIAL}, {@link #counts} has the sum.
 * If all fail, the ranking fails as the first did.
 *
 * <p>Candidates that a round's answer does not name follow in the order that the round showed. A
 * profile is written for every round unless it is stored ({@link io.agp.profile.StoredProfiles}) or
 * the model's answers are ({@link io.agp.llm.CachingLlmClient}).
 *
 * <p>Thread-safe.
 */
public final class RoundsReranker implements Reranker {
  private static final double NEVER = 2;

  private final Reranker delegate;
  private final int rounds;
  private final long seed;
  private final double agreement;
  private final LongAdder rankings = new LongAdder();
  private final LongAdder asked = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder saved = new LongAdder();

  private RoundsReranker(Builder builder) {
    this.delegate = builder.delegate;
    this.rounds = builder.rounds;
    this.seed = builder.seed;
    this.agreement = builder.agreement;
  }

  /**
   * Starts a reranker.
   *
   * @param delegate the reranker that is asked in every round
   * @return a builder with 4 rounds, seed 1 and an agreement of 0.8
   */
  public static Builder builder(Reranker delegate) {
    return new Builder(delegate);
  }

  /**
   * What became of the rounds, since this reranker was built.
   *
   * @param rankings rankings that ended
   * @param rounds their rounds that were due, failed ones too
   * @param failed rounds that failed or had no time left
   * @param saved rounds that were not asked as those before agreed
   */
  public record Counts(long rankings, long rounds, long failed, long saved) {}

  /**
   * What became of the rounds so far.
   *
   * @return the counts; while rankings are under way they may not belong to one moment
   */
  public Counts counts() {
    return new Counts(rankings.sum(), asked.sum(), failed.sum(), saved.sum());
  }

  @Override
  public CompletableFuture<Ranking> rerankAsync(
      User user, List<Item> candidates, Deadline deadline) {
    List<Item> checked = Candidates.checked(candidates);
    if (checked.size() < 2) {
      return CompletableFuture.completedFuture(Ranking.base(checked));
    }
    List<List<Item>> orders = BalancedOrders.of(checked, rounds, seed, user.id());
    return from(new Question(user, checked, orders, deadline), List.of());
  }

  private record Question(
      User user, List<Item> candidates, List<List<Item>> orders, Deadline deadline) {}

  /** The rounds after those that are done: one, or all at once if they cannot end early. */
  private CompletableFuture<Ranking> from(Question question, List<Attempt> done) {
    int end = agreement == NEVER ? rounds : done.size() + 1;
    CompletableFuture<List<Attempt>> next =
        BoundedConcurrency.map(
            question.orders().subList(done.size(), end),
            rounds,
            shown -> Attempt.begin(delegate, question.user(), shown, question.deadline()),
            Attempt::onlyErrors);
    return Futures.compose(next, attempts -> after(question, done, attempts));
  }

  private CompletableFuture<Ranking> after(
      Question question, List<Attempt> before, List<Attempt> attempts) {
    List<Attempt> done = new ArrayList<>(before);
    done.addAll(attempts);
    return done.size() == rounds || agreed(question.candidates(), done)
        ? end(question.candidates(), done)
        : from(question, done);
  }

  /** Whether the last round came and agrees with what those before it make together. */
  private boolean agreed(List<Item> candidates, List<Attempt> done) {
    List<Ranking> before = came(done.subList(0, done.size() - 1));
    List<Ranking> last = came(done.subList(done.size() - 1, done.size()));
    return !before.isEmpty()
        && !last.isEmpty()
        && KendallTau.of(
                BordaCount.order(candidates, before, candidates),
                BordaCount.order(candidates, last, candidates))
            >= agreement;
  }

  private CompletableFuture<Ranking> end(List<Item> candidates, List<Attempt> done) {
    List<Ranking> came = came(done);
    rankings.increment();
    asked.add(done.size());
    failed.add(done.size() - came.size());
    saved.add(rounds - done.size());
    if (came.isEmpty()) {
      return CompletableFuture.failedFuture(done.get(0).failure().orElseThrow());
    }
    return CompletableFuture.completedFuture(
        Provenance.ofAttempts(done)
            .onto(candidates)
            .order(BordaCount.order(candidates, came, candidates))
            .build());
  }

  private static List<Ranking> came(List<Attempt> attempts) {
    return attempts.stream().flatMap(attempt -> attempt.ranking().stream()).toList();
  }

  /** Builds a {@link RoundsReranker}. Not thread-safe. */
  public static final class Builder {
    private final Reranker delegate;
    private int rounds = 4;
    private long seed = 1;
    private double agreement = 0.8;

    private Builder(Reranker delegate) {
      this.delegate = Objects.requireNonNull(delegate, "delegate");
    }

    /**
     * Sets the most rounds; default 4. With k candidates, k rounds are balanced fully.
     *
     * @param rounds at least 2
     * @return this builder
     * @throws IllegalArgumentException if there are fewer
     */
    public Builder rounds(int rounds) {
      if (rounds < 2) {
        throw new IllegalArgumentException("rounds must be at least 2, was " + rounds);
      }
      this.rounds = rounds;
      return this;
    }

    /**
     * Sets the seed of the orders; default 1.
     *
     * @param seed any number
     * @return this builder
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Sets when rounds end early; default 0.8: if Kendall's tau between a round's order and that of
     * all rounds before it together (Borda) is this or more. Tau is 1 − 4d / (k·(k−1)) with d pairs
     * ordered differently: 1 for the same order, −1 for the reverse.
     *
     * @param tau above 0, at most 1
     * @return this builder
     * @throws IllegalArgumentException if it is not within that range
     */
    public Builder agreement(double tau) {
      if (!(tau > 0 && tau <= 1)) {
        throw new IllegalArgumentException("agreement must be above 0, at most 1, was " + tau);
      }
      this.agreement = tau;
      return this;
    }

    /**
     * Asks all rounds, and all at once: takes the time of one round and the cost of all.
     *
     * @return this builder
     */
    public Builder allAtOnce() {
      this.agreement = NEVER;
      return this;
    }

    /**
     * Builds the reranker.
     *
     * @return the reranker
     */
    public RoundsReranker build() {
      return new RoundsReranker(this);
    }
  }
}
