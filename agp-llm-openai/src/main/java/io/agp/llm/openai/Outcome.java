package io.agp.llm.openai;

import io.agp.llm.LlmAttempt;
import io.agp.llm.LlmException;
import io.agp.llm.LlmException.Details;
import io.agp.llm.TokenUsage;
import io.agp.llm.openai.Failures.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What came of one attempt. */
sealed interface Outcome {
  /** The tokens the attempt used, if the server said. */
  Optional<TokenUsage> usage();

  /** The HTTP status, if an answer came. */
  OptionalInt status();

  /** The error code, or why the model stopped. */
  Optional<String> code();

  /** The provider's id of the request. */
  Optional<String> requestId();

  /** The model answered. */
  record Answer(
      String text,
      Optional<TokenUsage> usage,
      String model,
      Optional<String> requestId,
      OptionalInt status,
      Optional<String> code)
      implements Outcome {}

  /**
   * It did not. The exception is made once it is known to end the call, as only then all attempts
   * are known.
   *
   * @param details of this attempt alone
   * @param retry what helps
   * @param overload whether the server wants fewer requests at once
   */
  record Failure(
      Kind kind,
      String message,
      Details details,
      @Nullable Throwable cause,
      RetryKind retry,
      Optional<TokenUsage> usage,
      boolean overload)
      implements Outcome {
    Failure(
        Kind kind, String message, Details details, @Nullable Throwable cause, RetryKind retry) {
      this(kind, message, details, cause, retry, Optional.empty(), false);
    }

    @Override
    public OptionalInt status() {
      return details.status();
    }

    @Override
    public Optional<String> code() {
      return details.code();
    }

    @Override
    public Optional<String> requestId() {
      return details.requestId();
    }

    boolean ambiguous() {
      return retry == RetryKind.AMBIGUOUS;
    }

    LlmException exception(List<LlmAttempt> log) {
      return kind.create(message, with(log, details.partialText()), cause);
    }

    Failure because(String reason) {
      return new Failure(kind, message + reason, details, cause, retry, usage, overload);
    }

    Failure withUsage(Optional<TokenUsage> used) {
      return new Failure(kind, message, details, cause, retry, used, overload);
    }

    Failure withOverload(boolean fewer) {
      return new Failure(kind, message, details, cause, retry, usage, fewer);
    }

    Failure withPartialText(String text) {
      Optional<String> partial = Optional.of(text).filter(written -> !written.isEmpty());
      return new Failure(
          kind, message, with(details.log(), partial), cause, retry, usage, overload);
    }

    private Details with(List<LlmAttempt> log, Optional<String> partialText) {
      return new Details(
          details.status(),
          details.code(),
          details.requestId(),
          details.retryAfter(),
          details.attempts(),
          log,
          partialText);
    }
  }
}
