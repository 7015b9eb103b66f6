package io.agp.optimize;

import io.agp.Item;
import io.agp.prompt.Prompt;
import io.agp.prompt.PromptTemplate;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses proposed prompts. A refusal goes back to the editor once, with its reason; a second
 * refusal drops the proposal. Each is told as a {@link LearningEvent.ProposalRefused}.
 * Implementations are thread-safe.
 */
@FunctionalInterface
public interface PromptGuard {
  /**
   * Looks at a proposed prompt.
   *
   * @param proposed the prompt
   * @return why it cannot be used, in words that help the editor mend it, or empty if it can
   */
  Optional<String> refusal(Prompt proposed);

  /**
   * What the guard looks after, for logs; the same in every run.
   *
   * @return a short name; "custom" unless a guard says otherwise
   */
  default String name() {
    return "custom";
  }

  /**
   * Refuses prompts without a word.
   *
   * @return the guard "empty"
   */
  static PromptGuard notEmpty() {
    return new NamedGuard(
        "empty",
        text -> PromptWords.of(text).words().isEmpty(),
        text -> "it has no word; write the whole prompt");
  }

  /**
   * Refuses prompts beyond a length.
   *
   * @param maxWords the most words, at least 1
   * @return the guard "length"
   * @throws IllegalArgumentException if {@code maxWords} is less than 1
   */
  static PromptGuard length(int maxWords) {
    if (maxWords < 1) {
      throw new IllegalArgumentException("maxWords must be at least 1, was " + maxWords);
    }
    return new NamedGuard(
        "length",
        text -> NamedGuard.words(text) > maxWords,
        text ->
            String.format(
                "it has %d words; shorten it to at most %d words",
                NamedGuard.words(text), maxWords));
  }

  /**
   * Refuses prompts whose placeholders, <code>{{name}}</code>, are not those of another prompt: one
   * that is lost is no longer filled, and one that was made up never is.
   *
   * @param initial the prompt whose placeholders must survive; it may have none
   * @return the guard "placeholders"
   */
  static PromptGuard placeholders(Prompt initial) {
    Set<String> names = PromptTemplate.of(initial.text()).placeholders();
    return new NamedGuard(
        "placeholders",
        text -> !PromptTemplate.of(text).placeholders().equals(names),
        text ->
            String.format(
                "its placeholders must be %s and are %s",
                NamedGuard.list(names), NamedGuard.list(PromptTemplate.of(text).placeholders())));
  }

  /**
   * Refuses prompts that hold what they were learned from: an item's title, a person's name from an
   * item's attributes, six words in a row of an item's text, or the words "ground truth".
   *
   * <p>Spellings do not matter: case, accents, Unicode forms, punctuation, line breaks, the year,
   * the place of the article, a subtitle left out. A title that may be everyday words, which are
   * those of one or two words beside an article and those of hardly more than small words ("Up",
   * "The Game", "Before and After"), counts only where it is written as a title: with capitals
   * within a sentence, in quotes, in italics or with its year. In small letters it passes.
   *
   * @param items those learned from, with their texts
   * @param initial what it says is allowed in any form, as a person wrote it; as are the values
   *     that lists in several items' attributes share, such as genres
   * @return the guard "leakage"; building it takes time in proportion to the items' texts, asking
   *     it does not
   */
  static PromptGuard leakage(Collection<Item> items, Prompt initial) {
    return new LeakageGuard(items, Objects.requireNonNull(initial, "initial"));
  }
}
