package io.agp.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.llm.Deadline;
import io.agp.llm.LlmAttempt;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmResponse;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** A client can be closed, and a call can be explained. */
final class LifecycleRules extends Rules {
  private static final int CYCLES = 100;

  /** Threads and files that the machine or the HTTP library keeps for all clients. */
  private static final int SHARED = 10;

  LifecycleRules(ChatCompletionsContract subject) {
    super(subject);
  }

  @Override
  Stream<DynamicTest> tests() {
    return Stream.of(
        rule(25, "a closed client takes no calls", this::closed),
        rule(25, "closing ends the calls under way", this::closing),
        rule(25, "100 clients leave no threads and no sockets", this::cycles),
        rule(25, "100 clients leave their server no connections", this::connections),
        rule(25, "all threads are daemons", this::daemons),
        rule(25, "a success tells of every attempt", this::logOfSuccess),
        rule(25, "a failure tells of every attempt and keeps the causes", this::logOfFailure),
        rule(23, "what was logged up to here holds no key", this::noKeyInLog));
  }

  private static void close(LlmClient client) {
    assertThat(client).isInstanceOf(AutoCloseable.class);
    Bench.close(client);
  }

  private void closed() throws Exception {
    try (Bench bench = always(200, Bodies.ok())) {
      close(bench.client());
      close(bench.client());
      assertThatThrownBy(bench::ask).isInstanceOf(IllegalStateException.class);
      assertThat(bench.askAsync(Bench.LONG)).isCompletedExceptionally();
      assertThat(bench.server.requests()).isZero();
    }
  }

  private void closing() throws Exception {
    try (Bench bench = bench(Exchange::awaitHangUp).with(setup -> setup.concurrency = 1)) {
      List<CompletableFuture<LlmResponse>> calls =
          List.of(bench.askAsync(Bench.LONG), bench.askAsync(Bench.LONG));
      bench.server.awaitRequest();
      close(bench.client());
      for (CompletableFuture<LlmResponse> call : calls) {
        assertThat(call)
            .failsWithin(Duration.ofSeconds(10))
            .withThrowableThat()
            .havingCause()
            .isInstanceOf(LlmException.Cancelled.class);
      }
      bench.server.awaitHangUp();
    }
  }

  private void cycles() throws Exception {
    cycle();
    int threads = Thread.getAllStackTraces().size();
    int files = openFiles();
    for (int i = 0; i < CYCLES; i++) {
      cycle();
    }
    until("threads end", () -> Thread.getAllStackTraces().size() <= threads + SHARED);
    until("sockets close", () -> openFiles() <= files + SHARED);
  }

  private void connections() throws Exception {
    try (WireServer server = WireServer.of(exchange -> exchange.reply(200, Bodies.ok()))) {
      ContractSetup setup = new ContractSetup.Draft(server.url()).build(FakeTime.leaping());
      for (int i = 0; i < CYCLES; i++) {
        LlmClient client = subject().client(setup);
        client.complete(Bench.question(), Deadline.after(Bench.LONG));
        close(client);
      }
      assertThat(server.requests()).isEqualTo(CYCLES);
      until("connections close", () -> server.connections() == 0);
    }
  }

  private void noKeyInLog() {
    assertThat(subject().log()).doesNotContain(Bench.KEY);
  }

  private void cycle() throws Exception {
    try (Bench bench = always(200, Bodies.ok())) {
      bench.ask();
    }
  }

  /** Zero where the system does not say. */
  private static int openFiles() {
    String[] files = new File("/proc/self/fd").list();
    return files == null ? 0 : files.length;
  }

  private void daemons() throws Exception {
    try (Bench bench = bench(Exchange::awaitHangUp)) {
      List<Thread> before = List.copyOf(Thread.getAllStackTraces().keySet());
      CompletableFuture<LlmResponse> call = bench.askAsync(Bench.LONG);
      bench.server.awaitRequest();
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> !before.contains(thread))
          .isNotEmpty()
          .allMatch(Thread::isDaemon);
      call.cancel(true);
    }
  }

  private void logOfSuccess() throws Exception {
    try (Bench bench = once(503, Bodies.error("t", "\"server_error\""), "x-request-id", "req-1")) {
      LlmResponse response = bench.ask();
      assertThat(response.attempts()).extracting(LlmAttempt::number).containsExactly(1, 2);
      LlmAttempt first = response.attempts().get(0);
      assertThat(first.status()).hasValue(503);
      assertThat(first.code()).hasValue("server_error");
      assertThat(first.requestId()).hasValue("req-1");
      assertThat(first.waited()).isZero();
      assertThat(first.ambiguous()).isFalse();
      LlmAttempt second = response.attempts().get(1);
      assertThat(second.status()).hasValue(200);
      assertThat(second.waited()).isEqualTo(bench.time.waits().get(0));
    }
  }

  private void logOfFailure() throws Exception {
    try (Bench bench =
        bench(exchange -> exchange.reply(List.of(429, 503, 401).get(exchange.number() - 1), ""))) {
      LlmException failure = bench.failure();
      assertThat(failure).isInstanceOf(LlmException.Authentication.class);
      assertThat(failure.isRetryable()).isFalse();
      assertThat(failure.details().log())
          .extracting(attempt -> attempt.status().orElse(0))
          .containsExactly(429, 503, 401);
      assertThat(failure.getSuppressed())
          .hasExactlyElementsOfTypes(LlmException.RateLimited.class, LlmException.Server.class);
    }
  }
}
