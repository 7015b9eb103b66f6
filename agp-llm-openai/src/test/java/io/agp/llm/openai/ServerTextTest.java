package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.LlmException;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What exceptions show of a server's own words. */
class ServerTextTest {
  @AutoClose private final Scene scene = new Scene();

  private static String said(String message) {
    return "{\"error\":{\"message\":\"" + message + "\"}}";
  }

  @Test
  void theExceptionSaysWhatWasTried() {
    String body =
        """
        {"error":{"message":"Slow\\ndown","type":"requests","code":"rate_limit_exceeded"}}""";
    scene.always(Scene.json(429, body, "x-request-id", "req_1", "Retry-After", "7"));
    LlmException failure = scene.use(scene.builder().maxAttempts(1)).failure();
    assertThat(failure)
        .hasMessage(
            "gpt-4o-mini at %s answered 429 (rate_limit_exceeded) to attempt 1: Slow down",
            scene.server.getHostName());
    assertThat(failure.details().code()).hasValue("rate_limit_exceeded");
    assertThat(failure.details().requestId()).hasValue("req_1");
    assertThat(failure.details().retryAfter()).hasValue(Duration.ofSeconds(7));
  }

  @Test
  void deepSeeksTraceIdIsARequestId() {
    scene.always(Scene.status(400, "x-ds-trace-id", "trace"));
    assertThat(scene.failure().details().requestId()).hasValue("trace");
  }

  @Test
  void longServerTextIsCutTo1024Characters() {
    scene.always(Scene.json(400, said("x".repeat(5000))));
    assertThat(scene.failure().getMessage()).hasSize(1024).endsWith("…");
  }

  @Test
  void errorBodiesBeyondTheirBoundDoNotHideTheStatus() {
    scene.always(Scene.json(401, said("x".repeat(100_000))));
    assertThat(scene.failure()).isExactlyInstanceOf(LlmException.Authentication.class);
  }

  @Test
  void aRedirectToNowhereIsOneToo() {
    scene.always(Scene.status(302, "Location", "../elsewhere"));
    assertThat(scene.failure())
        .isExactlyInstanceOf(LlmException.Configuration.class)
        .hasMessageEndingWith("redirects are not followed; check baseUrl");
  }

  @Test
  void aSpentRetryBudgetIsTold() {
    scene.always(Scene.status(503)).use(scene.builder().retryBudget(0));
    assertThat(scene.failure())
        .hasMessageEndingWith("(not tried again: the client's retry budget is used up)");
  }
}
