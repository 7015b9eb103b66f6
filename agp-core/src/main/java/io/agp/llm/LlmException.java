package io.agp.llm;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A model call that failed. Every failure of a client is one of the nested types, so a caller can
 * tell them apart without reading messages. Messages hold no key, prompt or answer.
 *
 * <p>Immutable but for what every {@link Throwable} can change.
 */
public abstract sealed class LlmException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whether a retry can help. */
  private final boolean retryable;

  /** What the provider said; lost when serialised. */
  private final transient Details details;

  private LlmException(
      String message, boolean retryable, Details details, @Nullable Throwable cause) {
    super(message, cause);
    this.retryable = retryable;
    this.details = details;
  }

  /**
   * Whether the same call may succeed later.
   *
   * @return {@code true} if a retry can help
   */
  public boolean isRetryable() {
    return retryable;
  }

  /**
   * Whether no later call can succeed either until somebody acts, so that learning ends: a refused
   * key, a used-up quota, a wrong address or setting, a reached limit, a cancellation, a journal
   * that cannot be written, a recording that does not have the answer.
   *
   * @return {@code true} if it is no use to go on
   */
  public boolean isFinal() {
    return this instanceof Authentication
        || this instanceof Quota
        || this instanceof NotFound
        || this instanceof Configuration
        || this instanceof LimitReached
        || this instanceof Cancelled
        || this instanceof JournalFailed
        || this instanceof NotRecorded;
  }

  /**
   * What the provider said of the failure.
   *
   * @return the details; {@link Details#NONE} where no answer came
   */
  public Details details() {
    return details == null ? Details.NONE : details;
  }

  /**
   * The tokens that the failed call used all the same.
   *
   * @return the sum over the attempts that reported them; {@link TokenUsage#NONE} if none did
   */
  public TokenUsage usage() {
    return LlmAttempt.usageOf(details().log());
  }

  /**
   * The name of the type, as the command line prints it.
   *
   * @return the simple class name, for example {@code RateLimited}
   */
  public String type() {
    return getClass().getSimpleName();
  }

  /**
   * What the provider said of a failure. Immutable and thread-safe.
   *
   * @param status the HTTP status, if an answer came
   * @param code the provider's error code, if any
   * @param requestId the provider's id of the call, if any
   * @param retryAfter how long the provider asks to wait, if it does
   * @param attempts how many attempts were sent
   * @param log every attempt, in order; empty where the client keeps none
   * @param partialText what the model wrote of an answer that is not usable, if anything; never
   *     part of {@code toString} or of a message
   */
  public record Details(
      OptionalInt status,
      Optional<String> code,
      Optional<String> requestId,
      Optional<Duration> retryAfter,
      int attempts,
      List<LlmAttempt> log,
      Optional<String> partialText) {
    /** Nothing is known. */
    public static final Details NONE =
        new Details(OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0);

    /**
     * Checks that nothing is {@code null}.
     *
     * @param status the HTTP status
     * @param code the provider's error code
     * @param requestId the provider's id of the call
     * @param retryAfter how long the provider asks to wait
     * @param attempts how many attempts were sent
     * @param log every attempt
     * @param partialText what the model wrote
     */
    public Details {
      Objects.requireNonNull(status, "status");
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(requestId, "requestId");
      Objects.requireNonNull(retryAfter, "retryAfter");
      Objects.requireNonNull(partialText, "partialText");
      log = List.copyOf(log);
    }

    /**
     * Details without a log and a text.
     *
     * @param status the HTTP status, if an answer came
     * @param code the provider's error code, if any
     * @param requestId the provider's id of the call, if any
     * @param retryAfter how long the provider asks to wait, if it does
     * @param attempts how many attempts were sent
     */
    public Details(
        OptionalInt status,
        Optional<String> code,
        Optional<String> requestId,
        Optional<Duration> retryAfter,
        int attempts) {
      this(status, code, requestId, retryAfter, attempts, List.of(), Optional.empty());
    }

    /** Everything but the text. */
    @Override
    public String toString() {
      return String.format(
          "Details[status %s, code %s, request %s, retry after %s, attempts %d, log %s, text of %d"
              + " characters]",
          status.isPresent() ? status.getAsInt() : "none",
          code.orElse("none"),
          requestId.orElse("none"),
          retryAfter.map(Duration::toString).orElse("none"),
          attempts,
          log,
          partialText.map(String::length).orElse(0));
    }
  }

  /** The key was refused, or may not use this. */
  public static final class Authentication extends LlmException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure without an answer of the provider.
     *
     * @param message what failed, and the rule
     * @param cause why, or {@code null}
     */
    public Authentication(String message, @Nullable Throwable cause) {
      this(message, Details.NONE, cause);
    }

    /**
     * A failure with what the provider said.
     *
     * @param message what failed, and the rule
     * @param details what the provider said
     * @param cause why, or {@code null}
     */
    public Authentication(String message, Details details, @Nullable Throwable cause) {
      super(message, false, details, cause);
    }
  }

  /** Money or a quota is used up; a human has to act. */
  public static final class Quota extends LlmException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure without an answer of the provider.
     *
     * @param message what failed, and the rule
     * @param cause why, or {@code null}
     */
    public Quota(String message, @Nullable Throwable cause) {
      this(message, Details.NONE, cause);
    }

    /**
     * A failure with what the provider said.
     *
     * @param message what failed, and the rule
     * @param details what the provider said
     * @param cause why, or {@code null}
     */
    public Quota(String message, Details details, @Nullable Throwable cause) {
      super(message, false, details, cause);
    }
  }

  /** Too many calls or tokens in a while. */
  public static final class RateLimited extends LlmException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure without an answer of the provider.
     *
     * @param message what failed, and the rule
     * @param cause why, or {@code null}
     */
    public RateLimited(String message, @Nullable Throwable cause) {
      this(message, Details.NONE, cause);
    }

    /**
     * A failure with what the provider said.
     *
     * @param message what failed, and the rule
     * @param details what the provider said
     * @param cause why, or {@code null}
     */
    public RateLimited(String message, Details details, @Nullable Throwable cause) {
      super(message, true, details, cause);
    }
  }

  /** The provider refused the request as it is. */
  public static final class InvalidRequest extends LlmException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure without an answer of the provider.
     *
     * @param message what failed, and the rule
     * @param cause why, or {@code null}
     */
    public InvalidRequest(String message, @Nullable Throwable cause) {
      this(message, Details.NONE, cause);
    }

    /**
     * A failure with what the provider said.
     *
     * @param message what failed, and the rule
     * @param details what the provider said
     * @param cause why, or {@code null}
     */
    public InvalidRequest(String message, Details details, @Nullable Throwable cause) {
      super(message, false, details, cause);
    }
  }

  /** The prompt is longer than the model can read. */
  public static final class ContextLength extends LlmException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure without an answer of the provider.
     *
     * @param message what failed, and the rule
     * @param cause why, or {@code null}
     */
    public ContextLength(String message, @Nullable Throwable cause) {
      this(message, Details.NONE, cause);
    }

    /**
     * A failure with what the provider said.
     *
     * @param message what failed, and the rule
     * @param details what the provider said
     * @param cause why, or {@code null}
     */
    public ContextLength(String message, Details details, @Nullable Throwable cause) {
      super(message, false, details, cause);
    }
  }

  /** The model or the address does not exist. */
  public static final class NotFound extends LlmException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure without an answer of the provider.
     *
     * @param message what failed, and the rule
     * @param cause why, or {@code null}
     */
    public NotFound(String message, @Nullable Throwable cause) {
      this(message, Details.NONE, cause);
    }

    /**
     * A failure with what the provider said.
     *
     * @param message what failed, and the rule
     * @param details what the provider said
     * @param cause why, or {@code null}
     */
    public NotFound(String message, Details details, @Nullable Throwable cause) {
      super(message, false, details, cause);
    }
  }

  /** The client is set up wrongly, for example for a server that redirects. */
  public static final class Configuration extends LlmException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure without an answer of the provider.
     *
     * @param message what failed, and the rule
     * @param cause why, or {@code null}
     */
    public Configuration(String message, @Nullable Throwable cause) {
      this(message, Details.NONE, cause);
    }

    /**
     * A failure with what the provider said.
     *
     * @param message what failed, and the rule
     * @param details what the provider said
     * @param cause why, or {@code null}
     */
    public Configuration(String message, Details details, @Nullable Throwable cause) {
      super(message, false, details, cause);
    }
  }

  /** The provider failed. */
  public static final class Server extends LlmException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure without an answer of the provider.
     *
     * @param message what failed, and the rule
     * @param cause why, or {@code null}
     */
    public Server(String message, @Nullable Throwable cause) {
      this(message, Details.NONE, cause);
    }

    /**
     * A failure with what the provider said.
     *
     * @param message what failed, and the rule
     * @param details what the provider said
     * @param cause why, or {@code null}
     */
    public Server(String message, Details details, @Nullable Throwable cause) {
      super(message, true, details, cause);
    }
  }

  /** The connection failed: refused, reset, cut off. */
  public static final class Transport extends LlmException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure without an answer of the provider.
     *
     * @param message what failed, and the rule
     * @param cause why, or {@code null}
     */
    public Transport(String message, @Nullable Throwable cause) {
      this(message, Details.NONE, cause);
    }

    /**
     * A failure with what the provider said.
     *
     * @param message what failed, and the rule
     * @param details what the provider said
     * @param cause why, or {@code null}
     */
    public Transport(String message, Details details, @Nullable Throwable cause) {
      super(message, true, details, cause);
    }
  }

  /** The deadline passed, or an attempt took too long. */
  public static final class Timeout extends LlmException {
    private static final long serialVersionUID = 1L;

    /** What the call was waiting for. */
    public enum Phase {
      /** It had not begun. */
      STARTING,
      /** One of the places for requests under way. */
      PLACE,
      /** The limits on requests and tokens a minute, or a wait the provider asked of all. */
      RATE_LIMIT,
      /** The provider's answer. */
      ANSWER,
      /** The wait between two attempts. */
      BACKOFF
    }

    /** What the call was waiting for; {@code null} if unknown. */
    private final @Nullable Phase phase;

    /**
     * A failure without an answer of the provider.
     *
     * @param message what failed, and the rule
     * @param cause why, or {@code null}
     */
    public Timeout(String message, @Nullable Throwable cause) {
      this(message, Details.NONE, cause);
    }

    /**
     * A failure with what the provider said.
     *
     * @param message what failed, and the rule
     * @param details what the provider said
     * @param cause why, or {@code null}
     */
    public Timeout(String message, Details details, @Nullable Throwable cause) {
      super(message, true, details, cause);
      this.phase = null;
    }

    /**
     * A failure that knows what the call was waiting for.
     *
     * @param message what failed, and the rule
     * @param details what the provider said
     * @param phase what the call was waiting for
     */
    public Timeout(String message, Details details, Phase phase) {
      super(message, true, details, null);
      this.phase = Objects.requireNonNull(phase, "phase");
    }

    /**
     * What the call was waiting for.
     *
     * @return the phase, or empty if it is not known
     */
    public Optional<Phase> phase() {
      return Optional.ofNullable(phase);
    }
  }

  /**
   * The model or a content filter declined to answer; {@link Details#partialText} holds what was
   * written, if anything.
   */
  public static final class Refused extends LlmException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure without an answer of the provider.
     *
     * @param message what failed, and the rule
     * @param cause why, or {@code null}
     */
    public Refused(String message, @Nullable Throwable cause) {
      this(message, Details.NONE, cause);
    }

    /**
     * A failure with what the provider said.
     *
     * @param message what failed, and the rule
     * @param details what the provider said
     * @param cause why, or {@code null}
     */
    public Refused(String message, Details details, @Nullable Throwable cause) {
      super(message, false, details, cause);
    }
  }

  /**
   * The answer was cut off at the bound of output tokens; {@link Details#partialText} holds what
   * was written.
   */
  public static final class Truncated extends LlmException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure without an answer of the provider.
     *
     * @param message what failed, and the rule
     * @param cause why, or {@code null}
     */
    public Truncated(String message, @Nullable Throwable cause) {
      this(message, Details.NONE, cause);
    }

    /**
     * A failure with what the provider said.
     *
     * @param message what failed, and the rule
     * @param details what the provider said
     * @param cause why, or {@code null}
     */
    public Truncated(String message, Details details, @Nullable Throwable cause) {
      super(message, false, details, cause);
    }
  }

  /** An answer came, but it is not of the provider's protocol. */
  public static final class MalformedResponse extends LlmException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure without an answer of the provider.
     *
     * @param message what failed, and the rule
     * @param cause why, or {@code null}
     */
    public MalformedResponse(String message, @Nullable Throwable cause) {
      this(message, Details.NONE, cause);
    }

    /**
     * A failure with what the provider said.
     *
     * @param message what failed, and the rule
     * @param details what the provider said
     * @param cause why, or {@code null}
     */
    public MalformedResponse(String message, Details details, @Nullable Throwable cause) {
      super(message, true, details, cause);
    }
  }

  /** A success came without an answer in it: an empty body, or no choice. */
  public static final class EmptyResponse extends LlmException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure without an answer of the provider.
     *
     * @param message what failed, and the rule
     * @param cause why, or {@code null}
     */
    public EmptyResponse(String message, @Nullable Throwable cause) {
      this(message, Details.NONE, cause);
    }

    /**
     * A failure with what the provider said.
     *
     * @param message what failed, and the rule
     * @param details what the provider said
     * @param cause why, or {@code null}
     */
    public EmptyResponse(String message, Details details, @Nullable Throwable cause) {
      super(message, true, details, cause);
    }
  }

  /** The answer is longer than the client reads; it was not read to its end. */
  public static final class ResponseTooLarge extends LlmException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure without an answer of the provider.
     *
     * @param message what failed, and the rule
     * @param cause why, or {@code null}
     */
    public ResponseTooLarge(String message, @Nullable Throwable cause) {
      this(message, Details.NONE, cause);
    }

    /**
     * A failure with what the provider said.
     *
     * @param message what failed, and the rule
     * @param details what the provider said
     * @param cause why, or {@code null}
     */
    public ResponseTooLarge(String message, Details details, @Nullable Throwable cause) {
      super(message, false, details, cause);
    }
  }

  /** The model's text holds nothing of what was asked for. */
  public static sealed class UnreadableAnswer extends LlmException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure without an answer of the provider.
     *
     * @param message what failed, and the rule
     * @param cause why, or {@code null}
     */
    public UnreadableAnswer(String message, @Nullable Throwable cause) {
      this(message, Details.NONE, cause);
    }

    /**
     * A failure with what the provider said.
     *
     * @param message what failed, and the rule
     * @param details what the provider said
     * @param cause why, or {@code null}
     */
    public UnreadableAnswer(String message, Details details, @Nullable Throwable cause) {
      super(message, true, details, cause);
    }
  }

  /**
   * The model's text is not of the form that was asked for; {@link Details#partialText} holds it.
   */
  public static final class SchemaMismatch extends UnreadableAnswer {
    private static final long serialVersionUID = 1L;

    /**
     * A failure without an answer of the provider.
     *
     * @param message what failed, and the rule
     * @param cause why, or {@code null}
     */
    public SchemaMismatch(String message, @Nullable Throwable cause) {
      this(message, Details.NONE, cause);
    }

    /**
     * A failure with what the provider said.
     *
     * @param message what failed, and the rule
     * @param details what the provider said
     * @param cause why, or {@code null}
     */
    public SchemaMismatch(String message, Details details, @Nullable Throwable cause) {
      super(message, details, cause);
    }
  }

  /** A bound on calls, tokens or money was reached; the call was not sent. */
  public static final class LimitReached extends LlmException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure without an answer of the provider.
     *
     * @param message what failed, and the rule
     * @param cause why, or {@code null}
     */
    public LimitReached(String message, @Nullable Throwable cause) {
      this(message, Details.NONE, cause);
    }

    /**
     * A failure with what the provider said.
     *
     * @param message what failed, and the rule
     * @param details what the provider said
     * @param cause why, or {@code null}
     */
    public LimitReached(String message, Details details, @Nullable Throwable cause) {
      super(message, false, details, cause);
    }
  }

  /** The call was cancelled, or the waiting thread interrupted. */
  public static final class Cancelled extends LlmException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure without an answer of the provider.
     *
     * @param message what failed, and the rule
     * @param cause why, or {@code null}
     */
    public Cancelled(String message, @Nullable Throwable cause) {
      this(message, Details.NONE, cause);
    }

    /**
     * A failure with what the provider said.
     *
     * @param message what failed, and the rule
     * @param details what the provider said
     * @param cause why, or {@code null}
     */
    public Cancelled(String message, Details details, @Nullable Throwable cause) {
      super(message, false, details, cause);
    }
  }

  /** The call could not be written into the journal, so its answer is not used. */
  public static final class JournalFailed extends LlmException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure without an answer of the provider.
     *
     * @param message what failed, and the rule
     * @param cause why, or {@code null}
     */
    public JournalFailed(String message, @Nullable Throwable cause) {
      this(message, Details.NONE, cause);
    }

    /**
     * A failure with what the provider said.
     *
     * @param message what failed, and the rule
     * @param details what the provider said
     * @param cause why, or {@code null}
     */
    public JournalFailed(String message, Details details, @Nullable Throwable cause) {
      super(message, false, details, cause);
    }
  }

  /** A recording answers, and this request is not in it. */
  public static final class NotRecorded extends LlmException {
    private static final long serialVersionUID = 1L;

    /**
     * A failure without an answer of the provider.
     *
     * @param message what failed, and the rule
     * @param cause why, or {@code null}
     */
    public NotRecorded(String message, @Nullable Throwable cause) {
      this(message, Details.NONE, cause);
    }

    /**
     * A failure with what the provider said.
     *
     * @param message what failed, and the rule
     * @param details what the provider said
     * @param cause why, or {@code null}
     */
    public NotRecorded(String message, Details details, @Nullable Throwable cause) {
      super(message, false, details, cause);
    }
  }
}
