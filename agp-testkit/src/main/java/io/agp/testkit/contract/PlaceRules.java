package io.agp.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.Deadline;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.LlmRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** How many requests at once. */
final class PlaceRules extends Rules {
  /** How long something that must not happen is given to happen. */
  private static final long VAIN_MILLIS = 150;

  private static final int PLACES = 8;
  private static final int CALLS = 200;
  private static final Duration LATE = Duration.ofMillis(100);
  private static final String HELD = "a question that is held";

  PlaceRules(ChatCompletionsContract subject) {
    super(subject);
  }

  @Override
  Stream<DynamicTest> tests() {
    return Stream.of(
        rule(
            9,
            "slow_down halves the requests at once, success restores them",
            () -> overload(429, "slow_down")),
        rule(9, "server_is_overloaded does so too", () -> overload(503, "server_is_overloaded")),
        rule(21, "200 calls, some cancelled, some late, never exceed the places", this::crowd),
        rule(21, "never more at once than set, and no place is lost", this::places));
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
