package io.agp.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** How many requests and tokens a minute. */
final class LimitRules extends Rules {
  /** How long something that must not happen is given to happen. */
  private static final long VAIN_MILLIS = 150;

  private static final Duration SECONDS_62_5 = Duration.ofMillis(62_500);

  LimitRules(ChatCompletionsContract subject) {
    super(subject);
  }

  @Override
  Stream<DynamicTest> tests() {
    Stream<DynamicTest> rates =
        Stream.of(
            rule(20, "120 calls at 60 a minute take 118 s, in any minute 62", this::minutes),
            rule(20, "tokens used above the estimate are paid back in time", this::tokens),
            rule(20, "a request larger than a minute's tokens is not sent", this::tooLarge),
            rule(20, "a 429 holds every caller", this::hold),
            rule(20, "a hold past the deadline fails at once", this::holdPastDeadline),
            rule(20, "a used-up limit is waited for", () -> usedUp("12ms", Duration.ofMillis(12))),
            rule(20, "minutes and seconds are read", () -> usedUp("1m2.5s", SECONDS_62_5)),
            rule(20, "a limit in the headers is kept to", this::learned),
            rule(20, "a senseless count of tokens holds nobody for long", this::senselessCount),
            rule(20, "a 429 holds every client of the key", this::holdOfKey),
            rule(20, "all clients of the key share its limit", this::limitOfKey));
    Stream<DynamicTest> garbage =
        Stream.of("-1", "0", "", "many", "1e9", "6m0s")
            .map(value -> rule(20, "\"" + value + "\" is no limit", () -> garbage(value)));
    return Stream.concat(rates, garbage);
  }

  private void minutes() throws Exception {
    List<Long> arrivals = new CopyOnWriteArrayList<>();
    FakeTime time = FakeTime.leaping();
    WireServer server =
        WireServer.of(
            exchange -> {
              arrivals.add(time.nanos());
              exchange.reply(200, Bodies.ok());
            });
    try (Bench bench = new Bench(subject()::client, server, time)) {
      bench.with(setup -> setup.requestsPerMinute = OptionalLong.of(60));
      for (int i = 0; i < 120; i++) {
        bench.ask();
      }
      assertThat(Duration.ofNanos(time.nanos()))
          .isBetween(Duration.ofSeconds(118), Duration.ofSeconds(121));
      long minute = Duration.ofMinutes(1).toNanos();
      for (long start : arrivals) {
        assertThat(arrivals.stream().filter(at -> at >= start && at < start + minute))
            .hasSizeLessThanOrEqualTo(62);
      }
    }
  }

  private void tokens() throws Exception {
    String usage = "{\"prompt_tokens\":3000,\"completion_tokens\":0}";
    try (Bench bench = always(200, Bodies.withUsage(usage))) {
      bench.with(setup -> setup.tokensPerMinute = OptionalLong.of(6000));
      bench.ask();
      assertThat(bench.time.waits()).isEmpty();
      bench.ask();
      // 200 were there, 3000 were used, and 100 come back a second.
      assertThat(Duration.ofNanos(bench.time.nanos()))
          .isBetween(Duration.ofSeconds(28), Duration.ofSeconds(31));
    }
  }

  private void tooLarge() throws Exception {
    try (Bench bench = always(200, Bodies.ok())) {
      bench.with(setup -> setup.tokensPerMinute = OptionalLong.of(20));
      assertThat(bench.failure()).isInstanceOf(LlmException.LimitReached.class);
      assertThat(bench.server.requests()).isZero();
    }
  }

  private void hold() throws Exception {
    try (Bench bench = standing(LimitRules::busyOnce)) {
      List<CompletableFuture<LlmResponse>> calls = new ArrayList<>();
      calls.add(bench.askAsync(Bench.LONG));
      until("the first call waits", () -> bench.time.waiting() == 1);
      IntStream.range(0, 3).forEach(i -> calls.add(bench.askAsync(Bench.LONG)));
      bench.time.advance(Duration.ofMillis(4_999));
      assertThatThrownBy(() -> anyOf(calls).get(VAIN_MILLIS, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      assertThat(bench.server.requests()).isOne();
      bench.time.advance(Duration.ofSeconds(1));
      for (CompletableFuture<LlmResponse> call : calls) {
        assertThat(call.get(10, TimeUnit.SECONDS).text()).isEqualTo(Bodies.TEXT);
      }
      assertThat(bench.server.requests()).isEqualTo(5);
    }
  }

  private static void busyOnce(Exchange exchange) throws Exception {
    if (exchange.number() == 1) {
      exchange.reply(429, "", "Retry-After", "5");
    } else {
      exchange.reply(200, Bodies.ok());
    }
  }

  private void holdPastDeadline() throws Exception {
    try (Bench bench = standing(exchange -> exchange.reply(429, "", "Retry-After", "5"))) {
      CompletableFuture<LlmResponse> first = bench.askAsync(Bench.LONG);
      until("the first call waits", () -> bench.time.waiting() == 1);
      LlmException failure = bench.failure(Deadline.after(Duration.ofSeconds(4)));
      assertThat(failure).isInstanceOf(LlmException.RateLimited.class);
      assertThat(failure.details().retryAfter().orElseThrow())
          .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
      assertThat(failure.details().attempts()).isZero();
      first.cancel(true);
      assertThat(bench.server.requests()).isOne();
    }
  }

  private static CompletableFuture<?> anyOf(List<CompletableFuture<LlmResponse>> calls) {
    return CompletableFuture.anyOf(calls.toArray(CompletableFuture[]::new));
  }

  private void usedUp(String reset, Duration wait) throws Exception {
    try (Bench bench =
        once(
            200,
            Bodies.ok(),
            "x-ratelimit-remaining-requests",
            "0",
            "x-ratelimit-reset-requests",
            reset)) {
      bench.ask();
      assertThat(bench.time.waits()).isEmpty();
      bench.ask(Deadline.after(Duration.ofMinutes(5)));
      assertThat(bench.time.waits()).containsExactly(wait);
    }
  }

  private void learned() throws Exception {
    try (Bench bench = always(200, Bodies.ok(), "x-ratelimit-limit-requests", "60")) {
      for (int i = 0; i < 12; i++) {
        bench.ask();
      }
      assertThat(Duration.ofNanos(bench.time.nanos()))
          .isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
    }
  }

  private void senselessCount() throws Exception {
    String body = Bodies.withUsage("{\"prompt_tokens\":1e300,\"completion_tokens\":0}");
    try (Bench bench = always(200, body, "x-ratelimit-limit-tokens", "6000")) {
      bench.ask();
      bench.ask(Deadline.after(Duration.ofHours(1)));
      assertThat(Duration.ofNanos(bench.time.nanos())).isLessThan(Duration.ofMinutes(3));
    }
  }

  private void holdOfKey() throws Exception {
    try (Bench bench = standing(LimitRules::busyOnce)) {
      List<LlmClient> clients = clientsOfOneKey(bench);
      List<CompletableFuture<LlmResponse>> calls = new ArrayList<>();
      calls.add(bench.askAsync(clients.get(0)));
      until("the first call waits", () -> bench.time.waiting() == 1);
      clients.forEach(client -> calls.add(bench.askAsync(client)));
      bench.time.advance(Duration.ofMillis(4_999));
      assertThatThrownBy(() -> anyOf(calls).get(VAIN_MILLIS, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      assertThat(bench.server.requests()).isOne();
      Bench.close(clients.get(0)); // and that lets nobody wait for ever
      bench.time.advance(Duration.ofSeconds(1));
      CompletableFuture<LlmResponse> others = calls.get(calls.size() - 1);
      assertThat(others.get(10, TimeUnit.SECONDS).text()).isEqualTo(Bodies.TEXT);
      clients.forEach(Bench::close);
    }
  }

  private void limitOfKey() throws Exception {
    try (Bench bench = always(200, Bodies.ok())) {
      bench.with(setup -> setup.requestsPerMinute = OptionalLong.of(60));
      List<LlmClient> clients = clientsOfOneKey(bench);
      for (int i = 0; i < 12; i++) {
        bench.askAsync(clients.get(i % clients.size())).get(10, TimeUnit.SECONDS);
      }
      assertThat(Duration.ofNanos(bench.time.nanos()))
          .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12));
      clients.forEach(Bench::close);
    }
  }

  private List<LlmClient> clientsOfOneKey(Bench bench) {
    List<LlmClient> clients = subject().clientsOfOneKey(bench.setup());
    Assumptions.assumeFalse(clients.isEmpty(), "clients of one key share nothing");
    assertThat(clients).hasSizeGreaterThan(1);
    return clients;
  }

  private void garbage(String value) throws Exception {
    try (Bench bench =
        always(
            200,
            Bodies.ok(),
            "x-ratelimit-limit-requests",
            value,
            "x-ratelimit-limit-tokens",
            value,
            "x-ratelimit-remaining-tokens",
            value,
            "x-ratelimit-reset-tokens",
            "soon")) {
      bench.ask();
      bench.ask();
      assertThat(bench.time.waits()).isEmpty();
    }
  }
}
