package io.agp.rpp;

import io.agp.llm.LlmException;

/** Which failures end learning. */
final class Failures {
  private Failures() {}

  /** Goes on after failures that pass; throws those that no waiting mends, and defects. */
  static void stopIfFinal(Throwable failure) {
    if (failure instanceof LlmException.Authentication
        || failure instanceof LlmException.Quota
        || failure instanceof LlmException.NotFound
        || failure instanceof LlmException.Configuration
        || failure instanceof LlmException.LimitReached
        || failure instanceof LlmException.Cancelled) {
      throw (LlmException) failure;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (!(failure instanceof LlmException) && failure instanceof RuntimeException defect) {
      throw defect;
    }
  }
}
