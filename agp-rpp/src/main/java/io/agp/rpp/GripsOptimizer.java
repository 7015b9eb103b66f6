package io.agp.rpp;

import io.agp.LabelledUser;
import io.agp.llm.LlmClient;
import io.agp.optimize.LearningEvent;
import io.agp.optimize.PromptOptimizer;
import io.agp.optimize.TrainingData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;

/**
 * GRIPS: edits the sentences of the manual prompt without gradients (section 4.1). In each step
 * some edits are drawn: delete a phrase, swap two, paraphrase a sentence by a model, or add a
 * phrase that was deleted before. Each edited prompt is tried on the same users; the best becomes
 * the prompt if it beats the one so far on them.
 *
 * <p>The paper uses it instance-wise: an edit search for each user, by that user's own reward. That
 * needs the user's relevant items, which serving does not have, so its numbers are of users whose
 * answers were known. This one is task-wise: it searches on the training users, and everybody is
 * served the prompt that was best for them. Validation users are not asked.
 *
 * <p>An edit keeps placeholders and JSON as they are and names nothing of the items learned from
 * ({@link io.agp.optimize.PromptGuard#leakage}), or is not tried; a listener is told. The history
 * is as long as the manual prompt has it. Immutable and thread-safe. The same seed and the same
 * answers give the same prompt.
 */
public final class GripsOptimizer implements PromptOptimizer {
  private final Builder settings;

  private GripsOptimizer(Builder settings) {
    this.settings = settings;
  }

  /**
   * Starts an optimizer.
   *
   * @param llm the model that ranks and paraphrases
   * @param space its manual prompt is edited
   * @return a builder with the defaults named there
   */
  public static Builder builder(LlmClient llm, ActionSpace space) {
    return new Builder(llm, space);
  }

  /**
   * Searches until the budget or the patience is used up.
   *
   * @param data the training users are asked
   * @return the best prompt found, in a space that holds its sentences alone; the manual one if no
   *     edit was better
   * @throws IllegalArgumentException if no training user has a relevant item among two or more of
   *     the first k candidates
   * @throws io.agp.llm.LlmException if all calls with a prompt failed, no further call can succeed,
   *     or this thread was interrupted
   */
  @Override
  public FixedPromptPolicy optimize(TrainingData data) {
    return new Search(data).run();
  }

  /** One search. */
  private final class Search {
    private final Random random = new Random(settings.seed);
    private final List<LabelledUser> users;
    private final PromptTrial trial =
        new PromptTrial(
            settings.llm, settings.topK, settings.seed, settings.concurrency, settings.timeout);
    private final SentenceEdits edits;
    private int steps;
    private int tried;
    private int accepted;
    private int refused;

    Search(TrainingData data) {
      List<LabelledUser> shuffled =
          new ArrayList<>(TrainingUsers.teaching(data.train(), settings.topK));
      Collections.shuffle(shuffled, random);
      users = shuffled.subList(0, Math.min(settings.users, shuffled.size()));
      edits =
          new SentenceEdits(
              SentenceRefiner.builder(settings.llm).timeout(settings.timeout).build(),
              random,
              new SentenceGuard(data.items(), settings.space),
              this::refused);
    }

    private void refused(Refinement refinement) {
      refused++;
      settings.listener.accept(SentenceGuard.refused(steps, tried, refinement));
    }

    FixedPromptPolicy run() {
      ActionSpace current = SmallerSpace.of(settings.space, 1);
      double most = ndcg(current);
      int since = 0;
      while (since < settings.patience && affordable(current)) {
        steps++;
        since++;
        ActionSpace from = current;
        for (int i = 0; i < settings.editsPerStep && affordable(from); i++) {
          tried = i + 1;
          ActionSpace edited = edits.edit(from, trial);
          double ndcg = edited.equals(from) ? Double.NEGATIVE_INFINITY : ndcg(edited);
          if (ndcg > most) {
            most = ndcg;
            current = edited;
            since = 0;
          }
        }
        accepted += since == 0 ? 1 : 0;
      }
      return new FixedPromptPolicy(RppPrompt.manual(current), record(most));
    }

    /** An edit may cost a paraphrase beside the users' calls. */
    private boolean affordable(ActionSpace from) {
      return edits.possible(from) && trial.calls() + users.size() + 1 <= settings.budget;
    }

    private double ndcg(ActionSpace space) {
      return trial.ndcg(RppPrompt.manual(space), users);
    }

    private Map<String, String> record(double ndcg) {
      Map<String, String> record = new LinkedHashMap<>();
      record.put("method", "GRIPS");
      record.put("trainUsers", Integer.toString(users.size()));
      record.put("steps", Integer.toString(steps));
      record.put("acceptedSteps", Integer.toString(accepted));
      record.put("refusedEdits", Integer.toString(refused));
      record.put("calls", Integer.toString(trial.calls()));
      record.put("failedCalls", Integer.toString(trial.failed()));
      record.put("trainNdcg", Double.toString(ndcg));
      record.put("seed", Long.toString(settings.seed));
      return record;
    }
  }

  /** Builds a {@link GripsOptimizer}. Not thread-safe. */
  public static final class Builder {
    private final LlmClient llm;
    private final ActionSpace space;
    private int users = 40;
    private int editsPerStep = 5;
    private int patience = 5;
    private int budget = 3_000;
    private int topK = 10;
    private long seed = 1;
    private int concurrency = 16;
    private Duration timeout = Duration.ofMinutes(2);
    private Consumer<LearningEvent> listener = event -> {};

    private Builder(LlmClient llm, ActionSpace space) {
      this.llm = Objects.requireNonNull(llm, "llm");
      this.space = Objects.requireNonNull(space, "space");
    }

    private Builder(Builder other) {
      this(other.llm, other.space);
      users = other.users;
      editsPerStep = other.editsPerStep;
      patience = other.patience;
      budget = other.budget;
      topK = other.topK;
      seed = other.seed;
      concurrency = other.concurrency;
      timeout = other.timeout;
      listener = other.listener;
    }

    /**
     * Sets on how many training users each prompt is tried; default: 40.
     *
     * @param users at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder users(int users) {
      this.users = BuilderRules.atLeast(1, users, "users");
      return this;
    }

    /**
     * Sets how many edits a step tries; default: 5.
     *
     * @param edits at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder editsPerStep(int edits) {
      this.editsPerStep = BuilderRules.atLeast(1, edits, "editsPerStep");
      return this;
    }

    /**
     * Sets after how many steps without a better prompt the search stops; default: 5.
     *
     * @param steps at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder patience(int steps) {
      this.patience = BuilderRules.atLeast(1, steps, "patience");
      return this;
    }

    /**
     * Sets the most calls, paraphrases included; default: 3,000.
     *
     * @param calls at least 1; where it does not suffice for two prompts, only the manual one is
     *     tried
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
     * Sets what users, edits and orders of candidates are drawn from; default: 1.
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
     * Sets who is told of edits that were refused ({@link LearningEvent.ProposalRefused}, by step
     * and edit); default: nobody. It is called from the searching thread.
     *
     * @param listener the listener; an exception it throws ends the search
     * @return this builder
     */
    public Builder listener(Consumer<LearningEvent> listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Builds the optimizer.
     *
     * @return the optimizer
     */
    public GripsOptimizer build() {
      return new GripsOptimizer(new Builder(this));
    }
  }
}
