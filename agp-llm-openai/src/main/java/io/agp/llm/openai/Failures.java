package io.agp.llm.openai;

import io.agp.llm.CallTimer;
import io.agp.llm.LlmAttempt;
import io.agp.llm.LlmException;
import io.agp.llm.LlmException.Details;
import io.agp.llm.LlmException.Timeout.Phase;
import io.agp.llm.openai.Outcome.Answer;
import io.agp.llm.openai.Outcome.Failure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownServiceException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Makes the exceptions: same wording, bounded length, no key. */
final class Failures {
  /** The constructor of an exception type. */
  @FunctionalInterface
  interface Kind {
    LlmException create(String message, Details details, @Nullable Throwable cause);
  }

  private static final int MAX_MESSAGE = 1024;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

  private final String target;
  private final ApiKey key;
  private final CallTimer timer;

  /** {@code target} is the model and the host, for the messages. */
  Failures(String target, ApiKey key, CallTimer timer) {
    this.target = target;
    this.key = key;
    this.timer = timer;
  }

  /** A failure that the server told of with a status or an error body. */
  Failure answered(
      Kind kind, RetryKind retry, Reply reply, int attempt, Optional<String> code, String said) {
    String message =
        String.format(
            "%s answered %d%s to attempt %d: %s",
            target,
            reply.status(),
            code.map(reason -> " (" + reason + ")").orElse(""),
            attempt,
            said.isBlank() ? "no reason given" : said);
    return failure(kind, retry, message, reply, details(reply, attempt, code));
  }

  /** An answer that came with a success, and is none. */
  Failure unusable(
      Kind kind, RetryKind retry, Reply reply, int attempt, Optional<String> finish, String said) {
    String message = String.format("%s, attempt %d: %s", target, attempt, said);
    return failure(kind, retry, message, reply, details(reply, attempt, finish));
  }

  /** An answer that is not of the form that was asked for. */
  Failure mismatch(Answer answer, String problem, int attempt) {
    Details details =
        new Details(answer.status(), answer.code(), answer.requestId(), Optional.empty(), attempt);
    String message = String.format("%s, attempt %d: %s", target, attempt, problem);
    return new Failure(
            LlmException.SchemaMismatch::new, clean(message), details, null, RetryKind.NEVER)
        .withUsage(answer.usage())
        .withPartialText(scrub(answer.text()));
  }

  /**
   * A failure of the connection.
   *
   * @param sent whether the server may have got the request
   */
  Failure transport(IOException cause, boolean sent, int attempt) {
    RetryKind retry = sent ? RetryKind.AMBIGUOUS : RetryKind.TRANSIENT;
    if (isTrust(cause)) {
      return transport(
          LlmException.Configuration::new,
          RetryKind.NEVER,
          "the server is not trusted",
          cause,
          attempt);
    }
    if (cause instanceof InterruptedIOException) {
      RetryKind slow = sent ? RetryKind.AMBIGUOUS : RetryKind.TIMED_OUT;
      return transport(LlmException.Timeout::new, slow, "no answer in time", cause, attempt);
    }
    return transport(LlmException.Transport::new, retry, "the connection failed", cause, attempt);
  }

  private Failure transport(
      Kind kind, RetryKind retry, String problem, IOException cause, int attempt) {
    String message =
        String.format(
            "%s, attempt %d: %s (%s)", target, attempt, problem, cause.getClass().getSimpleName());
    return new Failure(kind, clean(message), sent(attempt), key.safe(cause), retry);
  }

  /** The deadline passed. */
  LlmException deadlinePassed(Phase phase, List<LlmAttempt> log) {
    String message =
        String.format(
            "%s: the deadline passed while %s (attempts sent: %d)",
            target, doing(phase), log.size());
    return new LlmException.Timeout(clean(message), sent(log, Optional.empty()), phase);
  }

  private static String doing(Phase phase) {
    return switch (phase) {
      case STARTING -> "starting";
      case PLACE -> "waiting for a free place";
      case RATE_LIMIT -> "waiting for the rate limit";
      case ANSWER -> "waiting for the answer";
      case BACKOFF -> "waiting between attempts";
    };
  }

  /** The provider asked all callers to wait for longer than this one can. */
  LlmException held(Duration wait, List<LlmAttempt> log) {
    String message =
        String.format(
            "%s: the provider asked for no calls for %s more, which is past the deadline"
                + " (attempts sent: %d)",
            target, wait, log.size());
    return new LlmException.RateLimited(clean(message), sent(log, Optional.of(wait)), null);
  }

  /** A limit of the caller's leaves no room for one more request. */
  LlmException notRepeated(String limit, List<LlmAttempt> log) {
    String message = target + ": not tried again. " + limit;
    return new LlmException.LimitReached(clean(message), sent(log, Optional.empty()), null);
  }

  /** The request needs more tokens than a whole minute has. */
  LlmException tooLargeForLimit(long tokens) {
    String message =
        target + ": the request may use " + tokens + " tokens, more than tokensPerMinute allows";
    return new LlmException.LimitReached(clean(message), null);
  }

  /** The key could not be had. */
  LlmException noKey(RuntimeException cause, List<LlmAttempt> log) {
    String message = target + ": the supplier of the key failed: " + cause.getMessage();
    return new LlmException.Authentication(
        clean(message), sent(log, Optional.empty()), key.safe(cause));
  }

  /** The client was closed under the call. */
  LlmException closed(List<LlmAttempt> log) {
    String message = target + ": the client was closed during the call";
    return new LlmException.Cancelled(clean(message), sent(log, Optional.empty()), null);
  }

  /** The caller gave the call up. */
  LlmException cancelled(List<LlmAttempt> log) {
    String message = target + ": the caller cancelled the call";
    return new LlmException.Cancelled(clean(message), sent(log, Optional.empty()), null);
  }

  /** The failure as a listener is told of it: what is none of the types is a bug of this client. */
  LlmException typed(Throwable failure) {
    return failure instanceof LlmException told
        ? told
        : new LlmException.MalformedResponse(
            clean(target + ": the client failed: " + failure.getClass().getSimpleName()), failure);
  }

  /** A text of the model's as it may be kept: whole, but without a key it echoes. */
  String scrub(String text) {
    return key.scrub(text);
  }

  /** A text of the server's as it may be shown. */
  String clean(String text) {
    String scrubbed = key.scrub(text);
    boolean plain = scrubbed.chars().noneMatch(Character::isISOControl);
    String line = plain ? scrubbed : CONTROL.matcher(scrubbed).replaceAll(" ");
    return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE - 1) + "…";
  }

  private Failure failure(
      Kind kind, RetryKind retry, String message, Reply reply, Details details) {
    RetryKind allowed = reply.forbidsRetry() ? RetryKind.NEVER : retry;
    return new Failure(kind, clean(message), details, null, allowed);
  }

  private Details details(Reply reply, int attempt, Optional<String> code) {
    Optional<Duration> retryAfter = RetryAfter.of(reply.headers(), timer.instant());
    return new Details(
        OptionalInt.of(reply.status()),
        code.map(this::clean),
        reply.requestId().map(this::clean),
        retryAfter,
        attempt);
  }

  private static Details sent(int attempts) {
    return new Details(
        OptionalInt.empty(), Optional.empty(), Optional.empty(), Optional.empty(), attempts);
  }

  private static Details sent(List<LlmAttempt> log, Optional<Duration> retryAfter) {
    return new Details(
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        retryAfter,
        log.size(),
        log,
        Optional.empty());
  }

  /** Certificates and schemes that a repetition does not mend. */
  private static boolean isTrust(IOException failure) {
    if (failure instanceof UnknownServiceException
        || failure instanceof SSLPeerUnverifiedException) {
      return true;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }
}
