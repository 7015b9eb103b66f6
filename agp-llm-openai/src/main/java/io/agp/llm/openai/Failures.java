package io.agp.llm.openai;

import io.agp.llm.LlmException;
import io.agp.llm.LlmException.Details;
import io.agp.llm.openai.Outcome.Failure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownServiceException;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
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
  private final Clock clock;

  /** {@code target} is the model and the host, for the messages. */
  Failures(String target, ApiKey key, Clock clock) {
    this.target = target;
    this.key = key;
    this.clock = clock;
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
  Failure unusable(Kind kind, RetryKind retry, Reply reply, int attempt, String problem) {
    String message = String.format("%s, attempt %d: %s", target, attempt, problem);
    return failure(kind, retry, message, reply, details(reply, attempt, Optional.empty()));
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
    return cause instanceof InterruptedIOException
        ? transport(LlmException.Timeout::new, retry, "no answer in time", cause, attempt)
        : transport(LlmException.Transport::new, retry, "the connection failed", cause, attempt);
  }

  private Failure transport(
      Kind kind, RetryKind retry, String problem, IOException cause, int attempt) {
    String message =
        String.format(
            "%s, attempt %d: %s (%s)", target, attempt, problem, cause.getClass().getSimpleName());
    LlmException exception = kind.create(clean(message), sent(attempt), key.safe(cause));
    return new Failure(exception, retry);
  }

  /** The deadline passed; {@code phase} says while what. */
  LlmException deadlinePassed(String phase, int attempts) {
    String message =
        String.format(
            "%s: the deadline passed while %s (attempts sent: %d)", target, phase, attempts);
    return new LlmException.Timeout(clean(message), sent(attempts), null);
  }

  /** The client was closed under the call. */
  LlmException closed(int attempts) {
    String message = target + ": the client was closed during the call";
    return new LlmException.Cancelled(clean(message), sent(attempts), null);
  }

  /** A text of the server's as it may be shown. */
  String clean(String text) {
    String line = CONTROL.matcher(key.scrub(text)).replaceAll(" ");
    return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE - 1) + "…";
  }

  private Failure failure(
      Kind kind, RetryKind retry, String message, Reply reply, Details details) {
    RetryKind allowed = reply.forbidsRetry() ? RetryKind.NEVER : retry;
    return new Failure(kind.create(clean(message), details, null), allowed);
  }

  private Details details(Reply reply, int attempt, Optional<String> code) {
    Optional<Duration> retryAfter = RetryAfter.of(reply.headers(), clock);
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
