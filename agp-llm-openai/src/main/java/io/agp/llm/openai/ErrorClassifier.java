package io.agp.llm.openai;

import io.agp.llm.LlmException;
import io.agp.llm.openai.Failures.Kind;
import io.agp.llm.openai.Outcome.Failure;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Gives an error of the server its type, and says whether a repetition helps. */
final class ErrorClassifier {
  private static final Set<String> QUOTA =
      Set.of(
          "insufficient_quota",
          "credit_balance_exhausted",
          "organization_spend_limit_exceeded",
          "project_spend_limit_exceeded",
          "organization_usage_limit_exceeded");
  private static final Set<String> REFUSAL = Set.of("content_filter", "content_policy_violation");

  /** The server wants fewer requests at once. */
  private static final Set<String> OVERLOAD =
      Set.of("slow_down", "server_is_overloaded", "overloaded_error");

  private static final Pattern SAYS_OVERLOAD =
      Pattern.compile("overload|pending requests|too busy|concurren", Pattern.CASE_INSENSITIVE);

  /** A limit on a minute's use, which fewer at once does not mend. */
  private static final Set<String> RATE = Set.of("rate_limit_exceeded", "requests", "tokens");

  private static final Set<String> NO_MODEL = Set.of("model_not_found");
  private static final Pattern ONE_CALL_TOO_LARGE =
      Pattern.compile("request too large", Pattern.CASE_INSENSITIVE);

  /** The status that belongs to a name, for errors that come with 200. */
  private static final Map<String, Integer> STATUSES =
      Map.ofEntries(
          Map.entry("invalid_request_error", 400),
          Map.entry("BadRequestError", 400),
          Map.entry("authentication_error", 401),
          Map.entry("invalid_api_key", 401),
          Map.entry("permission_error", 403),
          Map.entry("not_found_error", 404),
          Map.entry("NotFoundError", 404),
          Map.entry("rate_limit_error", 429),
          Map.entry("rate_limit_exceeded", 429),
          Map.entry("slow_down", 429),
          Map.entry("requests", 429),
          Map.entry("tokens", 429));

  private final Failures failures;

  ErrorClassifier(Failures failures) {
    this.failures = failures;
  }

  /** Classifies a reply whose status is no success. */
  Failure classify(Reply reply, int attempt) {
    return classify(reply, ErrorBody.of(reply.body()), reply.status(), attempt);
  }

  /** Classifies an error that came with a success status. */
  Failure classify(Reply reply, Map<?, ?> body, int attempt) {
    ErrorBody error = ErrorBody.of(body);
    return classify(reply, error, impliedStatus(error), attempt);
  }

  private Failure classify(Reply reply, ErrorBody error, int status, int attempt) {
    Verdict verdict = verdict(status, error);
    return failures
        .answered(
            verdict.kind,
            verdict.retry,
            reply,
            attempt,
            error.reason(),
            status / 100 == 3 ? redirect(reply) : error.message())
        .withOverload(verdict.retry != RetryKind.NEVER && isOverload(status, error));
  }

  private static boolean isOverload(int status, ErrorBody error) {
    return error.names(OVERLOAD)
        || status == 529
        || (status == 429 && !error.names(RATE))
        || (status == 503 && SAYS_OVERLOAD.matcher(error.message()).find());
  }

  private static Verdict verdict(int status, ErrorBody error) {
    if (error.names(QUOTA)) {
      return new Verdict(LlmException.Quota::new, RetryKind.NEVER);
    }
    if (error.names(REFUSAL)) {
      return new Verdict(LlmException.Refused::new, RetryKind.NEVER);
    }
    if (error.names(NO_MODEL)) {
      return new Verdict(LlmException.NotFound::new, RetryKind.NEVER);
    }
    if (mayBeTooLong(status) && error.saysContextExceeded()) {
      return new Verdict(LlmException.ContextLength::new, RetryKind.NEVER);
    }
    if (status == 429 && ONE_CALL_TOO_LARGE.matcher(error.message()).find()) {
      return new Verdict(LlmException.InvalidRequest::new, RetryKind.NEVER);
    }
    return byStatus(status);
  }

  private static boolean mayBeTooLong(int status) {
    return status == 400 || status == 413 || status == 422 || status == 500;
  }

  private static Verdict byStatus(int status) {
    return switch (status) {
      case 401, 403 -> new Verdict(LlmException.Authentication::new, RetryKind.NEVER);
      case 402 -> new Verdict(LlmException.Quota::new, RetryKind.NEVER);
      case 404 -> new Verdict(LlmException.NotFound::new, RetryKind.NEVER);
      case 408 -> new Verdict(LlmException.Timeout::new, RetryKind.TIMED_OUT);
      case 409 -> new Verdict(LlmException.Server::new, RetryKind.CONFLICT);
      case 429 -> new Verdict(LlmException.RateLimited::new, RetryKind.THROTTLED);
      case 501, 505 -> new Verdict(LlmException.Configuration::new, RetryKind.NEVER);
      default -> byClass(status);
    };
  }

  private static Verdict byClass(int status) {
    return switch (status / 100) {
      case 3 -> new Verdict(LlmException.Configuration::new, RetryKind.NEVER);
      case 4 -> new Verdict(LlmException.InvalidRequest::new, RetryKind.NEVER);
      default -> new Verdict(LlmException.Server::new, RetryKind.TRANSIENT);
    };
  }

  private static int impliedStatus(ErrorBody error) {
    if (error.code().matches("[45]\\d\\d")) {
      return Integer.parseInt(error.code());
    }
    return Optional.ofNullable(STATUSES.get(error.code()))
        .orElseGet(() -> STATUSES.getOrDefault(error.type(), 500));
  }

  /** Only scheme and host: the rest of an address can hold secrets. */
  private static String redirect(Reply reply) {
    String location = reply.headers().get("Location");
    HttpUrl target = location == null ? null : HttpUrl.parse(location);
    String where = target == null ? "" : " (to " + target.scheme() + "://" + target.host() + ")";
    return "redirects are not followed" + where + "; check baseUrl";
  }

  private record Verdict(Kind kind, RetryKind retry) {}
}
