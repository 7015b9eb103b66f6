package io.agp.llm.openai;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agp.llm.Deadline;
import io.agp.llm.LlmAttempt;
import io.agp.llm.LlmException;
import io.agp.llm.LlmException.Timeout.Phase;
import io.agp.llm.LlmListener;
import io.agp.llm.LlmResponse;
import io.agp.testkit.contract.FakeTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What differs where the caller's thread sends: the contract has the rest. */
class BlockingCallTest {
  private static final Duration DEADLINE = Duration.ofMillis(300);
  private static final Duration GRACE = Duration.ofMillis(250);

  @AutoClose private final Scene scene = new Scene();

  /** Tells of each attempt on the thread that read its answer. */
  private static LlmListener onAttempt(Consumer<LlmAttempt> then) {
    return new LlmListener() {
      @Override
      public void attempted(Call call, LlmAttempt attempt) {
        then.accept(attempt);
      }
    };
  }

  private static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private void silent() {
    scene.dispatch(new Silence());
  }

  private void awaitRequest() throws InterruptedException {
    assertThat(scene.server.takeRequest(10, SECONDS)).isNotNull();
  }

  @Test
  void theCallersThreadReadsAllAnswers() {
    List<Thread> readers = new CopyOnWriteArrayList<>();
    scene.answer(Scene.status(503), Scene.status(429), Scene.ok("Hi"));
    scene.use(scene.builder().listener(onAttempt(attempt -> readers.add(Thread.currentThread()))));
    assertThat(scene.ask().text()).isEqualTo("Hi");
    assertThat(readers).hasSize(3).containsOnly(Thread.currentThread());
  }

  @Test
  void theCallersThreadReadsThoughAnotherGaveItThePlace() throws Exception {
    List<Thread> readers = new CopyOnWriteArrayList<>();
    scene.use(
        scene
            .builder()
            .concurrency(1)
            .listener(onAttempt(attempt -> readers.add(Thread.currentThread()))));
    CompletableFuture<Void> place = scene.client().permits().acquire();
    Caller caller = Caller.of(scene);
    until("the caller waits", () -> scene.client().permits().waiting() == 1);
    scene.answer(Scene.ok("Hi"));
    assertThat(place).isCompleted();
    scene.client().permits().release();
    assertThat(caller.end().answer()).isNotNull();
    assertThat(readers).containsExactly(caller.thread);
  }

  @Test
  void anAnswerThatIsThereCountsThoughTheCallerIsInterrupted() {
    scene.answer(Scene.ok("Hi"));
    scene.use(scene.builder().listener(onAttempt(attempt -> Thread.currentThread().interrupt())));
    LlmResponse response = scene.ask();
    assertThat(Thread.interrupted()).as("the interrupt flag stays set").isTrue();
    assertThat(response.text()).isEqualTo("Hi");
  }

  @Test
  void anInterruptAfterAFailedAttemptSendsNoOther() {
    scene.always(Scene.status(503));
    scene.use(scene.builder().listener(onAttempt(attempt -> Thread.currentThread().interrupt())));
    LlmException failure = scene.failure();
    assertThat(Thread.interrupted()).as("the interrupt flag stays set").isTrue();
    assertThat(failure).isInstanceOf(LlmException.Cancelled.class);
    assertThat(scene.requests()).isOne();
    assertThat(scene.client().permits().free()).isEqualTo(scene.client().permits().limit());
  }

  @Test
  void closingEndsACallThatReads() throws Exception {
    silent();
    Caller caller = Caller.of(scene);
    awaitRequest();
    closeEnds(caller);
  }

  @Test
  void closingEndsACallThatWaitsForAPlace() throws Exception {
    scene.use(scene.builder().concurrency(1)).client().permits().acquire();
    Caller caller = Caller.of(scene);
    until("the caller waits", () -> scene.client().permits().waiting() == 1);
    closeEnds(caller);
    assertThat(scene.requests()).isZero();
  }

  @Test
  void closingEndsACallThatWaitsBetweenAttempts() throws Exception {
    FakeTime standing = FakeTime.standing();
    scene.always(Scene.status(503)).use(scene.builder().timer(standing));
    Caller caller = Caller.of(scene);
    until("the caller waits", () -> standing.waiting() == 1);
    closeEnds(caller);
    assertThat(scene.requests()).isOne();
  }

  private void closeEnds(Caller caller) throws Exception {
    long start = System.nanoTime();
    scene.client().close();
    Caller.End end = caller.end();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(GRACE);
    assertThat(end.failure())
        .isInstanceOf(LlmException.Cancelled.class)
        .hasMessageContaining("closed");
    assertThat(end.interrupted()).isFalse();
  }

  @Test
  void aClosedClientRefusesBlockingCalls() {
    scene.client().close();
    assertThatThrownBy(scene::ask).isInstanceOf(IllegalStateException.class);
  }

  /** A look-up that never ends, as with a broken name server. */
  private static final class LostDns implements Dns {
    final CountDownLatch asked = new CountDownLatch(1);

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
      asked.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new UnknownHostException(host);
      }
      throw new AssertionError("the latch is never opened");
    }
  }

  private LostDns lostDns() {
    LostDns dns = new LostDns();
    scene.use(
        scene.builder().maxAttempts(1).httpClient(new OkHttpClient.Builder().dns(dns).build()));
    return dns;
  }

  @Test
  void anInterruptEndsTheLookUpOfAName() throws Exception {
    LostDns dns = lostDns();
    Caller caller = Caller.of(scene);
    dns.asked.await();
    caller.interrupt();
  }

  @Test
  void theDeadlineEndsTheLookUpOfAName() {
    lostDns();
    endsInTime();
  }

  private void endsInTime() {
    long start = System.nanoTime();
    LlmException failure = scene.failure(Deadline.after(DEADLINE));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE.plus(GRACE));
    assertThat(failure).isInstanceOf(LlmException.Timeout.class);
    assertThat(((LlmException.Timeout) failure).phase()).hasValue(Phase.ANSWER);
  }

  @Test
  void anUnknownNameIsAFailureOfTheConnection() {
    Dns none =
        host -> {
          throw new UnknownHostException(host);
        };
    scene.use(
        scene.builder().maxAttempts(2).httpClient(new OkHttpClient.Builder().dns(none).build()));
    LlmException failure = scene.failure();
    assertThat(failure)
        .isInstanceOf(LlmException.Transport.class)
        .hasRootCauseInstanceOf(UnknownHostException.class);
    assertThat(failure.details().attempts()).isEqualTo(2);
  }

  @Test
  void aLookUpThatThrowsIsAFailureOfTheConnection() {
    Dns broken =
        host -> {
          throw new IllegalStateException("broken");
        };
    scene.use(
        scene.builder().maxAttempts(1).httpClient(new OkHttpClient.Builder().dns(broken).build()));
    assertThat(scene.failure()).isInstanceOf(LlmException.Transport.class);
  }

  @Test
  void theDeadlineEndsACallWhoseInterceptorDoesNotReturn() throws Exception {
    CountDownLatch leave = new CountDownLatch(1);
    OkHttpClient stuck =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  while (leave.getCount() > 0) {
                    Thread.onSpinWait();
                  }
                  return chain.proceed(chain.request());
                })
            .build();
    scene.use(scene.builder().httpClient(stuck));
    endsInTime();
    leave.countDown();
  }

  @Test
  void whatAPartOfTheCallersClientThrowsIsAFailureOfTheConnection() {
    OkHttpClient broken =
        new OkHttpClient.Builder()
            .authenticator(
                (route, response) -> {
                  throw new IllegalStateException("broken");
                })
            .build();
    scene.answer(Scene.status(401)).use(scene.builder().maxAttempts(1).httpClient(broken));
    assertThat(scene.failure()).isInstanceOf(LlmException.Transport.class);
    assertThat(scene.client().permits().free()).isEqualTo(scene.client().permits().limit());
  }

  @Test
  void anInterruptEndsACallOverHttp2AndLeavesTheConnection() throws Exception {
    List<Protocol> http2 = List.of(Protocol.H2_PRIOR_KNOWLEDGE);
    scene.server.setProtocols(http2);
    scene.use(
        scene
            .builder()
            .maxAttempts(1)
            .httpClient(new OkHttpClient.Builder().protocols(http2).build()));
    silent();
    Caller caller = Caller.of(scene);
    awaitRequest();
    caller.interrupt();
    scene.always(Scene.ok("Hi"));
    assertThat(scene.ask().text()).isEqualTo("Hi");
  }

  @Test
  void aVirtualThreadIsInterruptedToo() throws Exception {
    assumeTrue(Runtime.version().feature() >= 21, "no virtual threads");
    ThreadFactory virtual = virtualThreads();
    silent();
    Caller caller = Caller.of(scene, virtual, Duration.ofSeconds(20));
    awaitRequest();
    caller.interrupt();
    scene.always(Scene.ok("Hi"));
    Caller next = Caller.of(scene, virtual, Duration.ofSeconds(20));
    assertThat(next.end().answer()).isNotNull();
  }

  private static ThreadFactory virtualThreads() throws ReflectiveOperationException {
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    return (ThreadFactory)
        Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
  }

  @Test
  void noPlaceIsLostByCallsThatAreInterruptedLateOrFailed() throws Exception {
    scene.always(Scene.status(503));
    scene.use(scene.builder().concurrency(4).retryBudget(1_000_000));
    Random random = new Random(7);
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Duration timeout = Duration.ofMillis(1 + random.nextInt(i % 3 == 0 ? 20 : 2000));
      callers.add(Caller.of(scene, Thread::new, timeout));
      if (i % 2 == 0) {
        callers.get(random.nextInt(callers.size())).thread.interrupt();
      }
    }
    for (Caller caller : callers) {
      assertThat(caller.end().failure()).isInstanceOf(LlmException.class);
    }
    FairPermits permits = scene.client().permits();
    until("all places are free", () -> permits.free() == permits.limit());
    assertThat(permits.waiting()).isZero();
    scene.always(Scene.ok("Hi"));
    assertThat(scene.ask().text()).isEqualTo("Hi");
  }
}
