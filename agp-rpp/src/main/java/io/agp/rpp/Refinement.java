package io.agp.rpp;

import io.agp.optimize.PromptGuard;
import java.util.Objects;

/**
 * What became of the rewriting of one sentence. Immutable and thread-safe.
 *
 * @param original the sentence as the action set has it
 * @param text the sentence to use: the rewrite, or the original where there is none
 * @param outcome whether it was rewritten, or why not
 * @param detail why not, in words; empty for a rewrite
 */
public record Refinement(String original, String text, Outcome outcome, String detail) {
  /** What can become of a rewriting. */
  public enum Outcome {
    /** The rewrite is used. */
    REWRITTEN,
    /** The rewrite lost, doubled or invented a placeholder or a piece of JSON. */
    PLACEHOLDER_LOST,
    /** The rewrite was longer than allowed. */
    TOO_LONG,
    /** The answer was empty, had several lines or other things that are no plain sentence. */
    NOT_PLAIN,
    /** The answer has no longer word in common with the sentence: it is about something else. */
    UNRELATED,
    /**
     * The rewrite holds something of the items learned from, as {@link PromptGuard#leakage} says.
     */
    LEAKAGE,
    /** The call failed. */
    FAILED
  }

  /**
   * Checks that they fit together.
   *
   * @param original the sentence as the action set has it
   * @param text the sentence to use
   * @param outcome whether it was rewritten, or why not
   * @param detail why not
   * @throws IllegalArgumentException if another text than the original is used without a rewrite
   */
  public Refinement {
    Objects.requireNonNull(original, "original");
    Objects.requireNonNull(detail, "detail");
    if (outcome != Outcome.REWRITTEN && !text.equals(original)) {
      throw new IllegalArgumentException(
          "With the outcome " + outcome + " the text must be the original, was \"" + text + '"');
    }
  }

  static Refinement rewritten(String original, String text) {
    return new Refinement(original, text, Outcome.REWRITTEN, "");
  }

  static Refinement kept(String original, Outcome outcome, String detail) {
    return new Refinement(original, original, outcome, detail);
  }
}
