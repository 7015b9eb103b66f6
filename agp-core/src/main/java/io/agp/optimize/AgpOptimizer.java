package io.agp.optimize;

import io.agp.feedback.FeedbackEncoder;
import io.agp.llm.LlmClient;
import io.agp.prompt.Prompt;
import io.agp.prompt.RoleTemplate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * AGP (Auto-Guided Prompt Refinement): learns one profile-generation prompt for everybody from
 * position-based feedback, summarised over batches of users.
 *
 * <p>One epoch: training users are shuffled by the seed and cut into batches of about B. For each
 * batch, the users are ranked with the current prompt (equations 2, 3), each ranking is compared
 * with the relevant items (equation 4), wrong ones get a critique, the critiques become one
 * instruction (equation 5), the instruction edits the prompt (equation 6), and the acceptance rule
 * decides.
 *
 * <p>Calls: without an acceptance rule that ranks again, an epoch over N users makes at most
 * (3B+2)·N/B calls (equation 7): users already right need no critique, and a refused proposal is
 * sent back only if that bound allows it. N/B is rounded down and all users are spread evenly over
 * the batches, so a batch has B or a few more. Identical requests are asked once in the whole run.
 *
 * <p>A failed call never becomes a profile, a critique or a prompt: the user counts as ranked by
 * the base order in that step. Failures after which no call can succeed (a refused key, a used-up
 * quota) end learning with that exception.
 *
 * <pre>{@code
 * LearnedPrompt learned =
 *     AgpOptimizer.builder(llm).epochs(3).build().optimize(TrainingData.of(train, validation));
 * learned.save(Path.of("prompt.json"));
 * }</pre>
 *
 * <p>Immutable and thread-safe, if its listener is; each {@link #optimize} is a run of its own.
 * With the same seed and the same answers, a run is the same, whatever the concurrency.
 */
public final class AgpOptimizer implements PromptOptimizer {
  private final LlmClient llm;
  private final AgpSettings settings;

  private AgpOptimizer(LlmClient llm, AgpSettings settings) {
    this.llm = llm;
    this.settings = settings;
  }

  /**
   * Starts an optimizer.
   *
   * @param llm the model that is asked in all five roles
   * @return a builder with the defaults named there
   */
  public static Builder builder(LlmClient llm) {
    return new Builder(llm);
  }

  /**
   * Learns; see {@link PromptOptimizer#optimize}.
   *
   * @param data the users to learn from and to validate with
   * @return the learned prompt; the initial one if none was better
   * @throws IllegalArgumentException if the acceptance rule validates and there is no validation
   *     user, or if a slice margin is given and the rule does not validate or no slice has 20 users
   * @throws io.agp.llm.LlmException if no further call can succeed or this thread was interrupted
   */
  @Override
  public LearnedPrompt optimize(TrainingData data) {
    return new AgpRun(llm, settings, data).run();
  }

  /** Builds an {@link AgpOptimizer}. Not thread-safe. */
  public static final class Builder {
    private final LlmClient llm;
    private Prompt initial = Prompt.initialProfilePrompt();
    private int batchSize = 10;
    private int epochs = 10;
    private int historyLength = 5;
    private int topK = 10;
    private long seed = 1;
    private int concurrency = 16;
    private int maxPromptWords = 300;
    private int patience = 2;
    private boolean summary = true;
    private Duration timeout = Duration.ofMinutes(2);
    private AcceptanceRule rule = AcceptanceRule.validated(0.95);
    private OptionalDouble sliceMargin = OptionalDouble.empty();
    private FeedbackEncoder feedback = FeedbackEncoder.positions();
    private final List<PromptGuard> guards = new ArrayList<>();
    private RoleTemplate profileTemplate = RoleTemplate.profile();
    private RoleTemplate rerankTemplate = RoleTemplate.rerank();
    private RoleTemplate critiqueTemplate = RoleTemplate.critique();
    private RoleTemplate summariseTemplate = RoleTemplate.summarise();
    private RoleTemplate editTemplate = RoleTemplate.edit();
    private Consumer<LearningEvent> listener = event -> {};

    private Builder(LlmClient llm) {
      this.llm = Objects.requireNonNull(llm, "llm");
    }

    /**
     * Sets the prompt to begin with; default: {@link Prompt#initialProfilePrompt()}.
     *
     * @param prompt the prompt
     * @return this builder
     */
    public Builder initialPrompt(Prompt prompt) {
      this.initial = Objects.requireNonNull(prompt, "prompt");
      return this;
    }

    /**
     * Sets the batch size B; default 10. With fewer training users, all are one batch.
     *
     * @param users at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder batchSize(int users) {
      this.batchSize = atLeast(1, users, "batchSize");
      return this;
    }

    /**
     * Sets the most epochs; default 10.
     *
     * @param epochs at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder epochs(int epochs) {
      this.epochs = atLeast(1, epochs, "epochs");
      return this;
    }

    /**
     * Sets how many of a user's latest items the model sees; default 5.
     *
     * @param length at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder historyLength(int length) {
      this.historyLength = atLeast(1, length, "historyLength");
      return this;
    }

    /**
     * Sets how many candidates of each base ranking are reranked, and the cut-off of NDCG; default
     * 10.
     *
     * @param k at least 2
     * @return this builder
     * @throws IllegalArgumentException if it is less than 2
     */
    public Builder topK(int k) {
      this.topK = atLeast(2, k, "topK");
      return this;
    }

    /**
     * Sets the seed of the shuffle; default 1.
     *
     * @param seed any number
     * @return this builder
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Sets how many users' calls are under way at once; default 16.
     *
     * @param users at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder concurrency(int users) {
      this.concurrency = atLeast(1, users, "concurrency");
      return this;
    }

    /**
     * Sets the longest prompt; default 300 words. A longer one is sent back once to be shortened.
     *
     * @param words at least 10
     * @return this builder
     * @throws IllegalArgumentException if it is less than 10
     */
    public Builder maxPromptWords(int words) {
      this.maxPromptWords = atLeast(10, words, "maxPromptWords");
      return this;
    }

    /**
     * Sets after how many epochs without a better prompt in the pool learning stops, for rules that
     * validate; default 2.
     *
     * @param epochs at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder patience(int epochs) {
      this.patience = atLeast(1, epochs, "patience");
      return this;
    }

    /**
     * Switches the summary off, for the ablation of Figure 2 (left): the critiques then go to the
     * editor as they are; default on.
     *
     * @param on whether critiques are summarised
     * @return this builder
     */
    public Builder summary(boolean on) {
      this.summary = on;
      return this;
    }

    /**
     * Sets how long one ranking, or one other call, may take; default 2 minutes.
     *
     * @param timeout above zero
     * @return this builder
     * @throws IllegalArgumentException if it is zero or negative
     */
    public Builder timeout(Duration timeout) {
      if (timeout.isZero() || timeout.isNegative()) {
        throw new IllegalArgumentException("timeout must be above zero, was " + timeout);
      }
      this.timeout = timeout;
      return this;
    }

    /**
     * Sets which edits are kept; default: {@link AcceptanceRule#validated} at 0.95. {@link
     * AcceptanceRule#always()} is the paper's algorithm as written.
     *
     * @param rule the rule
     * @return this builder
     */
    public Builder acceptance(AcceptanceRule rule) {
      this.rule = Objects.requireNonNull(rule, "rule");
      return this;
    }

    /**
     * Refuses prompts that win the mean over the validation users at the cost of some of them; for
     * rules that validate. The users are cut into thirds by the length of the history, and into
     * thirds by the popularity of the relevant item (in the histories of all users given). It must
     * be shown of each slice of at least 20 users that it loses less than the margin; the lower
     * bounds of all slices hold together with 95 %, so about 60 validation users are the least, and
     * a narrow margin needs hundreds. Default: nothing is refused; slices that may lose more than
     * 0.1 are reported ({@link LearningEvent.SliceAtRisk}).
     *
     * @param margin in NDCG@k, above 0 and up to 1
     * @return this builder
     * @throws IllegalArgumentException if it is out of its range
     */
    public Builder sliceMargin(double margin) {
      if (!(margin > 0 && margin <= 1)) {
        throw new IllegalArgumentException(
            "sliceMargin must be above 0 and up to 1, was " + margin);
      }
      this.sliceMargin = OptionalDouble.of(margin);
      return this;
    }

    /**
     * Sets what the critic is told; default: {@link FeedbackEncoder#positions()}. {@link
     * FeedbackEncoder#metricOnly} is the ablation of Figure 3.
     *
     * @param feedback the encoder
     * @return this builder
     */
    public Builder feedback(FeedbackEncoder feedback) {
      this.feedback = Objects.requireNonNull(feedback, "feedback");
      return this;
    }

    /**
     * Adds a guard to the library's own (length, and leakage of titles, names and the ground
     * truth).
     *
     * @param guard the guard
     * @return this builder
     */
    public Builder guard(PromptGuard guard) {
      guards.add(Objects.requireNonNull(guard, "guard"));
      return this;
    }

    /**
     * Sets how the model is asked in one role; defaults: those of {@link RoleTemplate}. Which one
     * is replaced follows from {@link RoleTemplate#role()}.
     *
     * @param template the template, with the placeholders of the default one
     * @return this builder
     * @throws IllegalArgumentException if AGP does not ask in that role or the placeholders differ
     */
    public Builder template(RoleTemplate template) {
      switch (template.role()) {
        case PROFILE -> profileTemplate = like(profileTemplate, template);
        case RERANK -> rerankTemplate = like(rerankTemplate, template);
        case CRITIQUE -> critiqueTemplate = like(critiqueTemplate, template);
        case SUMMARISE -> summariseTemplate = like(summariseTemplate, template);
        case EDIT -> editTemplate = like(editTemplate, template);
        default -> throw new IllegalArgumentException("AGP does not ask as " + template.role());
      }
      return this;
    }

    private static RoleTemplate like(RoleTemplate usual, RoleTemplate template) {
      if (!usual.placeholders().equals(template.placeholders())) {
        throw new IllegalArgumentException(
            String.format(
                "A template for %s must hold the placeholders %s, has %s",
                usual.role(),
                usual.placeholders().stream().sorted().toList(),
                template.placeholders().stream().sorted().toList()));
      }
      return template;
    }

    /**
     * Sets who is told of progress; default: nobody. It is called from the learning thread and
     * should return soon.
     *
     * @param listener the listener; an exception it throws ends learning
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
    public AgpOptimizer build() {
      return new AgpOptimizer(
          llm,
          new AgpSettings(
              initial,
              batchSize,
              epochs,
              historyLength,
              topK,
              seed,
              concurrency,
              maxPromptWords,
              patience,
              summary,
              timeout,
              rule,
              sliceMargin,
              feedback,
              List.copyOf(guards),
              profileTemplate,
              rerankTemplate,
              critiqueTemplate,
              summariseTemplate,
              editTemplate,
              listener));
    }

    private static int atLeast(int least, int value, String name) {
      if (value < least) {
        throw new IllegalArgumentException(name + " must be at least " + least + ", was " + value);
      }
      return value;
    }
  }
}
