package io.agp.rpp;

import io.agp.User;
import io.agp.llm.LlmClient;
import io.agp.optimize.LearningEvent;
import io.agp.optimize.PromptOptimizer;
import io.agp.optimize.TrainingData;
import io.agp.profile.ProfileGenerator;
import io.agp.rpp.internal.Pooling;
import io.agp.rpp.internal.UpdateSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * RPP (Reinforced Prompt Personalization): learns to choose a prompt for each user. An agent for
 * each pattern chooses a sentence by the user's state; the model ranks with the prompt that they
 * make; the user's own NDCG@k rewards the agents (Algorithm 1).
 *
 * <p>An iteration makes one call for each training user, several at a time. Users whose reward
 * cannot differ (fewer than two candidates, or no relevant item among the first k) are left out. A
 * failed call has no reward: it teaches nothing and the user goes on from where they were. An
 * answer that names no candidate is no failed call but what the prompt led to: its reward is 0.
 * Failures after which no call can succeed end learning with that exception. Validation users
 * choose the checkpoint and the number of rounds at inference, after every third iteration and the
 * last: what was learned last, with one round, unless another is better by more than the standard
 * error of the users' differences. Nothing is learned from them, and a user whose ranking fails
 * counts with the base order. Without validation users, what was learned last is the result, with
 * one round.
 *
 * <p>Prompts of the users' own are kept only where they pay: on the validation users they must beat
 * one prompt for everybody, made of the actions that earned most in training, by more than the
 * standard error of the difference, and that one must beat the manual prompt. Otherwise the policy
 * gives everybody the one prompt, or the manual one. {@link RppPolicy#learnedOn} says under {@code
 * serves} which it is, and under {@code validationNdcg of ...} what each earned. It costs two calls
 * for each validation user. Without validation users and in paper mode there is no such test.
 *
 * <p>The default mode gets more out of each call than the paper: see docs/decisions/010. {@link
 * Builder#paperMode} learns as published, and makes exactly users times iterations calls in
 * training.
 *
 * <pre>{@code
 * RppPolicy policy =
 *     RppOptimizer.builder(llm, ActionSpace.of(Domain.MOVIES), users, items)
 *         .build()
 *         .optimize(TrainingData.of(train, validation));
 * }</pre>
 *
 * <p>Immutable and thread-safe, if its listener is; each {@link #optimize} is a run of its own.
 * With the same seed and the same answers, the learned weights are the same bit by bit, whatever
 * the concurrency.
 */
public final class RppOptimizer implements PromptOptimizer {
  private final LlmClient llm;
  private final RppSettings settings;

  /** How many agents there are, and by which loss they learn. */
  public enum Method {
    /** An advantage actor-critic for each pattern: the paper's RPP. */
    A2C,
    /** Proximal policy optimisation with an agent for each pattern: PPO-4 of Figure 6 (a). */
    PPO_4,
    /** One agent that chooses whole prompts: PPO-1 of Figure 6 (a). */
    PPO_1
  }

  private RppOptimizer(LlmClient llm, RppSettings settings) {
    this.llm = llm;
    this.settings = settings;
  }

  /**
   * Starts an optimizer.
   *
   * @param llm the model that ranks
   * @param space what agents choose from
   * @param users makes the first state of a user; vectors of about length 1 learn best
   * @param items encodes the ranked items, in as many dimensions
   * @return a builder with the defaults named there
   * @throws IllegalArgumentException if users and items are encoded in different dimensions
   */
  public static Builder builder(
      LlmClient llm, ActionSpace space, UserEncoder users, ItemEncoder items) {
    return new Builder(llm, space, users, items);
  }

  /**
   * Learns; see {@link PromptOptimizer#optimize}.
   *
   * @param data the users to learn from and to validate with
   * @return the learned policy
   * @throws io.agp.llm.LlmException if no further call can succeed or this thread was interrupted
   * @throws java.io.UncheckedIOException if a log cannot be read or written
   * @throws IllegalArgumentException if no training user teaches, or a log to start from breaks a
   *     rule or was written with another space; the message names the file, the line and the field
   */
  @Override
  public RppPolicy optimize(TrainingData data) {
    return new RppRun(llm, settings, data).run();
  }

  /** Builds an {@link RppOptimizer}. Not thread-safe. */
  public static final class Builder {
    private final LlmClient llm;
    private final UserEncoder users;
    private final ItemEncoder items;
    private ActionSpace space;
    private SentenceEncoder sentences = new HashingSentenceEncoder();
    private Set<Pattern> learning;
    private Method method = Method.A2C;
    private int mostCombinations = 1_000;
    private Pooling pooling = Pooling.GRU;
    private boolean paper;
    private boolean bandit;
    private int iterations = 15;
    private int patience = 7;
    private int rounds = 2;
    private int topK = 10;
    private double leastProbability;
    private long seed = 1;
    private int concurrency = 16;
    private Duration timeout = Duration.ofMinutes(2);
    private Optional<SentenceRefiner> refiner = Optional.empty();
    private Optional<Path> log = Optional.empty();
    private Optional<Path> warmStart = Optional.empty();
    private Function<User, Map<String, String>> facts = User::attributes;
    private Optional<ProfileGenerator> profiles = Optional.empty();
    private Consumer<LearningEvent> listener = event -> {};

    private Builder(LlmClient llm, ActionSpace space, UserEncoder users, ItemEncoder items) {
      this.llm = Objects.requireNonNull(llm, "llm");
      this.space = Objects.requireNonNull(space, "space");
      this.users = Objects.requireNonNull(users, "users");
      this.items = Objects.requireNonNull(items, "items");
      StateEncoder.requireSame(users.dimensions(), items.dimensions());
      this.learning = new LinkedHashSet<>(space.sets().stream().map(ActionSet::pattern).toList());
    }

    /**
     * Learns as published: learning rates 3e-4 and 5e-4, no entropy bonus, no exploration bound,
     * one gradient step an iteration on its own calls alone, and one episode through all
     * iterations, so that the history grows by each choice.
     *
     * @return this builder
     */
    public Builder paperMode() {
      this.paper = true;
      return this;
    }

    /**
     * Sets how many agents learn by which loss; default: {@link Method#A2C}.
     *
     * @param method the method
     * @return this builder
     */
    public Builder method(Method method) {
      this.method = Objects.requireNonNull(method, "method");
      return this;
    }

    /**
     * Sets from how many whole prompts the one agent of {@link Method#PPO_1} chooses at most;
     * default: 1,000. Of more combinations a sample is drawn by the seed, with the manual prompt.
     *
     * @param prompts at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder mostCombinations(int prompts) {
      this.mostCombinations = BuilderRules.atLeast(1, prompts, "mostCombinations");
      return this;
    }

    /**
     * Sets which patterns are learned, for ablations: the others stay at their manual choice;
     * default: all.
     *
     * @param patterns at least one, each of the space
     * @return this builder
     * @throws IllegalArgumentException if there is none, or the space does not have one
     */
    public Builder patterns(Pattern... patterns) {
      Set<Pattern> chosen = new LinkedHashSet<>(List.of(patterns));
      for (Pattern pattern : chosen) {
        if (space.set(pattern).isEmpty()) {
          throw new IllegalArgumentException("The space has no pattern \"" + pattern.name() + '"');
        }
      }
      if (chosen.isEmpty()) {
        throw new IllegalArgumentException("At least one pattern must be learned");
      }
      this.learning = chosen;
      return this;
    }

    /**
     * Reads the ranked items by their mean instead of the GRU, for the ablation of Table 8.
     *
     * @return this builder
     */
    public Builder meanPooling() {
      this.pooling = Pooling.MEAN;
      return this;
    }

    /**
     * Cuts every pattern to a number of actions, for Figure 6 (b): the manual choice and the first
     * of the others; default: all.
     *
     * @param most at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder actionsPerPattern(int most) {
      this.space = SmallerSpace.of(space, BuilderRules.atLeast(1, most, "actionsPerPattern"));
      return this;
    }

    /**
     * Learns as a contextual bandit: one round, and no reward but that of the choice itself (γ =
     * 0).
     *
     * @return this builder
     */
    public Builder bandit() {
      this.bandit = true;
      return this;
    }

    /**
     * Sets the least probability of each action while learning; default: 0. A bound keeps every
     * action observed, and the logged probabilities usable.
     *
     * @param probability 0..1; more than 1 in the number of actions is uniform choice
     * @return this builder
     * @throws IllegalArgumentException if it is outside that range
     */
    public Builder leastProbability(double probability) {
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException(
            "leastProbability must be within 0..1, was " + probability);
      }
      this.leastProbability = probability;
      return this;
    }

    /**
     * Appends a line of JSON for each answered call to a file: state, choices, their probabilities
     * and the reward; default: no log.
     *
     * @param file the file; its folder must exist
     * @return this builder
     */
    public Builder log(Path file) {
      this.log = Optional.of(file);
      return this;
    }

    /**
     * Learns first from a log that another run or production wrote; default: from nothing. Its
     * space and its encoders must be the same.
     *
     * @param file the file
     * @return this builder
     */
    public Builder warmStart(Path file) {
      this.warmStart = Optional.of(file);
      return this;
    }

    /**
     * Makes it RPP+: all sentences are rewritten before learning, each by at most one call;
     * default: none is. A rewrite that holds something of the items learned from is not used
     * ({@link io.agp.optimize.PromptGuard#leakage}). The listener is told of every rewrite that is
     * refused, as of epoch 0.
     *
     * @param refiner rewrites; what it knows already costs nothing
     * @return this builder
     */
    public Builder refiner(SentenceRefiner refiner) {
      this.refiner = Optional.of(refiner);
      return this;
    }

    /**
     * Sets the encoder of prompts; default: {@link HashingSentenceEncoder}.
     *
     * @param sentences the encoder
     * @return this builder
     */
    public Builder sentenceEncoder(SentenceEncoder sentences) {
      this.sentences = Objects.requireNonNull(sentences, "sentences");
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
     * items, each once, kept in memory: at most one call that succeeds for each user and prompt. If
     * a profile's call fails, the user's turn has failed.
     *
     * @param profiles the generator, mostly a {@link io.agp.profile.StoredProfiles}
     * @return this builder
     */
    public Builder profiles(ProfileGenerator profiles) {
      this.profiles = Optional.of(profiles);
      return this;
    }

    /**
     * Sets the most iterations, each a call for every training user; default: 15, as in section
     * 4.2.
     *
     * @param iterations at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder iterations(int iterations) {
      this.iterations = BuilderRules.atLeast(1, iterations, "iterations");
      return this;
    }

    /**
     * Sets after how many iterations without a new best mean NDCG@k learning stops; default: 7, as
     * in section 4.2.
     *
     * @param iterations at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder patience(int iterations) {
      this.patience = BuilderRules.atLeast(1, iterations, "patience");
      return this;
    }

    /**
     * Sets the rounds of an episode in training, which are also the most that validation chooses
     * from for inference; default: 2. In paper mode the episode never ends, and only the latter
     * counts.
     *
     * @param rounds at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder rounds(int rounds) {
      this.rounds = BuilderRules.atLeast(1, rounds, "rounds");
      return this;
    }

    /**
     * Sets how many candidates of each base ranking are reranked in learning: M; default: 10. The
     * reward is NDCG@M.
     *
     * @param k at least 2
     * @return this builder
     * @throws IllegalArgumentException if it is less than 2
     */
    public Builder topK(int k) {
      this.topK = BuilderRules.atLeast(2, k, "topK");
      return this;
    }

    /**
     * Sets what weights, samples, batches and orders of candidates are drawn from; default: 1.
     *
     * @param seed any number
     * @return this builder
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Sets how many calls are under way at once; default: 16.
     *
     * @param calls at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder concurrency(int calls) {
      this.concurrency = BuilderRules.atLeast(1, calls, "concurrency");
      return this;
    }

    /**
     * Sets how long one call may take; default: 2 minutes.
     *
     * @param timeout more than zero
     * @return this builder
     * @throws IllegalArgumentException if it is zero or negative
     */
    public Builder timeout(Duration timeout) {
      this.timeout = BuilderRules.positive(timeout);
      return this;
    }

    /**
     * Sets who is told of progress; default: nobody. It is called from the learning thread and
     * should return soon.
     *
     * @param listener the listener; an iteration is an epoch of one batch. An exception it throws
     *     ends learning
     * @return this builder
     */
    public Builder listener(Consumer<LearningEvent> listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    private UpdateSettings update() {
      UpdateSettings.Builder update = UpdateSettings.builder();
      if (!paper) {
        update.actorLearningRate(2e-3).criticLearningRate(2e-3).entropyCoefficient(0.01);
        update.gamma(0);
      }
      if (method != Method.A2C) {
        update.clipEpsilon(0.2);
      }
      if (bandit) {
        update.gamma(0);
      }
      return update.build();
    }

    /**
     * Builds the optimizer.
     *
     * @return the optimizer
     * @throws IllegalArgumentException if paper mode shall start from a log: it learns from each
     *     call once, when it is made
     */
    public RppOptimizer build() {
      if (paper && warmStart.isPresent()) {
        throw new IllegalArgumentException(
            "Paper mode must start from nothing, was to start from " + warmStart.get());
      }
      return new RppOptimizer(
          llm,
          new RppSettings(
              space,
              users,
              items,
              sentences,
              Set.copyOf(learning),
              method,
              mostCombinations,
              pooling,
              paper,
              update(),
              iterations,
              patience,
              bandit ? 1 : rounds,
              topK,
              paper ? 0 : leastProbability,
              seed,
              concurrency,
              timeout,
              refiner,
              log,
              warmStart,
              facts,
              profiles.orElseGet(() -> CountedProfiles.usual(llm)),
              listener));
    }
  }
}
