package io.agp.rpp;

import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.LlmRole;
import io.agp.prompt.DataBlock;
import io.agp.prompt.PromptTemplate;
import io.agp.rpp.Refinement.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The refine block of RPP+ (section 3.2): a second model rewrites sentences before they are used.
 * Each distinct sentence costs one call at most, whatever becomes of it: those who ask while it is
 * under way wait for the same one. A rewrite that loses a placeholder, is too long or is no plain
 * sentence is dropped, and so is a failed call; the original is then used and the reason kept.
 * Thread-safe.
 */
public final class SentenceRefiner {
  private static final String[] TEMPLATE =
      ActionSpaceJson.resourceText("refine.txt").split("\n---\n", 2);
  private static final PromptTemplate QUESTION = PromptTemplate.of(TEMPLATE[1]);

  private final LlmClient llm;
  private final int maxLength;
  private final Duration timeout;
  private final ConcurrentMap<String, CompletableFuture<Refinement>> byHash =
      new ConcurrentHashMap<>();

  private SentenceRefiner(Builder builder) {
    this.llm = builder.llm;
    this.maxLength = builder.maxLength;
    this.timeout = builder.timeout;
    for (Refinement known : builder.known.all()) {
      byHash.put(Rules.hash(known.original()), CompletableFuture.completedFuture(known));
    }
  }

  /**
   * Starts a refiner.
   *
   * @param llm the model that rewrites
   * @return a builder
   */
  public static Builder builder(LlmClient llm) {
    return new Builder(llm);
  }

  /**
   * Rewrites a sentence, or gives what was made of it before. An empty sentence costs no call.
   *
   * @param sentence the sentence
   * @return a future with the outcome; a failed call is an outcome too. Cancelling it leaves the
   *     call to the others who wait for it
   */
  public CompletableFuture<Refinement> refine(Action.Sentence sentence) {
    if (sentence.text().isBlank()) {
      return CompletableFuture.completedFuture(
          Refinement.rewritten(sentence.text(), sentence.text()));
    }
    CompletableFuture<Refinement> own = new CompletableFuture<>();
    CompletableFuture<Refinement> other = byHash.putIfAbsent(sentence.hash(), own);
    if (other != null) {
      return other.copy();
    }
    ask(sentence.text())
        .whenComplete((response, failure) -> finish(own, sentence, response, failure));
    return own.copy();
  }

  /**
   * Rewrites all sentences of a space.
   *
   * @param space the space
   * @return a future with everything this refiner knows once they are done
   */
  public CompletableFuture<RefinedSentences> refineAll(ActionSpace space) {
    List<CompletableFuture<Refinement>> all =
        space.sets().stream()
            .flatMap(set -> set.actions().stream())
            .filter(Action.Sentence.class::isInstance)
            .map(action -> refine((Action.Sentence) action))
            .toList();
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
        .thenApply(done -> refined());
  }

  /**
   * Everything that is finished so far, those known from the start included.
   *
   * @return what to save, and to give to a {@link PromptAssembler}
   */
  public RefinedSentences refined() {
    return RefinedSentences.of(
        byHash.values().stream()
            .filter(future -> future.isDone() && !future.isCompletedExceptionally())
            .map(CompletableFuture::join)
            .toList());
  }

  private CompletableFuture<LlmResponse> ask(String sentence) {
    LlmRequest request =
        LlmRequest.builder(LlmRole.EDIT)
            .system(TEMPLATE[0])
            .user(
                QUESTION.fill(
                    Map.of(
                        "limit", String.valueOf(maxLength), "sentence", DataBlock.text(sentence))))
            .build();
    try {
      return llm.completeAsync(request, Deadline.after(timeout));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void finish(
      CompletableFuture<Refinement> own,
      Action.Sentence sentence,
      @Nullable LlmResponse response,
      @Nullable Throwable failure) {
    if (response != null) {
      own.complete(RewriteRule.judge(sentence.text(), response.plainText(), maxLength));
    } else {
      own.complete(Refinement.kept(sentence.text(), Outcome.FAILED, reason(failure)));
    }
  }

  private static String reason(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return String.valueOf(cause);
  }

  /** Builds a {@link SentenceRefiner}. Not thread-safe. */
  public static final class Builder {
    private final LlmClient llm;
    private int maxLength = 400;
    private Duration timeout = Duration.ofSeconds(60);
    private RefinedSentences known = RefinedSentences.none();

    private Builder(LlmClient llm) {
      this.llm = Objects.requireNonNull(llm, "llm");
    }

    /**
     * Sets the longest rewrite that is used; default: 400 characters.
     *
     * @param characters 1..2,000
     * @return this builder
     * @throws IllegalArgumentException if it is outside that range
     */
    public Builder maxLength(int characters) {
      if (characters < 1 || characters > Rules.MAX_SENTENCE) {
        throw new IllegalArgumentException(
            "maxLength must be within 1.." + Rules.MAX_SENTENCE + ", was " + characters);
      }
      this.maxLength = characters;
      return this;
    }

    /**
     * Sets how long one call may take; default: 60 seconds.
     *
     * @param duration more than zero
     * @return this builder
     * @throws IllegalArgumentException if it is zero or negative
     */
    public Builder timeout(Duration duration) {
      if (duration.isZero() || duration.isNegative()) {
        throw new IllegalArgumentException("timeout must be more than zero, was " + duration);
      }
      this.timeout = duration;
      return this;
    }

    /**
     * Sets what is known from before, for which nobody is asked; default: nothing.
     *
     * @param refined the rewrites
     * @return this builder
     */
    public Builder known(RefinedSentences refined) {
      this.known = Objects.requireNonNull(refined, "refined");
      return this;
    }

    /**
     * Builds the refiner.
     *
     * @return the refiner
     */
    public SentenceRefiner build() {
      return new SentenceRefiner(this);
    }
  }
}
