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
import java.util.ArrayList;
import java.util.Collections;
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
  private final int concurrency;
  private final ConcurrentMap<String, CompletableFuture<Refinement>> byHash =
      new ConcurrentHashMap<>();

  private SentenceRefiner(Builder builder) {
    this.llm = builder.llm;
    this.maxLength = builder.maxLength;
    this.timeout = builder.timeout;
    this.concurrency = builder.concurrency;
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
        .handle((response, failure) -> outcome(sentence.text(), response, failure))
        .whenComplete((outcome, failure) -> finish(own, outcome, failure));
    return own.copy();
  }

  /**
   * Rewrites all sentences of a space, a bounded number at a time: a failed call is not made again,
   * so providers should not be flooded.
   *
   * @param space the space
   * @return a future with everything this refiner knows once they are done
   */
  public CompletableFuture<RefinedSentences> refineAll(ActionSpace space) {
    List<CompletableFuture<?>> lanes =
        new ArrayList<>(Collections.nCopies(concurrency, CompletableFuture.completedFuture("")));
    int next = 0;
    for (ActionSet set : space.sets()) {
      for (Action action : set.actions()) {
        if (action instanceof Action.Sentence sentence) {
          int lane = next++ % concurrency;
          lanes.set(lane, lanes.get(lane).thenCompose(before -> refine(sentence)));
        }
      }
    }
    return CompletableFuture.allOf(lanes.toArray(CompletableFuture[]::new))
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
      return Objects.requireNonNull(llm.completeAsync(request, Deadline.after(timeout)), "call");
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Refinement outcome(
      String sentence, @Nullable LlmResponse response, @Nullable Throwable failure) {
    return response != null
        ? RewriteRule.judge(sentence, response.plainText(), maxLength)
        : Refinement.kept(sentence, Outcome.FAILED, reason(failure));
  }

  private static void finish(
      CompletableFuture<Refinement> own,
      @Nullable Refinement outcome,
      @Nullable Throwable failure) {
    if (outcome != null) {
      own.complete(outcome);
    } else {
      own.completeExceptionally(
          failure != null ? failure : new IllegalStateException("A rewriting without an outcome"));
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
    private int concurrency = 4;
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
     * Sets how many calls {@link #refineAll} has under way at once; default: 4.
     *
     * @param calls at least 1
     * @return this builder
     * @throws IllegalArgumentException if {@code calls} is less than 1
     */
    public Builder concurrency(int calls) {
      if (calls < 1) {
        throw new IllegalArgumentException("concurrency must be at least 1, was " + calls);
      }
      this.concurrency = calls;
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
