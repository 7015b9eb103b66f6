package io.agp.llm.openai;

import io.agp.llm.LlmException;
import io.agp.llm.TokenUsage;
import io.agp.llm.openai.Failures.Kind;
import io.agp.llm.openai.Outcome.Answer;
import io.agp.llm.openai.Outcome.Failure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes an answer or a failure of a reply. A success status is none until its body is read. */
final class ResponseReader {
  private static final Problem CUT_OFF =
      new Problem(
          LlmException.Truncated::new,
          RetryKind.NEVER,
          "the answer was cut off at the bound of output tokens");
  private static final Problem FILTERED =
      new Problem(
          LlmException.Refused::new, RetryKind.NEVER, "a content filter stopped the answer");
  private static final Problem REFUSED =
      new Problem(LlmException.Refused::new, RetryKind.NEVER, "the model refused to answer");
  private static final Problem BROKEN_OFF =
      new Problem(
          LlmException.Server::new, RetryKind.UNUSABLE, "the provider broke the answer off");
  private static final Problem EMPTY =
      new Problem(
          LlmException.UnreadableAnswer::new, RetryKind.UNUSABLE, "the answer has no content");

  private final Failures failures;
  private final ErrorClassifier errors;

  ResponseReader(Failures failures, ErrorClassifier errors) {
    this.failures = failures;
    this.errors = errors;
  }

  Outcome read(Reply reply, int attempt) {
    return reply.isSuccess() ? success(reply, attempt) : errors.classify(reply, attempt);
  }

  private Outcome success(Reply reply, int attempt) {
    if (reply.cut()) {
      return failures.unusable(
          LlmException.ResponseTooLarge::new,
          RetryKind.NEVER,
          reply,
          attempt,
          Optional.empty(),
          "the body exceeds " + Reply.MAX_BODY_BYTES + " bytes");
    }
    if (reply.body().isBlank()) {
      return empty(reply, attempt, "the body is empty");
    }
    Optional<Map<?, ?>> body = Json.object(reply.body());
    if (body.isEmpty()) {
      return failures.unusable(
          LlmException.MalformedResponse::new,
          RetryKind.MALFORMED,
          reply,
          attempt,
          Optional.empty(),
          "the body is no JSON object");
    }
    return ErrorBody.isError(body.get())
        ? errors.classify(reply, body.get(), attempt)
        : completion(reply, body.get(), attempt);
  }

  private Outcome completion(Reply reply, Map<?, ?> body, int attempt) {
    Optional<TokenUsage> usage = usage(body.get("usage"));
    List<?> choices = Json.list(body.get("choices"));
    Optional<Map<?, ?>> choice = choices.isEmpty() ? Optional.empty() : Json.map(choices.get(0));
    Optional<Map<?, ?>> message = choice.flatMap(map -> Json.map(map.get("message")));
    if (message.isEmpty()) {
      return empty(reply, attempt, "there is no choice with a message").withUsage(usage);
    }
    String finish = Json.text(choice.get().get("finish_reason"));
    return answer(reply, body, message.get(), finish, usage, attempt);
  }

  private Outcome answer(
      Reply reply,
      Map<?, ?> body,
      Map<?, ?> message,
      String finish,
      Optional<TokenUsage> usage,
      int attempt) {
    String text = content(message.get("content"));
    String refusal = Json.text(message.get("refusal"));
    Optional<String> stopped = Optional.of(failures.clean(finish)).filter(f -> !f.isEmpty());
    Optional<Problem> problem = problem(finish, text, !refusal.isEmpty());
    if (problem.isPresent()) {
      return unusable(problem.get(), reply, attempt, stopped)
          .withUsage(usage)
          .withPartialText(failures.scrub(text.isEmpty() ? refusal : text));
    }
    return new Answer(
        text,
        usage,
        failures.clean(Json.text(body.get("model"))),
        reply.requestId().map(failures::clean),
        OptionalInt.of(reply.status()),
        stopped);
  }

  private static Optional<Problem> problem(String finish, String text, boolean refused) {
    return switch (finish) {
      case "length" -> Optional.of(CUT_OFF);
      case "content_filter" -> Optional.of(FILTERED);
      case "insufficient_system_resource", "error" -> Optional.of(BROKEN_OFF);
      default -> refused ? Optional.of(REFUSED) : Optional.of(EMPTY).filter(e -> text.isBlank());
    };
  }

  private Failure unusable(Problem problem, Reply reply, int attempt, Optional<String> finish) {
    return failures.unusable(problem.kind, problem.retry, reply, attempt, finish, problem.text);
  }

  private Failure empty(Reply reply, int attempt, String problem) {
    return failures.unusable(
        LlmException.EmptyResponse::new,
        RetryKind.UNUSABLE,
        reply,
        attempt,
        Optional.empty(),
        problem);
  }

  /** A text, or a list of parts of which those of text count. */
  private static String content(@Nullable Object content) {
    return content instanceof List<?> parts
        ? parts.stream()
            .flatMap(part -> Json.map(part).stream())
            .filter(part -> "text".equals(part.get("type")))
            .map(part -> Json.text(part.get("text")))
            .collect(Collectors.joining())
        : Json.text(content);
  }

  private static Optional<TokenUsage> usage(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> usage)) {
      return Optional.empty();
    }
    long cached = detail(usage, "prompt_tokens_details", "cached_tokens");
    return Optional.of(
        new TokenUsage(
            Json.count(usage.get("prompt_tokens")),
            Math.max(cached, Json.count(usage.get("prompt_cache_hit_tokens"))), // DeepSeek's own
            Json.count(usage.get("completion_tokens")),
            detail(usage, "completion_tokens_details", "reasoning_tokens")));
  }

  private static long detail(Map<?, ?> usage, String details, String name) {
    return Json.map(usage.get(details)).map(map -> Json.count(map.get(name))).orElse(0L);
  }

  /** Why a complete reply holds no answer. */
  private record Problem(Kind kind, RetryKind retry, String text) {}
}
