package io.agp.testkit;

import io.agp.llm.LlmException;
import io.agp.llm.LlmResponse;
import io.agp.llm.TokenUsage;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the simulated server answers.
 *
 * @param status the HTTP status
 * @param body JSON text
 * @param retryAfter how long the caller is asked to wait, if it is
 */
record WireAnswer(int status, String body, Optional<Duration> retryAfter) {
  private static final Duration WAIT = Duration.ofSeconds(1);

  static WireAnswer of(String id, String askedModel, LlmResponse response) {
    String model = response.model().isEmpty() ? askedModel : response.model();
    return completion(id, model, response.text(), null, "stop", response.usage());
  }

  private static WireAnswer completion(
      String id,
      String model,
      @Nullable String content,
      @Nullable String refusal,
      String finish,
      TokenUsage usage) {
    // These two may be null on the wire, which immutable maps cannot hold.
    Map<String, @Nullable Object> message = new HashMap<>();
    message.put("role", "assistant");
    message.put("content", content);
    message.put("refusal", refusal);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", "chatcmpl-" + id);
    body.put("object", "chat.completion");
    body.put("created", 0);
    body.put("model", model);
    body.put("choices", List.of(Map.of("index", 0, "message", message, "finish_reason", finish)));
    body.put("usage", usage(usage));
    return new WireAnswer(200, TestkitJson.write(body), Optional.empty());
  }

  private static Map<String, Object> usage(TokenUsage usage) {
    return Map.of(
        "prompt_tokens", usage.input(),
        "completion_tokens", usage.output(),
        "total_tokens", usage.total(),
        "prompt_tokens_details", Map.of("cached_tokens", usage.cachedInput()),
        "completion_tokens_details", Map.of("reasoning_tokens", usage.reasoning()));
  }

  static WireAnswer error(int status, String type, @Nullable String code, String message) {
    Map<String, @Nullable Object> error = new HashMap<>();
    error.put("message", message);
    error.put("type", type);
    error.put("param", null);
    error.put("code", code);
    return new WireAnswer(status, TestkitJson.write(Map.of("error", error)), Optional.empty());
  }

  /** A failure of the model as providers tell of it. */
  static WireAnswer failure(String id, String model, LlmException failure) {
    String said = failure.getMessage() == null ? failure.type() : failure.getMessage();
    if (failure instanceof LlmException.Refused) {
      return completion(id, model, null, said, "stop", TokenUsage.NONE);
    }
    if (failure instanceof LlmException.Truncated) {
      return completion(id, model, "", null, "length", TokenUsage.NONE);
    }
    if (failure instanceof LlmException.RateLimited) {
      WireAnswer error = error(429, "rate_limit_error", "rate_limit_exceeded", said);
      Duration wait = failure.details().retryAfter().orElse(WAIT);
      return new WireAnswer(error.status, error.body, Optional.of(wait));
    }
    return clientFault(failure, said).orElseGet(() -> serverFault(failure, said));
  }

  private static Optional<WireAnswer> clientFault(LlmException failure, String said) {
    if (failure instanceof LlmException.Authentication) {
      return Optional.of(error(401, "authentication_error", "invalid_api_key", said));
    }
    if (failure instanceof LlmException.Quota || failure instanceof LlmException.LimitReached) {
      return Optional.of(error(429, "insufficient_quota", "insufficient_quota", said));
    }
    if (failure instanceof LlmException.ContextLength) {
      return Optional.of(error(400, "invalid_request_error", "context_length_exceeded", said));
    }
    if (failure instanceof LlmException.InvalidRequest) {
      return Optional.of(error(400, "invalid_request_error", null, said));
    }
    return failure instanceof LlmException.NotFound
        ? Optional.of(error(404, "invalid_request_error", "model_not_found", said))
        : Optional.empty();
  }

  private static WireAnswer serverFault(LlmException failure, String said) {
    int status = 503;
    if (failure instanceof LlmException.Timeout) {
      status = 504;
    } else if (failure instanceof LlmException.Transport
        || failure instanceof LlmException.MalformedResponse
        || failure instanceof LlmException.EmptyResponse
        || failure instanceof LlmException.ResponseTooLarge
        || failure instanceof LlmException.UnreadableAnswer) {
      status = 502;
    } else if (failure instanceof LlmException.Configuration) {
      status = 501;
    }
    return error(status, "server_error", null, said);
  }
}
