package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import io.agp.llm.TokenUsage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
  @AutoClose private final Scene scene = new Scene();

  @Test
  void aTransientFailureIsTriedAgain() {
    scene.answer(Scene.status(503), Scene.status(500), Scene.ok("Hi"));
    assertThat(scene.ask().text()).isEqualTo("Hi");
    assertThat(scene.requests()).isEqualTo(3);
    assertThat(scene.waits).hasSize(2);
  }

  @Test
  void oneAttemptMeansOneRequest() {
    scene.always(Scene.status(503)).use(scene.builder().maxAttempts(1));
    assertThat(scene.failure()).isInstanceOf(LlmException.Server.class);
    assertThat(scene.requests()).isOne();
  }

  @ParameterizedTest
  @ValueSource(ints = {503, 408, 421})
  void theHttpClientAddsNoHiddenRequest(int status) {
    scene.always(Scene.status(status, "Retry-After", "0")).use(scene.builder().maxAttempts(1));
    scene.failure();
    assertThat(scene.requests()).isOne();
  }

  @Test
  void secondsAreAFloor() {
    scene.answer(Scene.status(429, "Retry-After", "2"), Scene.ok("Hi")).ask();
    assertThat(scene.waits.get(0)).isBetween(Duration.ofMillis(2000), Duration.ofMillis(2200));
  }

  @Test
  void millisecondsWinOverSeconds() {
    scene
        .answer(Scene.status(429, "Retry-After", "9", "retry-after-ms", "300"), Scene.ok("Hi"))
        .ask();
    assertThat(scene.waits.get(0)).isBetween(Duration.ofMillis(300), Duration.ofMillis(330));
  }

  @Test
  void aDateIsReadAgainstTheClock() {
    Clock clock = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
    scene.use(scene.builder().clock(clock));
    scene
        .answer(Scene.status(503, "Retry-After", "Fri, 20 Nov 2026 12:00:10 GMT"), Scene.ok("Hi"))
        .ask();
    assertThat(scene.waits.get(0)).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-5", "NaN", "1e30", "0", "soon", "", "5d", "Fri, 20 Nov 2020 12:00:10 GMT"})
  void aSenselessWaitIsIgnored(String value) {
    scene.answer(Scene.status(503, "Retry-After", value), Scene.ok("Hi")).ask();
    assertThat(scene.waits.get(0)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
  }

  @ParameterizedTest
  @ValueSource(strings = {"121", "3600", "99999999999999"})
  void aWaitBeyondTwoMinutesIsNotWaitedFor(String value) {
    scene.always(Scene.status(429, "Retry-After", value));
    assertThat(scene.failure().details().retryAfter().orElseThrow())
        .isGreaterThan(Duration.ofMinutes(2));
    assertThat(scene.requests()).isOne();
  }

  @Test
  void aWaitThatWouldPassTheDeadlineIsNotStarted() {
    scene.always(Scene.status(503, "Retry-After", "5"));
    LlmException failure = scene.failure(Deadline.after(Duration.ofSeconds(3)));
    assertThat(failure).isInstanceOf(LlmException.Server.class);
    assertThat(failure.details().retryAfter()).hasValue(Duration.ofSeconds(5));
    assertThat(scene.requests()).isOne();
    assertThat(scene.waits).isEmpty();
  }

  @Test
  void shouldRetryFalseStops() {
    scene.always(Scene.status(503, "X-Should-Retry", "false"));
    assertThat(scene.failure()).isInstanceOf(LlmException.Server.class);
    assertThat(scene.requests()).isOne();
  }

  @Test
  void shouldRetryTrueDoesNotRepeatWhatCannotSucceed() {
    scene.always(Scene.status(400, "X-Should-Retry", "true"));
    assertThat(scene.failure()).isInstanceOf(LlmException.InvalidRequest.class);
    assertThat(scene.requests()).isOne();
  }

  @Test
  void theSameSeedGivesTheSameWaits() {
    scene.always(Scene.status(503)).failure();
    try (Scene again = new Scene()) {
      again.always(Scene.status(503)).failure();
      assertThat(again.waits).hasSize(3).isEqualTo(scene.waits);
    }
  }

  @Test
  void usageIsSummedOverAllAttempts() {
    scene.answer(Scene.ok(""), Scene.ok("Hi"));
    assertThat(scene.ask().usage()).isEqualTo(TokenUsage.of(18, 8));
  }

  @Test
  void earlierFailuresGoAlong() {
    scene.answer(Scene.status(429), Scene.status(503), Scene.status(401));
    LlmException failure = scene.failure();
    assertThat(failure).isInstanceOf(LlmException.Authentication.class);
    assertThat(failure.getSuppressed())
        .hasExactlyElementsOfTypes(LlmException.RateLimited.class, LlmException.Server.class);
  }

  @Test
  void aPassedDeadlineSendsNothing() {
    assertThat(scene.failure(Deadline.after(Duration.ZERO)))
        .isInstanceOf(LlmException.Timeout.class);
    assertThat(scene.requests()).isZero();
  }
}
