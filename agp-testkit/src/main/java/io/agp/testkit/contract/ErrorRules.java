package io.agp.testkit.contract;

import static io.agp.testkit.contract.Bodies.error;
import static io.agp.testkit.contract.Bodies.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.LlmException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Which error is which, and which a repetition may mend. */
final class ErrorRules extends Rules {
  private static final int ALL = 4;

  ErrorRules(ChatCompletionsContract subject) {
    super(subject);
  }

  private record Row(int status, String body, Class<? extends LlmException> type, int requests) {}

  @Override
  Stream<DynamicTest> tests() {
    return Stream.of(
            rows(7, "is final", finalErrors()),
            rows(7, "may pass", passingErrors()),
            rows(9, "is told by its body", toldByBody()),
            rows(10, "under 200 counts as if it had its status", underSuccess()),
            Stream.of(
                rule(8, "X-Should-Retry: false stops", () -> shouldRetry(503, "false", 1)),
                rule(8, "X-Should-Retry: true mends nothing", () -> shouldRetry(400, "true", 1)),
                rule(8, "X-Should-Retry: true confirms", () -> shouldRetry(503, "true", ALL))))
        .flatMap(tests -> tests);
  }

  private Stream<DynamicTest> rows(int number, String fact, Stream<Row> rows) {
    return rows.map(
        row ->
            rule(
                number,
                row.status + " " + row.body.strip().replaceAll("\\s+", " ") + " " + fact,
                () -> check(row)));
  }

  private void check(Row row) throws Exception {
    try (Bench bench = always(row.status, row.body)) {
      LlmException failure = bench.failure();
      assertThat(failure).isExactlyInstanceOf(row.type);
      assertThat(failure.details().status()).hasValue(row.status);
      assertThat(failure.details().attempts()).isEqualTo(row.requests);
      assertThat(failure.getSuppressed()).hasSize(row.requests - 1);
      assertThat(bench.server.requests()).isEqualTo(row.requests);
    }
  }

  private void shouldRetry(int status, String value, int requests) throws Exception {
    try (Bench bench = always(status, "", "X-Should-Retry", value)) {
      bench.failure();
      assertThat(bench.server.requests()).isEqualTo(requests);
    }
  }

  private static Row once(int status, String body, Class<? extends LlmException> type) {
    return new Row(status, body, type, 1);
  }

  private static Stream<Row> finalErrors() {
    Stream<Row> quotas =
        Stream.of(
                "insufficient_quota",
                "credit_balance_exhausted",
                "organization_spend_limit_exceeded",
                "project_spend_limit_exceeded",
                "organization_usage_limit_exceeded")
            .map(code -> once(429, error("x", "\"" + code + "\""), LlmException.Quota.class));
    Stream<Row> others =
        Stream.of(
            once(400, error("invalid_request_error", "null"), LlmException.InvalidRequest.class),
            once(400, error("x", "\"unsupported_parameter\""), LlmException.InvalidRequest.class),
            once(400, error("x", "\"unsupported_value\""), LlmException.InvalidRequest.class),
            once(400, error("x", "\"context_length_exceeded\""), LlmException.ContextLength.class),
            once(
                400,
                said("This model's maximum context length is 8192 tokens, you asked for 9000."),
                LlmException.ContextLength.class),
            once(400, error("x", "\"content_filter\""), LlmException.Refused.class),
            once(
                400,
                error("invalid_request_error", "\"invalid_request_error\""),
                LlmException.InvalidRequest.class),
            once(401, error("x", "\"invalid_api_key\""), LlmException.Authentication.class),
            once(403, error("x", "null"), LlmException.Authentication.class),
            once(402, said("Insufficient Balance"), LlmException.Quota.class),
            once(404, error("x", "\"model_not_found\""), LlmException.NotFound.class),
            once(404, "404 page not found", LlmException.NotFound.class),
            once(413, "", LlmException.InvalidRequest.class),
            once(415, "", LlmException.InvalidRequest.class),
            once(
                400,
                "{\"object\":\"error\",\"message\":\"bad\",\"type\":\"BadRequestError\",\"code\":400}",
                LlmException.InvalidRequest.class),
            once(422, "{\"detail\":\"expected a string\"}", LlmException.InvalidRequest.class),
            once(429, error("insufficient_quota", "null"), LlmException.Quota.class),
            once(
                429,
                said("Request too large: Limit 1, Requested 2"),
                LlmException.InvalidRequest.class),
            once(501, "", LlmException.Configuration.class),
            once(505, "", LlmException.Configuration.class),
            once(304, "", LlmException.Configuration.class));
    return Stream.concat(quotas, others);
  }

  private static Stream<Row> passingErrors() {
    return Stream.of(
        new Row(408, "", LlmException.Timeout.class, ALL),
        new Row(409, "", LlmException.Server.class, 2),
        new Row(
            429, error("requests", "\"rate_limit_exceeded\""), LlmException.RateLimited.class, ALL),
        new Row(
            429, error("rate_limit_error", "\"slow_down\""), LlmException.RateLimited.class, ALL),
        new Row(500, error("server_error", "null"), LlmException.Server.class, ALL),
        new Row(502, "<html>Bad Gateway</html>", LlmException.Server.class, ALL),
        new Row(503, error("x", "\"server_is_overloaded\""), LlmException.Server.class, ALL),
        new Row(503, "{\"error\":\"Server overloaded\"}", LlmException.Server.class, ALL),
        new Row(504, "", LlmException.Server.class, ALL),
        new Row(522, "", LlmException.Server.class, ALL),
        new Row(529, "", LlmException.Server.class, ALL));
  }

  private static Stream<Row> toldByBody() {
    return Stream.of(
        once(
            500,
            "{\"error\":{\"code\":500,\"message\":\"Context size has been exceeded.\","
                + "\"type\":\"server_error\"}}",
            LlmException.ContextLength.class),
        once(
            500,
            "{\"error\":{\"code\":400,\"message\":\"no\",\"type\":\"exceed_context_size_error\"}}",
            LlmException.ContextLength.class));
  }

  private static Stream<Row> underSuccess() {
    return Stream.of(
        once(200, error("invalid_request_error", "null"), LlmException.InvalidRequest.class),
        once(200, error("x", "\"invalid_api_key\""), LlmException.Authentication.class),
        once(200, error("insufficient_quota", "null"), LlmException.Quota.class),
        once(
            200,
            "{\"error\":{\"code\":500,\"message\":\"Context size has been exceeded.\","
                + "\"type\":\"server_error\"}}",
            LlmException.ContextLength.class),
        new Row(200, error("x", "429"), LlmException.RateLimited.class, ALL),
        new Row(200, error("x", "\"x\""), LlmException.Server.class, ALL),
        new Row(200, "{\"error\":\"Server overloaded\"}", LlmException.Server.class, ALL),
        once(
            200,
            "{\"object\":\"error\",\"message\":\"bad\",\"type\":\"BadRequestError\",\"code\":400}",
            LlmException.InvalidRequest.class),
        new Row(200, "{}", LlmException.EmptyResponse.class, 3),
        new Row(200, "{\"choices\":null}", LlmException.EmptyResponse.class, 3),
        new Row(200, "{\"choices\":[]}", LlmException.EmptyResponse.class, 3),
        new Row(200, "{\"choices\":[{\"message\":null}]}", LlmException.EmptyResponse.class, 3));
  }
}
