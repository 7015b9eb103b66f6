package io.agp.rpp;

import io.agp.LabelledUser;
import io.agp.llm.LlmClient;
import io.agp.optimize.PromptOptimizer;
import io.agp.optimize.TrainingData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * Tries a set of whole prompts on the training users and keeps the one with the best mean NDCG@k:
 * the enumeration baseline of section 4.1. Prompts race: all are tried on the first users, the
 * better half goes on to more of them, until three are left or all users were asked; so most calls
 * go where they tell good prompts apart. The last three and the manual prompt meet the validation
 * users. Of the three, the best over both kinds of users wins, if it is better than the manual
 * prompt on the validation users; otherwise the manual prompt is kept. Without validation users the
 * best in training wins.
 *
 * <p>Immutable and thread-safe. The same seed and the same answers give the same prompt.
 */
public final class EnumerationOptimizer implements PromptOptimizer {
  private final LlmClient llm;
  private final ActionSpace space;
  private final List<RppPrompt> given;
  private final int prompts;
  private final int budget;
  private final int topK;
  private final long seed;
  private final int concurrency;
  private final Duration timeout;

  private EnumerationOptimizer(Builder builder) {
    this.llm = builder.llm;
    this.space = builder.space;
    this.given = List.copyOf(builder.given);
    this.prompts = builder.prompts;
    this.budget = builder.budget;
    this.topK = builder.topK;
    this.seed = builder.seed;
    this.concurrency = builder.concurrency;
    this.timeout = builder.timeout;
  }

  /**
   * Starts an optimizer.
   *
   * @param llm the model that ranks
   * @param space what prompts are made of
   * @return a builder with the defaults named there
   */
  public static Builder builder(LlmClient llm, ActionSpace space) {
    return new Builder(llm, space);
  }

  /**
   * Tries the prompts.
   *
   * @param data the training users are raced on, the validation users decide at the end
   * @return the best prompt; of equal ones the first
   * @throws IllegalArgumentException if no training user has a relevant item among two or more of
   *     the first k candidates
   * @throws io.agp.llm.LlmException if all calls failed, no further call can succeed, or this
   *     thread was interrupted
   */
  @Override
  public FixedPromptPolicy optimize(TrainingData data) {
    List<LabelledUser> users = new ArrayList<>(TrainingUsers.teaching(data.train(), topK));
    Collections.shuffle(users, new Random(seed));
    PromptTrial trial = new PromptTrial(llm, topK, seed, concurrency, timeout);
    PromptRace race = new PromptRace(trial, given.isEmpty() ? drawn() : given);
    race.halve(users, budget);
    int inTraining = trial.calls();
    RppPrompt best = race.finish(RppPrompt.manual(space), validation(data));
    Map<String, String> learnedOn = new LinkedHashMap<>();
    learnedOn.put("method", "enumeration");
    learnedOn.put("prompts", Integer.toString(race.started()));
    learnedOn.put("trainUsers", Integer.toString(race.asked()));
    learnedOn.put("validationUsers", Integer.toString(data.validation().size()));
    learnedOn.put("calls", Integer.toString(inTraining));
    learnedOn.put("validationCalls", Integer.toString(trial.calls() - inTraining));
    learnedOn.put("failedCalls", Integer.toString(trial.failed()));
    learnedOn.put("trainNdcg", Double.toString(race.trainNdcg(best)));
    learnedOn.put("seed", Long.toString(seed));
    return new FixedPromptPolicy(best, learnedOn);
  }

  private List<LabelledUser> validation(TrainingData data) {
    return TrainingUsers.cut(data.validation(), topK);
  }

  /** The manual prompt and others drawn uniformly. */
  private List<RppPrompt> drawn() {
    Set<RppPrompt> drawn = new LinkedHashSet<>();
    drawn.add(RppPrompt.manual(space));
    Random random = new Random(seed);
    int[] sizes = space.sizes();
    long all = 1;
    for (int size : sizes) {
      all *= size;
    }
    while (drawn.size() < Math.min(prompts, all)) {
      int[] choices = new int[sizes.length];
      for (int set = 0; set < sizes.length; set++) {
        choices[set] = random.nextInt(sizes[set]);
      }
      drawn.add(RppPrompt.first(space, choices));
    }
    return List.copyOf(drawn);
  }

  /** Builds an {@link EnumerationOptimizer}. Not thread-safe. */
  public static final class Builder {
    private final LlmClient llm;
    private final ActionSpace space;
    private List<RppPrompt> given = List.of();
    private int prompts = 15;
    private int budget = 3_000;
    private int topK = 10;
    private long seed = 1;
    private int concurrency = 16;
    private Duration timeout = Duration.ofMinutes(2);

    private Builder(LlmClient llm, ActionSpace space) {
      this.llm = Objects.requireNonNull(llm, "llm");
      this.space = Objects.requireNonNull(space, "space");
    }

    /**
     * Sets how many prompts are tried: the manual one and others drawn from the space; default: 15,
     * so that 200 users cost what RPP's 15 iterations cost. A space with fewer is tried whole.
     *
     * @param count at least 1, at most the budget
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder prompts(int count) {
      this.prompts = BuilderRules.atLeast(1, count, "prompts");
      return this;
    }

    /**
     * Sets the prompts to try.
     *
     * @param prompts of this space, at least one. Copied
     * @return this builder
     * @throws IllegalArgumentException if there is none or one is of another space
     */
    public Builder prompts(List<RppPrompt> prompts) {
      BuilderRules.atLeast(1, prompts.size(), "The number of prompts");
      prompts.forEach(prompt -> space.requireHash(prompt.space().hash()));
      this.given = List.copyOf(prompts);
      return this;
    }

    /**
     * Sets the most calls in training; default: 3,000. The end costs at most four more for each
     * validation user.
     *
     * @param calls at least the number of prompts
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder budget(int calls) {
      this.budget = BuilderRules.atLeast(1, calls, "budget");
      return this;
    }

    /**
     * Sets how many candidates are ranked, and the cut-off of NDCG; default: 10.
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
     * Sets what prompts, users and orders of candidates are drawn from; default: 1.
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
     * Builds the optimizer.
     *
     * @return the optimizer
     * @throws IllegalArgumentException if the budget is below the number of prompts
     */
    public EnumerationOptimizer build() {
      int tried = given.isEmpty() ? prompts : given.size();
      if (budget < tried) {
        throw new IllegalArgumentException(
            String.format(
                "The budget must be at least a call for each of the %d prompts, was %d",
                tried, budget));
      }
      return new EnumerationOptimizer(this);
    }
  }
}
