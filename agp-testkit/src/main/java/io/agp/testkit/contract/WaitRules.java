package io.agp.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** How long a client waits between attempts. */
final class WaitRules extends Rules {
  private static final int ATTEMPTS = 10;
  private static final int CALLS = 112;

  WaitRules(ChatCompletionsContract subject) {
    super(subject);
  }

  @Override
  Stream<DynamicTest> tests() {
    Stream<DynamicTest> waits =
        Stream.of(
            rule(4, "a thousand waits after 503 keep to their bounds", () -> bounds(503, 500, 30)),
            rule(4, "a thousand waits after 429 keep to their bounds", () -> bounds(429, 1000, 60)),
            rule(4, "the same seed gives the same waits", this::seed),
            rule(5, "seconds are a floor", () -> floor("2", 2000, 2200)),
            rule(5, "decimals are read", () -> floor("1.5", 1500, 1650)),
            rule(5, "milliseconds win over seconds", this::milliseconds),
            rule(5, "a date is read against the clock", this::date));
    Stream<DynamicTest> senseless =
        Stream.of("-5", "NaN", "1e30", "0", "soon", "", "5d", "Fri, 20 Nov 2020 12:00:10 GMT")
            .map(value -> rule(6, "\"" + value + "\" counts as none", () -> senseless(value)));
    Stream<DynamicTest> tooLong =
        Stream.of("121", "3600", "2147483648", "99999999999999")
            .flatMap(
                value ->
                    Stream.of(429, 503)
                        .map(
                            status ->
                                rule(
                                    6,
                                    value + " s are not waited for after " + status,
                                    () -> tooLong(status, value))));
    return Stream.of(waits, senseless, tooLong).flatMap(tests -> tests);
  }

  private void bounds(int status, long firstMillis, long longestSeconds) throws Exception {
    List<Duration> waits = waits(status, CALLS);
    assertThat(waits).hasSize(CALLS * (ATTEMPTS - 1)).hasSizeGreaterThan(1000);
    for (int i = 0; i < waits.size(); i++) {
      Duration doubled = Duration.ofMillis(firstMillis << (i % (ATTEMPTS - 1)));
      Duration longest = Duration.ofSeconds(longestSeconds);
      Duration bound = doubled.compareTo(longest) < 0 ? doubled : longest;
      assertThat(waits.get(i)).isBetween(bound.dividedBy(2), bound);
    }
    assertThat(waits).doesNotHaveDuplicates();
  }

  private void seed() throws Exception {
    assertThat(waits(503, 2)).isEqualTo(waits(503, 2));
  }

  private List<Duration> waits(int status, int calls) throws Exception {
    try (Bench bench = always(status, "")) {
      bench.with(setup -> setup.maxAttempts = ATTEMPTS);
      bench.with(setup -> setup.retryBudget = 1_000_000);
      for (int i = 0; i < calls; i++) {
        // The waits of a call are minutes of a time that leaps.
        bench.failure(Deadline.after(Duration.ofHours(1)));
      }
      return new ArrayList<>(bench.time.waits());
    }
  }

  private void floor(String value, long least, long most) throws Exception {
    try (Bench bench = once(429, "", "Retry-After", value)) {
      bench.ask();
      assertThat(bench.time.waits()).hasSize(1);
      assertThat(bench.time.waits().get(0))
          .isBetween(Duration.ofMillis(least), Duration.ofMillis(most));
    }
  }

  private void milliseconds() throws Exception {
    try (Bench bench = once(503, "", "Retry-After", "9", "retry-after-ms", "300")) {
      bench.ask();
      assertThat(bench.time.waits().get(0))
          .isBetween(Duration.ofMillis(300), Duration.ofMillis(330));
    }
  }

  private void date() throws Exception {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            FakeTime.leaping().instant().plusSeconds(10).atOffset(ZoneOffset.UTC));
    try (Bench bench = once(503, "", "Retry-After", date)) {
      bench.ask();
      assertThat(bench.time.waits().get(0))
          .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
    }
  }

  private void senseless(String value) throws Exception {
    try (Bench bench = once(503, "", "Retry-After", value)) {
      bench.ask();
      assertThat(bench.time.waits().get(0))
          .isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
    }
  }

  private void tooLong(int status, String value) throws Exception {
    try (Bench bench = always(status, "", "Retry-After", value)) {
      LlmException failure = bench.failure();
      assertThat(failure.details().status()).hasValue(status);
      assertThat(failure.details().retryAfter().orElseThrow()).isGreaterThan(Duration.ofMinutes(2));
      assertThat(bench.server.requests()).isOne();
      assertThat(bench.time.waits()).isEmpty();
    }
  }
}
