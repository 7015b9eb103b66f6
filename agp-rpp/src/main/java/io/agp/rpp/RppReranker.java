package io.agp.rpp;

import io.agp.Item;
import io.agp.Ranking;
import io.agp.Reranker;
import io.agp.User;
import io.agp.concurrent.Futures;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.profile.ProfileGenerator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ranks with a prompt of its own for each user, in as many rounds as the policy says (section 4.2):
 * in each, the agents choose greedily, the model answers, and prompt and answer make the next
 * state. No reward is used and nothing is sampled.
 *
 * <p>If a round after the first fails, or there is no time left for it, the rounds before it are
 * the answer; {@link #counts} and {@link #roundsAsync} show it. If the first fails, the ranking
 * fails: see {@link Reranker#withFallback}. Where a profile is chosen and cannot be written in half
 * of the time left, the prompt goes without it; {@link #counts} shows it. Users the policy does not
 * know get the manual prompt in one round.
 *
 * <p>Thread-safe.
 */
public final class RppReranker implements Reranker {
  private final LlmClient llm;
  private final RppPolicy policy;
  private final PromptAssembler assembler;
  private final RoundAnswer answer;
  private final int rounds;
  private final LongAdder rankings = new LongAdder();
  private final LongAdder manual = new LongAdder();
  private final LongAdder shortened = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder incomplete = new LongAdder();
  private final CountedProfiles profiles;

  private RppReranker(Builder builder) {
    this.llm = builder.llm;
    this.policy = builder.policy;
    this.profiles =
        new CountedProfiles(builder.profiles.orElseGet(() -> CountedProfiles.usual(llm)));
    this.assembler = policy.assembler(builder.facts, profiles);
    this.answer = builder.answer;
    this.rounds = builder.rounds;
  }

  /**
   * Starts a reranker.
   *
   * @param llm the model
   * @param policy what was learned
   * @return a builder with the policy's rounds
   */
  public static Builder builder(LlmClient llm, RppPolicy policy) {
    return new Builder(llm, policy);
  }

  /**
   * How many rankings ended how, since this reranker was built.
   *
   * @param rankings rankings begun that asked the model
   * @param manual those of users whom the policy does not know
   * @param shortened those with fewer rounds than asked for, because a later round failed
   * @param failed those whose first round failed
   * @param incomplete those whose prompt lacked something that was chosen: an attribute or a fact
   *     that is not known of the user, or a profile that could not be written
   * @param profileCalls calls for profiles that the store did not have, the failed ones too
   * @param profileFailures those of them that failed
   */
  public record Counts(
      long rankings,
      long manual,
      long shortened,
      long failed,
      long incomplete,
      long profileCalls,
      long profileFailures) {}

  /**
   * How rankings ended so far.
   *
   * @return the counts; while rankings are under way they may not belong to one moment
   */
  public Counts counts() {
    return new Counts(
        rankings.sum(),
        manual.sum(),
        shortened.sum(),
        failed.sum(),
        incomplete.sum(),
        profiles.calls(),
        profiles.failed());
  }

  @Override
  public CompletableFuture<Ranking> rerankAsync(
      User user, List<Item> candidates, Deadline deadline) {
    return Futures.map(roundsAsync(user, candidates, deadline), this::ranking);
  }

  private Ranking ranking(RppRounds done) {
    Ranking ranking = answer.of(done.rankings());
    return done.failedCall()
        ? ranking.toBuilder().cost(ranking.calls() + 1, ranking.usage()).build()
        : ranking;
  }

  /**
   * Ranks and tells what happened in each round.
   *
   * @param user the user; the history may be empty
   * @param candidates the base ranking, best first; ids must differ. With fewer than two nothing is
   *     asked
   * @param deadline when the last answer must be there
   * @return a future with the rounds, or failed as the first round failed; cancelling it cancels
   *     the call under way
   * @throws IllegalArgumentException if two candidates share an id
   */
  public CompletableFuture<RppRounds> roundsAsync(
      User user, List<Item> candidates, Deadline deadline) {
    if (candidates.size() < 2) {
      return CompletableFuture.completedFuture(
          new RppRounds(
              List.of(),
              List.of(Ranking.base(candidates)),
              Optional.empty(),
              false,
              false,
              List.of()));
    }
    boolean known = policy.knows(user);
    rankings.increment();
    if (!known) {
      manual.increment();
    }
    RoundSequence sequence =
        new RoundSequence(llm, policy.core(), assembler, user, candidates, deadline);
    CompletableFuture<RppRounds> done = known ? sequence.start(rounds) : sequence.startManual();
    CompletableFuture<RppRounds> counted = done.whenComplete(this::count);
    Futures.cancelWith(counted, done);
    return counted;
  }

  @SuppressWarnings("NullAway") // a future's callback has either a value or a failure
  private void count(@Nullable RppRounds done, @Nullable Throwable failure) {
    if (failure != null) {
      failed.increment();
      return;
    }
    if (done.failure().isPresent()) {
      shortened.increment();
    }
    if (!done.omitted().isEmpty()) {
      incomplete.increment();
    }
  }

  /** Builds an {@link RppReranker}. Not thread-safe. */
  public static final class Builder {
    private final LlmClient llm;
    private final RppPolicy policy;
    private RoundAnswer answer = RoundAnswer.LAST;
    private int rounds;
    private Function<User, Map<String, String>> facts = User::attributes;
    private Optional<ProfileGenerator> profiles = Optional.empty();

    private Builder(LlmClient llm, RppPolicy policy) {
      this.llm = Objects.requireNonNull(llm, "llm");
      this.policy = Objects.requireNonNull(policy, "policy");
      this.rounds = policy.rounds();
    }

    /**
     * Sets which order comes of several rounds; default: {@link RoundAnswer#LAST}.
     *
     * @param answer which
     * @return this builder
     */
    public Builder answer(RoundAnswer answer) {
      this.answer = Objects.requireNonNull(answer, "answer");
      return this;
    }

    /**
     * Sets the rounds, each of which is a call; default: the policy's.
     *
     * @param rounds at least 1
     * @return this builder
     * @throws IllegalArgumentException if there are fewer
     */
    public Builder rounds(int rounds) {
      if (rounds < 1) {
        throw new IllegalArgumentException("rounds must be at least 1, was " + rounds);
      }
      this.rounds = rounds;
      return this;
    }

    /**
     * Sets where the facts about users come from that the space declares; default: {@link
     * User#attributes()}.
     *
     * @param facts as {@link PromptAssembler.Builder#facts} takes them
     * @return this builder
     */
    public Builder facts(Function<User, Map<String, String>> facts) {
      this.facts = Objects.requireNonNull(facts, "facts");
      return this;
    }

    /**
     * Sets who writes the profiles of a space with {@link ProfilePatterns#withPrompts}; default:
     * this model from the latest {@link io.agp.rerank.ProfileReranker#DEFAULT_HISTORY_LENGTH}
     * items, each once, kept in memory. Should be as in learning.
     *
     * @param profiles the generator, mostly a {@link io.agp.profile.StoredProfiles}
     * @return this builder
     */
    public Builder profiles(ProfileGenerator profiles) {
      this.profiles = Optional.of(profiles);
      return this;
    }

    /**
     * Builds the reranker.
     *
     * @return the reranker
     */
    public RppReranker build() {
      return new RppReranker(this);
    }
  }
}
