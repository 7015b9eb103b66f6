package io.agp.prompt;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * The text of a prompt, and which prompt it was edited from. Immutable and thread-safe.
 *
 * @param text the text; not blank
 * @param parent the {@link #hash()} of the prompt it was edited from; empty for one written by hand
 */
public record Prompt(String text, Optional<String> parent) {
  /**
   * Checks the text.
   *
   * @param text the text
   * @param parent the hash of the prompt it was edited from
   * @throws IllegalArgumentException if the text is blank
   */
  public Prompt {
    Objects.requireNonNull(parent, "parent");
    if (text.isBlank()) {
      throw new IllegalArgumentException("A prompt must not be blank");
    }
  }

  /**
   * A prompt written by hand.
   *
   * @param text the text; not blank
   * @return the prompt
   * @throws IllegalArgumentException if the text is blank
   */
  public static Prompt of(String text) {
    return new Prompt(text, Optional.empty());
  }

  /**
   * The profile-generation prompt that learning starts from when you give no other: short and
   * vague, so that there is something to learn.
   *
   * @return the library's first prompt
   */
  public static Prompt initialProfilePrompt() {
    return of(PromptTemplate.resourceText("prompts/initial.txt"));
  }

  /**
   * A prompt edited from this one.
   *
   * @param newText the new text; not blank
   * @return the prompt, with this one as its parent
   */
  public Prompt edited(String newText) {
    return new Prompt(newText, Optional.of(hash()));
  }

  /**
   * The prompt's identity: equal texts have equal hashes.
   *
   * @return SHA-256 of the text in UTF-8, 64 hexadecimal digits
   */
  public String hash() {
    return Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
  }

  /**
   * The start of the hash, for people to read.
   *
   * @return 12 hexadecimal digits
   */
  public String shortHash() {
    return hash().substring(0, 12);
  }
}
