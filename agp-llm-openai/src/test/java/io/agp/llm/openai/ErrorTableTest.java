package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.agp.llm.LlmException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorTableTest {
  private static final int ALL = 4;

  static Stream<Arguments> errors() {
    return Stream.of(
        row(400, error("invalid_request_error", "null"), LlmException.InvalidRequest.class, 1),
        row(
            400,
            error("invalid_request_error", "\"unsupported_parameter\""),
            LlmException.InvalidRequest.class,
            1),
        row(
            400,
            error("invalid_request_error", "\"context_length_exceeded\""),
            LlmException.ContextLength.class,
            1),
        row(
            400,
            said("This model's maximum context length is 8192 tokens, you asked for 9000."),
            LlmException.ContextLength.class,
            1),
        row(400, error("x", "\"content_filter\""), LlmException.Refused.class, 1),
        row(400, error("x", "\"model_not_found\""), LlmException.NotFound.class, 1),
        row(
            400,
            """
            {"error":{"message":"This response_format type is unavailable now",
            "type":"invalid_request_error","param":null,"code":"invalid_request_error"}}""",
            LlmException.InvalidRequest.class,
            1),
        row(401, error("x", "\"invalid_api_key\""), LlmException.Authentication.class, 1),
        row(403, error("x", "null"), LlmException.Authentication.class, 1),
        row(402, said("Insufficient Balance"), LlmException.Quota.class, 1),
        row(404, error("x", "\"model_not_found\""), LlmException.NotFound.class, 1),
        row(404, "404 page not found", LlmException.NotFound.class, 1),
        row(413, "", LlmException.InvalidRequest.class, 1),
        row(415, "", LlmException.InvalidRequest.class, 1),
        row(422, "{\"detail\":\"expected a string\"}", LlmException.InvalidRequest.class, 1),
        row(429, error("x", "\"insufficient_quota\""), LlmException.Quota.class, 1),
        row(429, error("insufficient_quota", "null"), LlmException.Quota.class, 1),
        row(429, error("x", "\"credit_balance_exhausted\""), LlmException.Quota.class, 1),
        row(429, error("x", "\"organization_spend_limit_exceeded\""), LlmException.Quota.class, 1),
        row(429, error("x", "\"project_spend_limit_exceeded\""), LlmException.Quota.class, 1),
        row(429, error("x", "\"organization_usage_limit_exceeded\""), LlmException.Quota.class, 1),
        row(
            429,
            said("Request too large for gpt-4o on tokens per min: Limit 1, Requested 2"),
            LlmException.InvalidRequest.class,
            1),
        row(429, error("requests", "\"rate_limit_exceeded\""), LlmException.RateLimited.class, ALL),
        row(429, error("rate_limit_error", "\"slow_down\""), LlmException.RateLimited.class, ALL),
        row(408, "", LlmException.Timeout.class, ALL),
        row(409, "", LlmException.Server.class, 2),
        row(500, error("server_error", "null"), LlmException.Server.class, ALL),
        row(
            500,
            """
            {"error":{"code":500,"message":"Context size has been exceeded.","type":"server_error"}}
            """,
            LlmException.ContextLength.class,
            1),
        row(501, "", LlmException.Configuration.class, 1),
        row(502, "<html>Bad Gateway</html>", LlmException.Server.class, ALL),
        row(503, error("x", "\"server_is_overloaded\""), LlmException.Server.class, ALL),
        row(
            503,
            "{\"error\":\"Server overloaded, please retry shortly\"}",
            LlmException.Server.class,
            ALL),
        row(504, "", LlmException.Server.class, ALL),
        row(505, "", LlmException.Configuration.class, 1),
        row(522, "", LlmException.Server.class, ALL),
        row(529, "", LlmException.Server.class, ALL),
        // An error under a success status counts as if it had its own.
        row(200, error("invalid_request_error", "null"), LlmException.InvalidRequest.class, 1),
        row(200, error("x", "\"invalid_api_key\""), LlmException.Authentication.class, 1),
        row(200, error("insufficient_quota", "null"), LlmException.Quota.class, 1),
        row(200, error("x", "429"), LlmException.RateLimited.class, ALL),
        row(200, error("x", "\"x\""), LlmException.Server.class, ALL),
        row(200, "{\"error\":\"Server overloaded\"}", LlmException.Server.class, ALL),
        row(
            200,
            """
            {"object":"error","message":"bad","type":"BadRequestError","param":null,"code":400}
            """,
            LlmException.InvalidRequest.class,
            1));
  }

  private static Arguments row(
      int status, String body, Class<? extends LlmException> type, int requests) {
    return arguments(status, body, type, requests);
  }

  private static String error(String type, String code) {
    return "{\"error\":{\"message\":\"no\",\"type\":\"%s\",\"param\":null,\"code\":%s}}"
        .formatted(type, code);
  }

  private static String said(String message) {
    return "{\"error\":{\"message\":\"%s\",\"type\":\"\",\"code\":null}}".formatted(message);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("errors")
  void errorsAreTypedAndRetriedOnlyWhereItHelps(
      int status, String body, Class<? extends LlmException> type, int requests) {
    try (Scene scene = new Scene().always(Scene.json(status, body))) {
      LlmException failure = scene.failure();
      assertThat(failure).isExactlyInstanceOf(type);
      assertThat(scene.requests()).isEqualTo(requests);
      assertThat(failure.details().attempts()).isEqualTo(requests);
      assertThat(failure.details().status()).hasValue(status);
      assertThat(failure.getSuppressed()).hasSize(requests - 1);
    }
  }

  @Test
  void theExceptionSaysWhatWasTried() {
    String body =
        """
        {"error":{"message":"Slow\\ndown","type":"requests","code":"rate_limit_exceeded"}}""";
    try (Scene scene =
        new Scene().always(Scene.json(429, body, "x-request-id", "req_1", "Retry-After", "7"))) {
      LlmException failure = scene.use(scene.builder().maxAttempts(1)).failure();
      assertThat(failure)
          .hasMessage(
              "gpt-4o-mini at %s answered 429 (rate_limit_exceeded) to attempt 1: Slow down",
              scene.server.getHostName());
      assertThat(failure.details().code()).hasValue("rate_limit_exceeded");
      assertThat(failure.details().requestId()).hasValue("req_1");
      assertThat(failure.details().retryAfter()).hasValue(java.time.Duration.ofSeconds(7));
    }
  }

  @Test
  void deepSeeksTraceIdIsARequestId() {
    try (Scene scene = new Scene().always(Scene.status(400, "x-ds-trace-id", "trace"))) {
      assertThat(scene.failure().details().requestId()).hasValue("trace");
    }
  }

  @Test
  void longServerTextIsCutTo1024Characters() {
    try (Scene scene = new Scene().always(Scene.json(400, said("x".repeat(5000))))) {
      assertThat(scene.failure().getMessage()).hasSize(1024).endsWith("…");
    }
  }

  @Test
  void errorBodiesBeyondTheirBoundDoNotHideTheStatus() {
    try (Scene scene = new Scene().always(Scene.json(401, said("x".repeat(100_000))))) {
      assertThat(scene.failure()).isExactlyInstanceOf(LlmException.Authentication.class);
    }
  }
}
