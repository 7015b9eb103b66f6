package io.agp.llm.openai;

import io.agp.llm.LlmException;
import io.agp.llm.TokenUsage;
import java.util.Optional;

/** What came of one attempt. */
sealed interface Outcome {
  /** The tokens the attempt used, as far as the server said. */
  TokenUsage usage();

  /** The model answered. */
  record Answer(String text, TokenUsage usage, String model, Optional<String> requestId)
      implements Outcome {}

  /** It did not; {@code retry} says what helps. */
  record Failure(LlmException exception, RetryKind retry, TokenUsage usage) implements Outcome {
    Failure(LlmException exception, RetryKind retry) {
      this(exception, retry, TokenUsage.NONE);
    }

    Failure withUsage(TokenUsage used) {
      return new Failure(exception, retry, used);
    }
  }
}
