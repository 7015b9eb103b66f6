package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import io.agp.llm.LlmResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A thread that makes a blocking call, and knows how it ended. */
final class Caller {
  private static final Duration SOON = Duration.ofMillis(250);

  /** The answer or the failure, one of which is there. */
  record End(@Nullable LlmResponse answer, @Nullable Throwable failure, boolean interrupted) {}

  final Thread thread;
  private final FutureTask<End> end;

  private Caller(ThreadFactory threads, OpenAiLlmClient client, Deadline deadline) {
    this.end = new FutureTask<>(() -> ask(client, deadline));
    this.thread = threads.newThread(end);
    thread.start();
  }

  static Caller of(Scene scene) {
    return of(scene, Thread::new, Duration.ofSeconds(20));
  }

  static Caller of(Scene scene, ThreadFactory threads, Duration timeout) {
    return new Caller(threads, scene.client(), Deadline.after(timeout));
  }

  private static End ask(OpenAiLlmClient client, Deadline deadline) {
    try {
      LlmResponse answer = client.complete(Scene.question(), deadline);
      return new End(answer, null, Thread.currentThread().isInterrupted());
    } catch (LlmException | IllegalStateException e) {
      return new End(null, e, Thread.currentThread().isInterrupted());
    }
  }

  End end() throws InterruptedException, ExecutionException {
    try {
      return end.get(20, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("the call did not end", e);
    }
  }

  /** Interrupts it, and checks that the call ends as rule 22 wants it. */
  void interrupt() throws Exception {
    long start = System.nanoTime();
    thread.interrupt();
    End reached = end();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    assertThat(reached.failure()).isInstanceOf(LlmException.Cancelled.class);
    assertThat(reached.interrupted()).as("the interrupt flag stays set").isTrue();
  }
}
