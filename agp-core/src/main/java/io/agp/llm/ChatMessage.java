package io.agp.llm;

import java.util.Objects;

/**
 * One message of a conversation. Immutable and thread-safe. {@code toString} tells the author and
 * the length, not the text, so prompts stay out of logs.
 *
 * @param author who speaks
 * @param text what is said; may be empty
 */
public record ChatMessage(Author author, String text) {
  /** Who speaks. */
  public enum Author {
    /** The standing instruction ("system" or "developer" on the wire). */
    SYSTEM,
    /** The one who asks. */
    USER,
    /** The model. */
    ASSISTANT
  }

  /**
   * Checks that nothing is {@code null}.
   *
   * @param author who speaks
   * @param text what is said
   */
  public ChatMessage {
    Objects.requireNonNull(author, "author");
    Objects.requireNonNull(text, "text");
  }

  /**
   * A standing instruction.
   *
   * @param text the instruction
   * @return the message
   */
  public static ChatMessage system(String text) {
    return new ChatMessage(Author.SYSTEM, text);
  }

  /**
   * A question.
   *
   * @param text the question
   * @return the message
   */
  public static ChatMessage user(String text) {
    return new ChatMessage(Author.USER, text);
  }

  @Override
  public String toString() {
    return "ChatMessage[" + author + ", " + text.length() + " characters]";
  }
}
