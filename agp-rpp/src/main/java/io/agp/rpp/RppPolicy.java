package io.agp.rpp;

import io.agp.User;
import io.agp.profile.ProfileGenerator;
import io.agp.prompt.Prompt;
import io.agp.prompt.PromptPolicy;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * What RPP learned: which prompt each user gets in each round. Agents decide greedily, without
 * sampling, so the same user with the same history and answers always gets the same prompts. Users
 * whom the user encoder does not know get the manual prompt.
 *
 * <pre>{@code
 * RppPolicy policy = RppOptimizer.builder(llm, space, users, items).build().optimize(data);
 * policy.save(Path.of("policy.json"));
 *
 * RppPolicy served = RppPolicy.load(Path.of("policy.json"), users, items);
 * Reranker reranker = RppReranker.builder(llm, served).build().withFallback();
 * }</pre>
 *
 * <p>Immutable and thread-safe, as its encoders are. A decision makes no call to a model and
 * samples nothing.
 */
public final class RppPolicy implements PromptPolicy {
  private final PolicyCore core;
  private final Wording wording;
  private final int rounds;
  private final Map<String, String> learnedOn;

  /** How prompts are written out. */
  record Wording(RefinedSentences refined, String system, long seed) {}

  RppPolicy(PolicyCore learned, Wording wording, int rounds, Map<String, String> learnedOn) {
    this.core = learned.frozen();
    this.wording = Objects.requireNonNull(wording, "wording");
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds must be at least 1, was " + rounds);
    }
    this.rounds = rounds;
    this.learnedOn = Collections.unmodifiableMap(new LinkedHashMap<>(learnedOn));
  }

  /**
   * Reads a file that {@link #save} wrote, learned with encoders that the library makes of texts
   * alone ({@link UserEncoder#ofText}, {@link ItemEncoder#ofText}, projected or not, with {@link
   * HashingSentenceEncoder}): the file holds them.
   *
   * @param file the file
   * @return the policy
   * @throws java.io.UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if it is not such a file, was changed, or was learned with
   *     other encoders, which must then be given; the message names the file, the field, what
   *     stands there and the rule
   */
  public static RppPolicy load(Path file) {
    return RppPolicyFile.read(file);
  }

  /**
   * Reads a file that {@link #save} wrote, learned with the library's own sentence encoder.
   *
   * @param file the file
   * @param users the user encoder learned with; its name is checked
   * @param items the item encoder learned with; its name is checked
   * @return the policy
   * @throws java.io.UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if it is not such a file, was changed, or was learned with
   *     other encoders; the message names the file, the field, what stands there and the rule
   */
  public static RppPolicy load(Path file, UserEncoder users, ItemEncoder items) {
    return load(file, users, items, new HashingSentenceEncoder());
  }

  /**
   * Reads a file that {@link #save} wrote.
   *
   * @param file the file
   * @param users the user encoder learned with; its name is checked
   * @param items the item encoder learned with; its name is checked
   * @param sentences the sentence encoder learned with; its name is checked
   * @return the policy
   * @throws java.io.UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if it is not such a file, was changed, or was learned with
   *     other encoders; the message names the file, the field, what stands there and the rule
   */
  public static RppPolicy load(
      Path file, UserEncoder users, ItemEncoder items, SentenceEncoder sentences) {
    return RppPolicyFile.read(file, users, items, sentences);
  }

  /**
   * Writes one JSON file: to a temporary one first, which then takes the place of an older one.
   *
   * @param file where; its folder must exist
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void save(Path file) {
    RppPolicyFile.write(this, file);
  }

  /**
   * The sentences of a user's first round, as templates: the number of candidates is not known yet.
   * A line in brackets stands for the data.
   *
   * @param user the user; the manual prompt if the user encoder does not know them
   * @return the prompt
   */
  @Override
  public Prompt promptFor(User user) {
    return Prompt.of(PromptOutline.of(firstPrompt(user), wording.refined()));
  }

  /**
   * The choices of a user's first round.
   *
   * @param user the user
   * @return what the agents choose, or the manual prompt if the user encoder does not know them
   */
  public RppPrompt firstPrompt(User user) {
    return knows(user)
        ? core.prompt(null, core.greedy(core.firstState(user)))
        : RppPrompt.manual(core.space());
  }

  /**
   * Whether the agents choose for a user.
   *
   * @param user the user
   * @return {@code false} if the user gets the manual prompt
   */
  public boolean knows(User user) {
    return core.encoder().knows(user);
  }

  /**
   * The space chosen from.
   *
   * @return the space, cut to the size learned with
   */
  public ActionSpace space() {
    return core.space();
  }

  /**
   * The rounds at inference.
   *
   * @return at least 1
   */
  public int rounds() {
    return rounds;
  }

  /**
   * The rewritten sentences.
   *
   * @return none for RPP, those of all sentences for RPP+
   */
  public RefinedSentences refined() {
    return wording.refined();
  }

  /**
   * What it was learned on and with, by name.
   *
   * @return an immutable map in a fixed order
   */
  public Map<String, String> learnedOn() {
    return learnedOn;
  }

  /** Writes prompts as in training. */
  PromptAssembler assembler(Function<User, Map<String, String>> facts, ProfileGenerator profiles) {
    return PromptAssembler.builder(core.space())
        .seed(wording.seed())
        .system(wording.system())
        .refined(wording.refined())
        .facts(facts)
        .profiles(profiles)
        .build();
  }

  PolicyCore core() {
    return core;
  }

  Wording wording() {
    return wording;
  }

  /** The space, the agents and the rounds; no weights. */
  @Override
  public String toString() {
    return String.format("RppPolicy[%s, %s, rounds %d]", core.space(), core.layout(), rounds);
  }
}
