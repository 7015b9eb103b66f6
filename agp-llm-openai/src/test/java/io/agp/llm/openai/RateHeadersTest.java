package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateHeadersTest {
  @ParameterizedTest
  @CsvSource({
    "1s, 1000",
    "6m0s, 360000",
    "12ms, 12",
    "2m59.56s, 179560",
    "1h1m, 3660000",
    "0.5ms, 0.5"
  })
  void durationsOfGoAreRead(String text, double millis) {
    assertThat(RateHeaders.duration(text)).hasValue(Duration.ofNanos((long) (millis * 1_000_000)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-1s", "1", "soon", "1s1m", "1e9s", "99999999999999999999s"})
  void whatIsNoDurationIsNone(String text) {
    assertThat(RateHeaders.duration(text)).isEmpty();
  }

  @Test
  void theLongerOfTwoUsedUpLimitsCounts() {
    RateHeaders said =
        RateHeaders.of(
            Headers.of(
                "x-ratelimit-limit-requests", "500",
                "x-ratelimit-limit-tokens", "30000",
                "x-ratelimit-remaining-requests", "0",
                "x-ratelimit-remaining-tokens", "0",
                "x-ratelimit-reset-requests", "1s",
                "x-ratelimit-reset-tokens", "3s"));
    assertThat(said.requestsPerMinute()).hasValue(500);
    assertThat(said.tokensPerMinute()).hasValue(30_000);
    assertThat(said.usedUpFor()).hasValue(Duration.ofSeconds(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "0", "-1", "+5", "5.0", "1e3", "many", "٥", "9999999999999999"})
  void whatIsNoCountLearnsNoLimit(String text) {
    RateHeaders said =
        RateHeaders.of(
            new Headers.Builder().addUnsafeNonAscii("x-ratelimit-limit-requests", text).build());
    assertThat(said.requestsPerMinute()).isEmpty();
  }

  @Test
  void ofOneUsedUpLimitItsOwnResetCounts() {
    RateHeaders said =
        RateHeaders.of(
            Headers.of(
                "x-ratelimit-remaining-requests", "7",
                "x-ratelimit-reset-requests", "9s",
                "x-ratelimit-remaining-tokens", " 0 ",
                "x-ratelimit-reset-tokens", "3s"));
    assertThat(said.usedUpFor()).hasValue(Duration.ofSeconds(3));
  }
}
