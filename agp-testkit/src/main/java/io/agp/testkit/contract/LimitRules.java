package io.agp.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.LlmRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** How many requests and tokens a minute, and how many at once. */
final class LimitRules extends Rules {
  /** How long something that must not happen is given to happen. */
  private static final long VAIN_MILLIS = 150;

  private static final int PLACES = 8;
  private static final int CALLS = 200;
  private static final Duration LATE = Duration.ofMillis(100);
  private static final String HELD = "a question that is held";
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
    Stream<DynamicTest> places =
        Stream.of(
            rule(
                9,
                "slow_down halves the requests at once, success restores them",
                () -> overload(429, "slow_down")),
            rule(
                9, "server_is_overloaded does so too", () -> overload(503, "server_is_overloaded")),
            rule(21, "200 calls, some cancelled, some late, never exceed the places", this::crowd),
            rule(21, "never more at once than set, and no place is lost", this::places));
    return Stream.of(rates, garbage, places).flatMap(tests -> tests);
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

  /** Holds requests until it is told to answer. */
  private static final class Gate {
    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore answers = new Semaphore(0);

    void answer(Exchange exchange) throws Exception {
      arrived.release();
      answers.acquire();
      exchange.reply(200, Bodies.ok());
    }

    /** Checks that so many come at once, and no more. */
    void expect(int requests) throws InterruptedException {
      assertThat(arrived.tryAcquire(requests, 10, TimeUnit.SECONDS)).isTrue();
      assertThat(arrived.tryAcquire(VAIN_MILLIS, TimeUnit.MILLISECONDS)).isFalse();
    }

    void open(int requests) {
      answers.release(requests);
    }
  }

  private void overload(int status, String code) throws Exception {
    Gate gate = new Gate();
    gate.open(1);
    try (Bench bench =
        bench(
            exchange -> {
              if (exchange.number() == 1) {
                exchange.reply(status, Bodies.error("x", "\"" + code + "\""));
              } else {
                gate.answer(exchange);
              }
            })) {
      bench.with(setup -> setup.concurrency = PLACES).ask();
      gate.arrived.drainPermits();
      List<CompletableFuture<LlmResponse>> calls = calls(bench, 3 * PLACES);
      gate.expect(PLACES / 2);
      gate.open(3 * PLACES);
      for (CompletableFuture<LlmResponse> call : calls) {
        call.get(10, TimeUnit.SECONDS);
      }
      gate.arrived.drainPermits();
      List<CompletableFuture<LlmResponse>> later = calls(bench, 2 * PLACES);
      gate.expect(PLACES);
      gate.open(2 * PLACES);
      CompletableFuture.allOf(later.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
    }
  }

  private static List<CompletableFuture<LlmResponse>> calls(Bench bench, int count) {
    return IntStream.range(0, count).mapToObj(i -> bench.askAsync(Bench.LONG)).toList();
  }

  private void crowd() throws Exception {
    Gate gate = new Gate();
    try (Bench bench = bench(gate::answer).with(setup -> setup.concurrency = PLACES)) {
      List<CompletableFuture<LlmResponse>> underWay = calls(bench, PLACES);
      gate.expect(PLACES);
      List<CompletableFuture<LlmResponse>> late =
          IntStream.range(0, CALLS / 4).mapToObj(i -> bench.askAsync(LATE)).toList();
      List<CompletableFuture<LlmResponse>> patient =
          IntStream.range(PLACES + CALLS / 4, CALLS)
              .mapToObj(i -> i % 2 == 0 ? bench.askAsync(Bench.LONG) : blocking(bench::ask))
              .toList();
      assertThat(late).allSatisfy(call -> assertThat(call).failsWithin(Bench.LONG));
      underWay.subList(0, PLACES / 2).forEach(call -> call.cancel(true));
      gate.expect(PLACES / 2);
      gate.open(CALLS);
      assertThat(patient).allSatisfy(call -> assertThat(call).succeedsWithin(Bench.LONG));
      assertThat(bench.server.requests()).isEqualTo(CALLS - late.size());
    }
  }

  private void places() throws Exception {
    Gate gate = new Gate();
    try (Bench bench =
        bench(
            exchange -> {
              if (exchange.body().contains(HELD)) {
                gate.answer(exchange);
              } else {
                boolean fails = exchange.number() % 5 == 0;
                exchange.reply(fails ? 503 : 200, fails ? "" : Bodies.ok());
              }
            })) {
      bench.with(setup -> setup.concurrency = PLACES).with(setup -> setup.maxAttempts = 10);
      storm(bench);
      List<CompletableFuture<LlmResponse>> calls = mixed(bench);
      gate.expect(PLACES);
      gate.open(calls.size());
      for (CompletableFuture<LlmResponse> call : calls) {
        assertThat(call.get(10, TimeUnit.SECONDS).text()).isEqualTo(Bodies.TEXT);
      }
    }
  }

  /** Blocking calls and asynchronous ones, three times as many as there are places. */
  private static List<CompletableFuture<LlmResponse>> mixed(Bench bench) {
    LlmRequest request = LlmRequest.builder(LlmRole.OTHER).user(HELD).build();
    Deadline deadline = Deadline.after(Bench.LONG);
    return IntStream.range(0, 3 * PLACES)
        .mapToObj(
            i ->
                i % 2 == 0
                    ? bench.client().completeAsync(request, deadline)
                    : blocking(() -> bench.client().complete(request, deadline)))
        .toList();
  }

  private static CompletableFuture<LlmResponse> blocking(Supplier<LlmResponse> call) {
    return CompletableFuture.supplyAsync(call, task -> new Thread(task, "caller").start());
  }

  /** Calls that are answered, tried again, cancelled and late, all at once. */
  private static void storm(Bench bench) throws Exception {
    List<CompletableFuture<LlmResponse>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      calls.add(bench.askAsync(i % 11 == 0 ? Duration.ofMillis(1) : Bench.LONG));
      if (i % 7 == 0) {
        calls.get(i).cancel(true);
      }
    }
    for (int i = 0; i < CALLS; i++) {
      if (i % 7 != 0 && i % 11 != 0) {
        assertThat(calls.get(i).get(10, TimeUnit.SECONDS).text()).isEqualTo(Bodies.TEXT);
      }
    }
  }
}
