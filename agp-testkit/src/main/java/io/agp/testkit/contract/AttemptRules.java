package io.agp.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.Deadline;
import io.agp.llm.LlmAttempt;
import io.agp.llm.LlmException;
import io.agp.llm.LlmException.Timeout.Phase;
import io.agp.llm.LlmResponse;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** How many requests are sent for a call, and until when. */
final class AttemptRules extends Rules {
  private static final Duration DEADLINE = Duration.ofMillis(300);
  private static final Duration GRACE = Duration.ofMillis(250);

  AttemptRules(ChatCompletionsContract subject) {
    super(subject);
  }

  @Override
  Stream<DynamicTest> tests() {
    Stream<DynamicTest> requests =
        Stream.of(
            rule(1, "a failing server is asked as often as was set", this::attempts),
            rule(1, "one attempt is one request", this::oneAttempt));
    Stream<DynamicTest> hidden =
        IntStream.of(503, 408, 421)
            .mapToObj(status -> rule(1, status + " adds no request", () -> hidden(status)));
    Stream<DynamicTest> deadlines =
        Stream.of(
            rule(2, "the deadline ends a silent server", () -> answer(Exchange::awaitHangUp)),
            rule(2, "the deadline ends a dripping server", () -> answer(AttemptRules::drip)),
            rule(2, "the deadline ends slow headers", () -> answer(AttemptRules::slowHeaders)),
            rule(2, "the deadline ends half a body", () -> answer(AttemptRules::halfBody)),
            rule(2, "the deadline ends the body of an error", () -> answer(AttemptRules::error)),
            rule(2, "the deadline ends connecting", this::connecting),
            rule(2, "the deadline ends backoff", this::backoff),
            rule(2, "the deadline covers waiting for a place", this::place),
            rule(2, "the deadline covers waiting for the rate limit", this::rateLimit),
            rule(3, "a wait that would pass the deadline is not begun", this::noVainWait),
            rule(3, "a passed deadline sends nothing", this::passed),
            rule(3, "an attempt has a time of its own", this::attemptTimeout));
    return Stream.of(requests, hidden, deadlines).flatMap(tests -> tests);
  }

  private void attempts() throws Exception {
    try (Bench bench = always(503, "")) {
      LlmException failure = bench.failure();
      assertThat(failure).isInstanceOf(LlmException.Server.class);
      assertThat(failure.details().attempts()).isEqualTo(4);
      assertThat(bench.server.requests()).isEqualTo(4);
    }
  }

  private void oneAttempt() throws Exception {
    try (Bench bench = always(503, "").with(setup -> setup.maxAttempts = 1)) {
      bench.failure();
      assertThat(bench.server.requests()).isOne();
    }
  }

  private void hidden(int status) throws Exception {
    try (Bench bench = always(status, "", "Retry-After", "0")) {
      bench.with(setup -> setup.maxAttempts = 1).failure();
      assertThat(bench.server.requests()).isOne();
    }
  }

  private void answer(WireServer.Script script) throws Exception {
    try (Bench bench = bench(script)) {
      LlmException.Timeout failure = timeout(() -> bench.ask(Deadline.after(DEADLINE)));
      assertThat(failure.phase()).hasValue(Phase.ANSWER);
      assertThat(failure.details().attempts()).isOne();
      bench.server.awaitHangUp();
      assertThat(bench.server.requests()).isOne();
    }
  }

  private static LlmException.Timeout timeout(Runnable call) {
    long start = System.nanoTime();
    LlmException failure = Bench.failure(call);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE.plus(GRACE));
    assertThat(failure).isInstanceOf(LlmException.Timeout.class);
    return (LlmException.Timeout) failure;
  }

  private static void drip(Exchange exchange) throws Exception {
    exchange.begin(1 << 30);
    while (true) {
      exchange.write("\n");
    }
  }

  private static void slowHeaders(Exchange exchange) throws Exception {
    exchange.write("HTTP/1.1 200 OK\r\n");
    exchange.awaitHangUp();
  }

  private static void halfBody(Exchange exchange) throws Exception {
    exchange.begin(500);
    exchange.write("{\"choices\":[");
    exchange.awaitHangUp();
  }

  private static void error(Exchange exchange) throws Exception {
    exchange.write("HTTP/1.1 503 Busy\r\nContent-Length: 90\r\n\r\n{\"error\":");
    exchange.awaitHangUp();
  }

  private void connecting() throws Exception {
    try (FullListener full = new FullListener();
        Bench bench = standing(Exchange::awaitHangUp)) {
      bench.with(setup -> setup.baseUrl = full.url());
      LlmException.Timeout failure = timeout(() -> bench.ask(Deadline.after(DEADLINE)));
      assertThat(failure.details().log()).noneMatch(LlmAttempt::ambiguous);
    }
  }

  private void backoff() throws Exception {
    try (Bench bench = standing(exchange -> exchange.reply(503, "", "retry-after-ms", "1"))) {
      LlmException.Timeout failure = timeout(() -> bench.ask(Deadline.after(DEADLINE)));
      assertThat(failure.phase()).hasValue(Phase.BACKOFF);
      assertThat(failure.getSuppressed()).hasExactlyElementsOfTypes(LlmException.Server.class);
      assertThat(bench.time.waiting()).isZero();
    }
  }

  private void place() throws Exception {
    try (Bench bench = bench(Exchange::awaitHangUp).with(setup -> setup.concurrency = 1)) {
      CompletableFuture<LlmResponse> first = bench.askAsync(Bench.LONG);
      bench.server.awaitRequest();
      LlmException.Timeout failure = timeout(() -> bench.ask(Deadline.after(DEADLINE)));
      assertThat(failure.phase()).hasValue(Phase.PLACE);
      assertThat(failure.details().attempts()).isZero();
      first.cancel(true);
      assertThat(bench.server.requests()).isOne();
    }
  }

  private void rateLimit() throws Exception {
    try (Bench bench = standing(exchange -> exchange.reply(200, Bodies.ok()))) {
      bench.with(setup -> setup.requestsPerMinute = OptionalLong.of(1)).ask();
      LlmException.Timeout failure = timeout(() -> bench.ask(Deadline.after(DEADLINE)));
      assertThat(failure.phase()).hasValue(Phase.RATE_LIMIT);
      assertThat(bench.server.requests()).isOne();
    }
  }

  private void noVainWait() throws Exception {
    try (Bench bench = standing(exchange -> exchange.reply(503, "", "Retry-After", "5"))) {
      LlmException failure = bench.failure(Deadline.after(Duration.ofSeconds(3)));
      assertThat(failure).isInstanceOf(LlmException.Server.class);
      assertThat(failure.details().retryAfter()).hasValue(Duration.ofSeconds(5));
      assertThat(bench.server.requests()).isOne();
      assertThat(bench.time.waits()).isEmpty();
    }
  }

  private void passed() throws Exception {
    try (Bench bench = always(200, Bodies.ok())) {
      assertThat(bench.failure(Deadline.after(Duration.ZERO)))
          .isInstanceOf(LlmException.Timeout.class);
      assertThat(bench.server.requests()).isZero();
    }
  }

  private void attemptTimeout() throws Exception {
    try (Bench bench = bench(AttemptRules::drip)) {
      LlmException failure =
          bench.with(setup -> setup.attemptTimeout = Duration.ofMillis(200)).failure();
      assertThat(failure).isInstanceOf(LlmException.Timeout.class);
      assertThat(bench.server.requests()).isEqualTo(2);
    }
  }
}
