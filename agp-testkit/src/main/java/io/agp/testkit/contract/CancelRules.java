package io.agp.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.LlmException;
import io.agp.llm.LlmResponse;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** A call ends when its caller wants it to. */
final class CancelRules extends Rules {
  private static final Duration SOON = Duration.ofMillis(250);

  CancelRules(ChatCompletionsContract subject) {
    super(subject);
  }

  @Override
  Stream<DynamicTest> tests() {
    return Stream.of(
        rule(22, "an interrupt before the call sends nothing", this::interruptedBefore),
        rule(22, "an interrupt ends connecting", this::connecting),
        rule(22, "an interrupt ends reading, and the connection", this::reading),
        rule(22, "an interrupt ends reading half an answer", this::readingHalf),
        rule(22, "an interrupt ends backoff", this::backoff),
        rule(22, "an interrupt ends waiting for the rate limit", this::rateLimit),
        rule(22, "an interrupt ends waiting for a place", this::place),
        rule(22, "cancelling ends reading, and the connection", this::cancelled),
        rule(22, "cancelling ends backoff", this::cancelledBackoff));
  }

  /** A call on a thread of its own, which knows how it ended. */
  private static final class Caller {
    private final FutureTask<Boolean> keptFlag;
    private final Thread thread;

    Caller(Bench bench) {
      this.keptFlag =
          new FutureTask<>(
              () -> {
                assertThat(bench.failure()).isInstanceOf(LlmException.Cancelled.class);
                return Thread.currentThread().isInterrupted();
              });
      this.thread = new Thread(keptFlag, "caller");
      thread.start();
    }

    void interrupt() throws Exception {
      long start = System.nanoTime();
      thread.interrupt();
      assertThat(keptFlag.get(10, TimeUnit.SECONDS)).as("the interrupt flag stays set").isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    }
  }

  private void interruptedBefore() throws Exception {
    try (Bench bench = always(200, Bodies.ok())) {
      Thread.currentThread().interrupt();
      assertThat(bench.failure()).isInstanceOf(LlmException.Cancelled.class);
      assertThat(Thread.interrupted()).as("the interrupt flag stays set").isTrue();
      assertThat(bench.server.requests()).isZero();
    }
  }

  /** Where the system refuses connections of a full listener, backoff is ended. */
  private void connecting() throws Exception {
    try (FullListener full = new FullListener();
        Bench bench = standing(Exchange::awaitHangUp)) {
      bench.with(setup -> setup.baseUrl = full.url());
      Caller caller = new Caller(bench);
      until("the caller waits or connects", () -> waitsOrConnects(caller.thread));
      caller.interrupt();
    }
  }

  private static boolean waitsOrConnects(Thread thread) {
    return thread.getState() == Thread.State.WAITING
        || thread.getState() == Thread.State.TIMED_WAITING
        || Stream.of(thread.getStackTrace())
            .anyMatch(frame -> frame.getMethodName().equals("connect"));
  }

  private void reading() throws Exception {
    reading(Exchange::awaitHangUp);
  }

  private void readingHalf() throws Exception {
    reading(
        exchange -> {
          exchange.begin(500);
          exchange.write("{\"choices\":[");
          exchange.awaitHangUp();
        });
  }

  private void reading(WireServer.Script script) throws Exception {
    try (Bench bench = bench(script)) {
      Caller caller = new Caller(bench);
      bench.server.awaitRequest();
      caller.interrupt();
      bench.server.awaitHangUp();
      assertThat(bench.server.requests()).isOne();
    }
  }

  private void backoff() throws Exception {
    try (Bench bench = standing(exchange -> exchange.reply(503, ""))) {
      Caller caller = new Caller(bench);
      until("the call waits", () -> bench.time.waiting() == 1);
      caller.interrupt();
      assertThat(bench.time.waiting()).isZero();
      assertThat(bench.server.requests()).isOne();
    }
  }

  private void rateLimit() throws Exception {
    try (Bench bench = standing(exchange -> exchange.reply(200, Bodies.ok()))) {
      bench.with(setup -> setup.requestsPerMinute = OptionalLong.of(1)).ask();
      Caller caller = new Caller(bench);
      until("the call waits", () -> bench.time.waiting() == 1);
      caller.interrupt();
      assertThat(bench.server.requests()).isOne();
    }
  }

  private void place() throws Exception {
    try (Bench bench = bench(Exchange::awaitHangUp).with(setup -> setup.concurrency = 1)) {
      CompletableFuture<LlmResponse> first = bench.askAsync(Bench.LONG);
      bench.server.awaitRequest();
      Caller caller = new Caller(bench);
      until("the caller waits", () -> caller.thread.getState() == Thread.State.WAITING);
      caller.interrupt();
      first.cancel(true);
      assertThat(bench.server.requests()).isOne();
    }
  }

  private void cancelled() throws Exception {
    try (Bench bench = bench(Exchange::awaitHangUp)) {
      CompletableFuture<LlmResponse> call = bench.askAsync(Bench.LONG);
      bench.server.awaitRequest();
      long start = System.nanoTime();
      call.cancel(true);
      bench.server.awaitHangUp();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
      assertThat(bench.server.requests()).isOne();
    }
  }

  private void cancelledBackoff() throws Exception {
    try (Bench bench = standing(exchange -> exchange.reply(503, ""))) {
      CompletableFuture<LlmResponse> call = bench.askAsync(Bench.LONG);
      until("the call waits", () -> bench.time.waiting() == 1);
      call.cancel(true);
      assertThat(bench.time.waiting()).isZero();
      bench.time.advance(Duration.ofMinutes(5));
      assertThat(bench.server.requests()).isOne();
    }
  }
}
