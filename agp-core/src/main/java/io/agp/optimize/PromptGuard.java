package io.agp.optimize;

import io.agp.prompt.Prompt;
import java.util.Optional;

/**
 * Refuses proposed prompts. A refusal goes back to the editor once, with its reason; a second
 * refusal drops the proposal. Implementations are thread-safe.
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
   * Refuses prompts beyond a length.
   *
   * @param maxWords the most words, at least 1
   * @return the guard
   * @throws IllegalArgumentException if {@code maxWords} is less than 1
   */
  static PromptGuard length(int maxWords) {
    if (maxWords < 1) {
      throw new IllegalArgumentException("maxWords must be at least 1, was " + maxWords);
    }
    return proposed -> {
      int words = proposed.text().strip().split("\\s+").length;
      return words <= maxWords
          ? Optional.empty()
          : Optional.of("it has " + words + " words; shorten it to at most " + maxWords + " words");
    };
  }
}
