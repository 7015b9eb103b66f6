package io.agp.rpp;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * All that agents choose from: the action sets of the patterns, in the order in which they are
 * written into the prompt, and the words around the data (A of the paper, section 3.2). Immutable
 * and thread-safe.
 *
 * <p>The library brings a space for each {@link Domain}, with 3 roles, 5 steps of history, 9
 * sentences of guidance and 5 output formats. Your own are built, or read from a file:
 *
 * <pre>{@code
 * ActionSpace films = ActionSpace.of(Domain.MOVIES);
 * ActionSpace larger = films.toBuilder()
 *     .facts("age")
 *     .add(ActionSet.of(Pattern.sentences("mood"), List.of(
 *         new Action.Sentence("silent-1", ""),
 *         new Action.Sentence("weekday-1", "It is a weekday evening."),
 *         new Action.Sentence("age-1", "The person is {{age}} years old."))))
 *     .build();
 * }</pre>
 *
 * <p>Sentences may hold {@code {{count}}} (how many candidates there are), {@code {{historyCount}}}
 * (how many items of the history are shown), {@code {{domain}}}, and the facts about users that the
 * space declares. {@link ProfilePatterns} adds what is known of the person.
 */
public final class ActionSpace {
  private final String domain;
  private final String historyLabel;
  private final String candidatesLabel;
  private final int initialHistory;
  private final Set<String> facts;
  private final List<ActionSet> sets;
  private final String hash;

  private ActionSpace(Builder builder) {
    this.domain = builder.domain;
    this.historyLabel = builder.historyLabel;
    this.candidatesLabel = builder.candidatesLabel;
    this.initialHistory = builder.initialHistory;
    this.facts = Set.copyOf(builder.facts);
    this.sets = List.copyOf(builder.sets);
    SpaceRules.check(sets, facts);
    this.hash = Rules.hash(LocatedJson.writeCompact(ActionSpaceJson.toJson(this)));
  }

  /**
   * The library's space for a domain.
   *
   * @param domain the domain
   * @return the space
   */
  public static ActionSpace of(Domain domain) {
    return ActionSpaceJson.resource(domain.resource());
  }

  /**
   * Reads a space from a JSON file as {@link #write} writes it.
   *
   * @param file the file
   * @return the space
   * @throws java.io.UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if it breaks a rule; the message names the file, the field,
   *     what stands there and the rule
   */
  public static ActionSpace read(Path file) {
    return ActionSpaceJson.read(file);
  }

  /**
   * Writes this space as indented JSON, to be edited and read again. An existing file is replaced
   * as a whole.
   *
   * @param file the file
   * @throws java.io.UncheckedIOException if it cannot be written
   */
  public void write(Path file) {
    ActionSpaceJson.write(this, file);
  }

  /**
   * Starts an empty space.
   *
   * @param domain what is ranked, as a plural noun: "films"
   * @return a builder without patterns
   * @throws IllegalArgumentException if {@code domain} is blank or no single line
   */
  public static Builder builder(String domain) {
    return new Builder(domain);
  }

  /**
   * Copies this space, to change it.
   *
   * @return a builder with everything of this space
   */
  public Builder toBuilder() {
    Builder copy = new Builder(domain);
    copy.historyLabel = historyLabel;
    copy.candidatesLabel = candidatesLabel;
    copy.initialHistory = initialHistory;
    copy.facts.addAll(facts);
    copy.sets.addAll(sets);
    return copy;
  }

  /**
   * What is ranked.
   *
   * @return a plural noun
   */
  public String domain() {
    return domain;
  }

  /**
   * The line above the history.
   *
   * @return one line
   */
  public String historyLabel() {
    return historyLabel;
  }

  /**
   * The line above the candidates.
   *
   * @return one line
   */
  public String candidatesLabel() {
    return candidatesLabel;
  }

  /**
   * The length of the history before the first choice: l_0.
   *
   * @return items, at least 0
   */
  public int initialHistory() {
    return initialHistory;
  }

  /**
   * The facts about users that sentences may hold.
   *
   * @return an immutable set of names; empty for the library's spaces
   */
  public Set<String> facts() {
    return facts;
  }

  /**
   * The action sets, in the order of the prompt: agent k chooses from the k-th.
   *
   * @return an immutable list of at least one
   */
  public List<ActionSet> sets() {
    return sets;
  }

  /**
   * The set of a pattern.
   *
   * @param pattern the pattern
   * @return its set, or empty if the space does not have the pattern
   */
  public Optional<ActionSet> set(Pattern pattern) {
    return sets.stream().filter(set -> set.pattern().equals(pattern)).findFirst();
  }

  /**
   * The numbers of choices.
   *
   * @return one number for each set, in order; a fresh array
   */
  public int[] sizes() {
    return sets.stream().mapToInt(ActionSet::size).toArray();
  }

  /**
   * The space's identity: spaces that differ in a word, a number or an order have other hashes.
   *
   * @return SHA-256, 64 hexadecimal digits
   */
  public String hash() {
    return hash;
  }

  /**
   * Refuses to go on with another space than the one that something was trained with.
   *
   * @param expected the hash of the space trained with
   * @throws IllegalArgumentException if this space has another
   */
  public void requireHash(String expected) {
    if (!hash.equals(expected)) {
      throw new IllegalArgumentException(
          "The action space must be the one trained with, " + expected + ", was " + hash);
    }
  }

  /** Equal spaces have equal hashes. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ActionSpace that && hash.equals(that.hash);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  @Override
  public String toString() {
    return String.format("ActionSpace[%s, %s]", domain, hash.substring(0, 12));
  }

  /** Builds an {@link ActionSpace}. Not thread-safe. */
  public static final class Builder {
    private final String domain;
    private String historyLabel = "The person's latest choices, oldest first:";
    private String candidatesLabel = "Candidates:";
    private int initialHistory = 1;
    private final Set<String> facts = new LinkedHashSet<>();
    private final List<ActionSet> sets = new ArrayList<>();

    private Builder(String domain) {
      this.domain = SpaceRules.line("The domain", domain);
    }

    /**
     * Sets the lines above the data; default: "The person's latest choices, oldest first:" and
     * "Candidates:".
     *
     * @param history the line above the history; should say that the oldest comes first
     * @param candidates the line above the candidates
     * @return this builder
     * @throws IllegalArgumentException if one is blank, no single line or holds a placeholder
     */
    public Builder labels(String history, String candidates) {
      this.historyLabel = SpaceRules.line("The label of the history", history);
      this.candidatesLabel = SpaceRules.line("The label of the candidates", candidates);
      return this;
    }

    /**
     * Sets the length of the history before the first choice; default: 1, as in section 4.2.
     *
     * @param items at least 0
     * @return this builder
     * @throws IllegalArgumentException if {@code items} is negative
     */
    public Builder initialHistory(int items) {
      if (items < 0) {
        throw new IllegalArgumentException("The initial history must be at least 0, was " + items);
      }
      this.initialHistory = items;
      return this;
    }

    /**
     * Declares facts about users that sentences may hold; default: none. Whoever assembles prompts
     * provides them: {@link PromptAssembler.Builder#facts}.
     *
     * @param names letters a..z, A..Z, none of the names that every space fills
     * @return this builder
     * @throws IllegalArgumentException if a name breaks the rule
     */
    public Builder facts(String... names) {
      for (String name : names) {
        SpaceRules.factName(name);
        facts.add(name);
      }
      return this;
    }

    /**
     * Adds a pattern with its actions after those added before.
     *
     * @param set the set
     * @return this builder
     */
    public Builder add(ActionSet set) {
      sets.add(Objects.requireNonNull(set, "set"));
      return this;
    }

    /**
     * Adds a pattern with its actions before another one.
     *
     * @param before a pattern of the space
     * @param set the set
     * @return this builder
     * @throws IllegalArgumentException if the space does not have {@code before}
     */
    public Builder addBefore(Pattern before, ActionSet set) {
      sets.add(indexOf(before), Objects.requireNonNull(set, "set"));
      return this;
    }

    /**
     * Puts a set in the place of the one that its pattern has.
     *
     * @param set the set
     * @return this builder
     * @throws IllegalArgumentException if the space does not have the pattern
     */
    public Builder replace(ActionSet set) {
      sets.set(indexOf(set.pattern()), set);
      return this;
    }

    private int indexOf(Pattern pattern) {
      for (int place = 0; place < sets.size(); place++) {
        if (sets.get(place).pattern().equals(pattern)) {
          return place;
        }
      }
      throw new IllegalArgumentException("The space has no pattern \"" + pattern.name() + '"');
    }

    /**
     * Builds the space.
     *
     * @return the space
     * @throws IllegalArgumentException if there is not exactly one history pattern, two patterns
     *     share a name, two actions an id, or a sentence holds a placeholder that nobody fills
     */
    public ActionSpace build() {
      return new ActionSpace(this);
    }
  }
}
