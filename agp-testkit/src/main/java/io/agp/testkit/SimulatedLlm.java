package io.agp.testkit;

import io.agp.llm.ChatMessage;
import io.agp.llm.ChatMessage.Author;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.TokenUsage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * A stand-in for a language model that needs no key and no network, so that programs that learn
 * prompts can be run and tested. It reads prompts of any wording, sees nothing but the messages
 * (not the call's role), follows what they ask, knows a {@link Catalogue} of facts, likes what
 * stands early in a list, and now and then answers in a bad form.
 *
 * <p>It recognises six tasks: describing a taste from chosen items, ordering candidates by a
 * description or by earlier choices, criticising an order, making one instruction of several
 * observations, editing a prompt, and rewording a sentence. To anything else it gives a polite
 * answer that says nothing.
 *
 * <p>From a list of earlier choices it orders carelessly: some choices count more than others by
 * chance, it looks at the kind of item rather than at its age, and it likes what stands early. What
 * a prompt says changes that. A side of taste that it is told to look at counts fully; one that
 * only a sentence on the model itself speaks of ("You know films of every decade") counts half of
 * that. Told that the latest choices count most, it lets older ones fade; told to look for
 * likeness, it holds candidates against single choices instead of against all of them together.
 * Where the form of the answer leaves room to think aloud, it is more even-handed and less noisy.
 * Whom which of these helps is a matter of the choices.
 *
 * <p>Its numbers show that the machinery learns. They say nothing of a language model's quality.
 *
 * <p>Immutable and thread-safe. The same messages get the same answer from the same settings,
 * whatever the thread or the order of calls. The answer's model is {@code "simulated"}; its usage
 * is estimated as a token for each four characters, and no schema or bound of a request is looked
 * at.
 */
public final class SimulatedLlm implements LlmClient {
  private static final double CHARACTERS_PER_TOKEN = 4;

  private final long seed;
  private final Executor executor;
  private final DataReader reader;
  private final ProfileWriter profiles;
  private final Ranker ranker;
  private final RankingWriter rankings;
  private final Critic critic;
  private final Summariser summariser;
  private final Editor editor;

  private SimulatedLlm(Builder builder) {
    FactBook book = new FactBook(builder.catalogue);
    this.seed = builder.seed;
    this.executor = builder.executor;
    this.reader = new DataReader(book::knows);
    this.profiles = new ProfileWriter(book);
    this.ranker = new Ranker(book, builder.positionBias);
    this.rankings = new RankingWriter(book, builder.malformedRate);
    this.critic = new Critic(book, builder.leakRate);
    this.summariser = new Summariser(builder.leakRate);
    this.editor = new Editor(builder.malformedRate);
  }

  /**
   * Starts a simulated model.
   *
   * @return a builder with the defaults
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * A model with the default settings.
   *
   * @param seed what its chance depends on
   * @param catalogue what it knows of items
   * @return the model
   */
  public static SimulatedLlm of(long seed, Catalogue catalogue) {
    return builder().seed(seed).catalogue(catalogue).build();
  }

  /**
   * Answers. The future is already complete unless an executor was set.
   *
   * @param request the conversation; only its messages are looked at
   * @param deadline if it has passed before the model begins, the call fails
   * @return the answer, or {@link LlmException.Timeout}, or {@link RejectedExecutionException} if
   *     the executor takes no work
   */
  @Override
  public CompletableFuture<LlmResponse> completeAsync(LlmRequest request, Deadline deadline) {
    CompletableFuture<LlmResponse> answer = new CompletableFuture<>();
    try {
      executor.execute(() -> complete(answer, request.messages(), deadline));
    } catch (RejectedExecutionException e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  private void complete(
      CompletableFuture<LlmResponse> answer, List<ChatMessage> messages, Deadline deadline) {
    if (deadline.hasPassed()) {
      answer.completeExceptionally(
          new LlmException.Timeout("The deadline passed before the simulated model began", null));
      return;
    }
    try {
      answer.complete(response(messages));
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private LlmResponse response(List<ChatMessage> messages) {
    String text = answer(messages);
    int asked = messages.stream().mapToInt(message -> message.text().length()).sum();
    TokenUsage usage = TokenUsage.of(tokens(asked), tokens(text.length()));
    return new LlmResponse(text, usage, "simulated", Optional.empty(), false);
  }

  private static long tokens(int characters) {
    return (long) Math.ceil(characters / CHARACTERS_PER_TOKEN);
  }

  private String answer(List<ChatMessage> messages) {
    Draws draws = Draws.of(seed, messages);
    PromptReading reading = PromptReading.of(messages, reader);
    return switch (task(messages)) {
      case PROFILE ->
          profiles.write(reading.proseAndTexts(), reading.said(), reading.history(), draws);
      case RANK -> rank(reading, draws);
      case CRITIQUE -> critic.write(reading, draws);
      case SUMMARISE -> summariser.write(reading, draws);
      case EDIT -> editor.write(messages, reader, draws);
      case REWORD -> SentenceRewriter.rewrite(reading.textBlocks().get(0).text(), reading.said());
      case UNKNOWN -> Phrases.pick(draws, "unknown");
    };
  }

  Task task(List<ChatMessage> messages) {
    List<ChatMessage> first =
        messages.stream().takeWhile(message -> message.author() != Author.ASSISTANT).toList();
    Task task = TaskReader.taskOf(PromptReading.of(first, reader));
    return task == Task.UNKNOWN && first.size() < messages.size()
        ? TaskReader.taskOf(PromptReading.of(messages, reader))
        : task;
  }

  private String rank(PromptReading reading, Draws draws) {
    List<ShownItem> candidates = reading.candidates();
    if (candidates.isEmpty()) {
      return Phrases.pick(draws, "unknown");
    }
    List<ShownItem> history = reading.historyBeside(candidates);
    AnswerForm form = AnswerForm.of(reading.said());
    List<Integer> order =
        history.isEmpty()
            ? ranker.byProfile(profile(reading), candidates, draws)
            : ranker.byHistory(
                history, candidates, form.thinks(), Guidance.of(reading.proseAndTexts()), draws);
    return rankings.write(order, candidates, history, form, draws);
  }

  private static String profile(PromptReading reading) {
    return reading.textBlocks().isEmpty() ? reading.prose() : reading.proseAndTexts();
  }

  /** Builds a {@link SimulatedLlm}. Not thread-safe. */
  public static final class Builder {
    private long seed;
    private Catalogue catalogue = Catalogue.empty();
    private double positionBias = 0.3;
    private double malformedRate = 0.02;
    private double leakRate;
    private Executor executor = Runnable::run;

    private Builder() {}

    /**
     * Sets what the model's chance depends on; default: 0.
     *
     * @param seed any number
     * @return this builder
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Sets what the model knows of items beyond what a prompt shows; default: nothing.
     *
     * @param catalogue the facts
     * @return this builder
     */
    public Builder catalogue(Catalogue catalogue) {
      this.catalogue = Objects.requireNonNull(catalogue, "catalogue");
      return this;
    }

    /**
     * Sets how much the model likes what stands early in a list of candidates; default: 0.3.
     *
     * @param bias 0 (not at all) .. 1 (as much as a perfect match on one side of taste)
     * @return this builder
     * @throws IllegalArgumentException if {@code bias} is not within 0..1
     */
    public Builder positionBias(double bias) {
      this.positionBias = share("positionBias", bias);
      return this;
    }

    /**
     * Sets how often a ranking or an edited prompt comes in a bad form; default: 0.02.
     *
     * @param rate 0..1
     * @return this builder
     * @throws IllegalArgumentException if {@code rate} is not within 0..1
     */
    public Builder malformedRate(double rate) {
      this.malformedRate = share("malformedRate", rate);
      return this;
    }

    /**
     * Sets how often a critique names a title though it must not, and a summary passes one on;
     * default: 0. Edited prompts then hold the title, so that guards can be tested.
     *
     * @param rate 0..1
     * @return this builder
     * @throws IllegalArgumentException if {@code rate} is not within 0..1
     */
    public Builder leakRate(double rate) {
      this.leakRate = share("leakRate", rate);
      return this;
    }

    /**
     * Sets where the model works; default: in the calling thread.
     *
     * @param executor the executor; the caller shuts it down
     * @return this builder
     */
    public Builder executor(Executor executor) {
      this.executor = Objects.requireNonNull(executor, "executor");
      return this;
    }

    private static double share(String name, double value) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException(name + " must be within 0..1, was " + value);
      }
      return value;
    }

    /**
     * Builds the model.
     *
     * @return the model
     */
    public SimulatedLlm build() {
      return new SimulatedLlm(this);
    }
  }
}
