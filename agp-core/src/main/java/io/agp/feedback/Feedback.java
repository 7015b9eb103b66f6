package io.agp.feedback;

import java.util.Objects;

/**
 * What is told to the learner about one user's ranking. Immutable and thread-safe.
 *
 * @param error how wrong the ranking is, 0 (nothing to criticise) .. 1
 * @param text the feedback in words, as the critique sees it; may be empty if {@code error} is 0
 */
public record Feedback(double error, String text) {
  /**
   * Checks the range.
   *
   * @param error how wrong the ranking is
   * @param text the feedback in words
   * @throws IllegalArgumentException if {@code error} is not within 0..1
   */
  public Feedback {
    Objects.requireNonNull(text, "text");
    if (!(error >= 0 && error <= 1)) {
      throw new IllegalArgumentException("A feedback's error must be within 0..1, was " + error);
    }
  }
}
