package io.agp.rpp;

import io.agp.llm.LlmException;

/** Which failures end learning. */
final class Failures {
  private Failures() {}

  /** Whether the model did answer, but the prompt did not bring it to write down an order. */
  static boolean isOutcomeOfPrompt(Throwable failure) {
    return failure instanceof LlmException.UnreadableAnswer
        || failure instanceof LlmException.Truncated;
  }

  /** Goes on after failures that pass; throws those that no waiting mends, and defects. */
  static void stopIfFinal(Throwable failure) {
    if (failure instanceof LlmException known && known.isFinal()) {
      throw known;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (!(failure instanceof LlmException) && failure instanceof RuntimeException defect) {
      throw defect;
    }
  }
}
