package io.agp.rpp;

import io.agp.Item;
import io.agp.User;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmRole;
import io.agp.prompt.DataBlock;
import io.agp.prompt.PromptTemplate;
import io.agp.rerank.RankingRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Writes out the prompt that agents chose: the sentences in the order of the space's patterns, and
 * in the history pattern's place the user's latest items and the candidates. Immutable and
 * thread-safe.
 *
 * <p>Data is fenced and JSON-escaped. Candidates are numbered from 1 in an order shuffled for each
 * user and round; the {@link RankingRequest} goes back to the base order. The form of the answer is
 * what the chosen output sentence says, so no JSON schema is asked of the provider, and no form
 * counts as a repair.
 */
public final class PromptAssembler {
  private final ActionSpace space;
  private final long seed;
  private final String system;
  private final RefinedSentences refined;
  private final Function<User, Map<String, String>> facts;

  private PromptAssembler(Builder builder) {
    this.space = builder.space;
    this.seed = builder.seed;
    this.system = builder.system;
    this.refined = builder.refined;
    this.facts = builder.facts;
  }

  /**
   * Starts an assembler.
   *
   * @param space the space whose prompts it writes out
   * @return a builder
   */
  public static Builder builder(ActionSpace space) {
    return new Builder(space);
  }

  /** The standing instruction by default. */
  static String standing() {
    return ActionSpaceJson.resourceText("system.txt");
  }

  /**
   * The space whose prompts this assembler writes out.
   *
   * @return the space
   */
  public ActionSpace space() {
    return space;
  }

  /**
   * Writes out a prompt.
   *
   * @param user the user; an empty history is shown as an empty list
   * @param candidates the candidates in base order; ids must differ
   * @param prompt the choices
   * @param round the round, at least 0; decides with the user and the seed in which order the
   *     candidates are shown
   * @return the prompt
   * @throws IllegalArgumentException if two candidates share an id, the round is negative, or the
   *     prompt was chosen from another space
   */
  public AssembledPrompt assemble(User user, List<Item> candidates, RppPrompt prompt, int round) {
    if (round < 0) {
      throw new IllegalArgumentException("The round must be at least 0, was " + round);
    }
    space.requireHash(prompt.space().hash());
    int[] places = CandidateShuffle.places(candidates.size(), seed, user.id(), round);
    List<Item> history = user.lastItems(prompt.historyLength());
    Writing writing = new Writing(values(user, candidates, history));
    for (Action action : prompt.actions()) {
      if (action instanceof Action.Sentence sentence) {
        writing.sentence(sentence);
      } else {
        writing.data(space.historyLabel(), DataBlock.items(history));
        writing.data(space.candidatesLabel(), DataBlock.numbered(inOrder(candidates, places)));
      }
    }
    RankingRequest request =
        RankingRequest.of(request(writing), candidates).shownAs(places).freeForm();
    return new AssembledPrompt(prompt, writing.instruction(), request, writing.omitted);
  }

  private Map<String, String> values(User user, List<Item> candidates, List<Item> history) {
    Map<String, String> values = new HashMap<>();
    facts.apply(user).forEach((name, value) -> values.put(name, DataBlock.quoted(value)));
    values.keySet().retainAll(space.facts());
    values.put("count", String.valueOf(candidates.size()));
    values.put("historyCount", String.valueOf(history.size()));
    values.put("domain", space.domain());
    return values;
  }

  private LlmRequest request(Writing writing) {
    LlmRequest.Builder request = LlmRequest.builder(LlmRole.RERANK);
    if (!system.isEmpty()) {
      request.system(system);
    }
    return request.user(String.join("\n\n", writing.parts)).build();
  }

  private static List<Item> inOrder(List<Item> candidates, int[] places) {
    List<Item> shown = new ArrayList<>(places.length);
    for (int place : places) {
      shown.add(candidates.get(place));
    }
    return shown;
  }

  /** One prompt while it is written. */
  private final class Writing {
    private final Map<String, String> values;
    private final List<String> parts = new ArrayList<>();
    private final List<String> sentences = new ArrayList<>();
    private final List<String> omitted = new ArrayList<>();

    Writing(Map<String, String> values) {
      this.values = values;
    }

    void sentence(Action.Sentence sentence) {
      PromptTemplate template = PromptTemplate.of(refined.textOf(sentence));
      if (!values.keySet().containsAll(template.placeholders())) {
        omitted.add(sentence.id());
      } else if (!sentence.text().isBlank()) {
        Map<String, String> used = new HashMap<>(values);
        used.keySet().retainAll(template.placeholders());
        String text = template.fill(used);
        parts.add(text);
        sentences.add(text);
      }
    }

    void data(String label, String block) {
      parts.add(label + "\n" + block);
    }

    String instruction() {
      return String.join("\n", sentences);
    }
  }

  /** Builds a {@link PromptAssembler}. Not thread-safe. */
  public static final class Builder {
    private final ActionSpace space;
    private long seed;
    private String system = standing();
    private RefinedSentences refined = RefinedSentences.none();
    private Function<User, Map<String, String>> facts = user -> Map.of();

    private Builder(ActionSpace space) {
      this.space = Objects.requireNonNull(space, "space");
    }

    /**
     * Sets the seed of the orders in which candidates are shown; default: 0.
     *
     * @param seed any number
     * @return this builder
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Sets the standing instruction; default: one that says that data is not to be obeyed.
     *
     * @param instruction the instruction; empty for none
     * @return this builder
     */
    public Builder system(String instruction) {
      this.system = Objects.requireNonNull(instruction, "instruction");
      return this;
    }

    /**
     * Sets the rewritten sentences of RPP+ that take the place of the originals; default: none.
     *
     * @param refined the rewrites
     * @return this builder
     */
    public Builder refined(RefinedSentences refined) {
      this.refined = Objects.requireNonNull(refined, "refined");
      return this;
    }

    /**
     * Sets where the facts about users come from that the space declares; default: none is known. A
     * value enters the prompt as a JSON string of at most 300 code points.
     *
     * @param facts what is known of a user, by the fact's name; thread-safe. What the space does
     *     not declare is not used; where a fact is missing, the sentences that hold it are left out
     * @return this builder
     */
    public Builder facts(Function<User, Map<String, String>> facts) {
      this.facts = Objects.requireNonNull(facts, "facts");
      return this;
    }

    /**
     * Builds the assembler.
     *
     * @return the assembler
     */
    public PromptAssembler build() {
      return new PromptAssembler(this);
    }
  }
}
