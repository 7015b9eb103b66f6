package io.agp.llm.openai;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import io.agp.llm.LlmResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
  private static final Deadline LATER = Deadline.after(Duration.ofSeconds(25));

  @AutoClose private final Scene scene = new Scene();

  /** Answers, now and then with a failure, and knows how many requests it held at once. */
  private static final class Counting extends Dispatcher {
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger all = new AtomicInteger();

    @Override
    public MockResponse dispatch(RecordedRequest request) {
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
      LockSupport.parkNanos(200_000); // so that requests overlap
      now.decrementAndGet();
      return all.incrementAndGet() % 5 == 0 ? Scene.status(503) : Scene.ok("Hi");
    }
  }

  @Test
  void neverMoreThanThePermittedRequestsAreUnderWay() throws Exception {
    Counting counting = new Counting();
    scene.server.setDispatcher(counting);
    scene.use(scene.builder().concurrency(8).maxAttempts(10));
    List<CompletableFuture<LlmResponse>> calls = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      calls.add(scene.client().completeAsync(Scene.question(), LATER));
      if (i % 7 == 0) {
        calls.get(i).cancel(true);
      }
    }
    List<Thread> blocking =
        IntStream.range(0, 20).mapToObj(i -> new Thread(() -> scene.ask(LATER))).toList();
    blocking.forEach(Thread::start);
    for (int i = 0; i < 200; i++) {
      if (i % 7 != 0) {
        assertThat(calls.get(i).get(20, SECONDS).text()).isEqualTo("Hi");
      }
    }
    for (Thread thread : blocking) {
      thread.join();
    }
    assertThat(counting.most).hasValueLessThanOrEqualTo(8);
    until(() -> scene.client().permits().free() == 8);
    assertThat(scene.client().permits().waiting()).isZero();
  }

  @Test
  void theDeadlineCoversWaitingForAPlace() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    scene.server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            held.countDown();
            release.await();
            return Scene.ok("Hi");
          }
        });
    scene.use(scene.builder().concurrency(1));
    CompletableFuture<LlmResponse> first = scene.client().completeAsync(Scene.question(), LATER);
    held.await();
    CompletableFuture<LlmResponse> second =
        scene.client().completeAsync(Scene.question(), Deadline.after(Duration.ofMillis(50)));
    assertThatThrownBy(() -> second.get(20, SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(LlmException.Timeout.class)
        .hasMessageContaining("while waiting for a free place (attempts sent: 0)");
    assertThat(scene.client().permits().waiting()).isZero();
    release.countDown();
    assertThat(first.get(20, SECONDS).text()).isEqualTo("Hi");
    assertThat(scene.requests()).isOne();
  }

  @Test
  void whatIsChainedToACallMayBlockOnTheNext() throws Exception {
    scene.answer(Scene.ok("one"), Scene.ok("two")).use(scene.builder().concurrency(1));
    CompletableFuture<String> chained =
        scene
            .client()
            .completeAsync(Scene.question(), LATER)
            .thenApply(response -> response.text() + " " + scene.ask(LATER).text());
    assertThat(chained.get(20, SECONDS)).isEqualTo("one two");
  }

  private static void until(java.util.function.BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}
