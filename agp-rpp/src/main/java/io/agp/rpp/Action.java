package io.agp.rpp;

import io.agp.prompt.PromptTemplate;
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
