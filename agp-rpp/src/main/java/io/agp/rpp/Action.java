package io.agp.rpp;

import io.agp.prompt.Prompt;
import io.agp.prompt.PromptTemplate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** One choice of a pattern. Immutable and thread-safe. */
public sealed interface Action {
  /**
   * The action's name for good: a category and a number, such as {@code preference-2}.
   *
   * @return the id
   */
  String id();

  /**
   * The id without its number.
   *
   * @return the category
   */
  default String category() {
    return id().substring(0, id().lastIndexOf('-'));
  }

  /**
   * A sentence of the prompt.
   *
   * @param id category and number: lower-case letters, digits and {@code -}, then {@code -} and
   *     digits
   * @param text one line of at most 2,000 characters, perhaps with placeholders {@code {{name}}};
   *     empty for a choice that says nothing
   */
  record Sentence(String id, String text) implements Action {
    /**
     * Checks both.
     *
     * @param id category and number
     * @param text the sentence
     * @throws IllegalArgumentException if one breaks its rule
     */
    public Sentence {
      Rules.id(id);
      Rules.sentence("The text of " + id, text);
    }

    /**
     * The names in double braces.
     *
     * @return an immutable set; may be empty
     */
    public Set<String> placeholders() {
      return PromptTemplate.of(text).placeholders();
    }

    /**
     * The text's identity, whatever the id: equal texts have equal hashes.
     *
     * @return SHA-256 of the text in UTF-8, 64 hexadecimal digits
     */
    public String hash() {
      return Rules.hash(text);
    }
  }

  /**
   * A selection of the user's attributes, shown as a fenced JSON object. Those of which nothing is
   * known are left out; if none is known, the whole block is.
   *
   * @param id category and number
   * @param label the line above the block; not blank, without placeholders
   * @param names the facts to show, in their order, each declared by the space; empty for a choice
   *     that shows none. Copied
   */
  record Attributes(String id, String label, List<String> names) implements Action {
    /**
     * Checks and copies.
     *
     * @param id category and number
     * @param label the line above the block
     * @param names the facts to show
     * @throws IllegalArgumentException if one breaks its rule or a name comes twice
     */
    public Attributes {
      Rules.id(id);
      SpaceRules.line("The label of " + id, label);
      names = List.copyOf(names);
      if (new LinkedHashSet<>(names).size() < names.size()) {
        throw new IllegalArgumentException("The names of " + id + " must differ, were " + names);
      }
    }
  }

  /**
   * A description of the user's taste, which the model writes from the history in a call of its
   * own, as AGP does; shown as a fenced JSON string.
   *
   * @param id category and number
   * @param label the line above the block; not blank, without placeholders
   * @param prompt the profile-generation prompt; empty for a choice without a description
   */
  record Profile(String id, String label, Optional<Prompt> prompt) implements Action {
    /**
     * Checks id and label.
     *
     * @param id category and number
     * @param label the line above the block
     * @param prompt the profile-generation prompt
     * @throws IllegalArgumentException if one breaks its rule
     */
    public Profile {
      Rules.id(id);
      SpaceRules.line("The label of " + id, label);
      Objects.requireNonNull(prompt, "prompt");
    }
  }

  /**
   * How many further items of the history the prompt shows.
   *
   * @param id category and number
   * @param items at least 0
   */
  record MoreHistory(String id, int items) implements Action {
    /**
     * Checks both.
     *
     * @param id category and number
     * @param items at least 0
     * @throws IllegalArgumentException if one breaks its rule
     */
    public MoreHistory {
      Rules.id(id);
      if (items < 0) {
        throw new IllegalArgumentException(
            "The items of " + id + " must be at least 0, was " + items);
      }
    }
  }
}
