package io.agp.llm.openai;

import io.agp.concurrent.Futures;
import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import io.agp.llm.LlmResponse;
import io.agp.llm.openai.Outcome.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The thread that waits for a blocking call, and meanwhile runs its attempts: no other thread has
 * to be woken for them. All else that a call does, queueing and backoff, is done by whichever
 * thread it falls to.
 */
final class WaitingCaller {
  /** An attempt to run; those of a call follow one another, so there is one at a time. */
  private record Job(
      Attempt attempt, BiConsumer<? super @Nullable Outcome, ? super @Nullable Throwable> then) {}

  private final CallerThreads threads;
  private final Thread thread = Thread.currentThread();
  private final AtomicReference<@Nullable Job> next = new AtomicReference<>();
  private volatile boolean gone;

  WaitingCaller(CallerThreads threads) {
    this.threads = threads;
  }

  /**
   * Hands an attempt to the thread, from any other or itself. Hands it over first and looks at
   * {@code gone} then: {@link #await} does the reverse.
   */
  void send(
      Attempt attempt, BiConsumer<? super @Nullable Outcome, ? super @Nullable Throwable> then) {
    next.set(new Job(attempt, then));
    if (gone) {
      drop();
    } else {
      wake();
    }
  }

  /**
   * Waits for the call and runs its attempts. An interrupt cancels it.
   *
   * @throws LlmException as the call failed, or for an interrupt, whose flag stays set
   */
  LlmResponse await(CompletableFuture<LlmResponse> call) {
    if (!call.isDone()) {
      call.whenComplete((answer, failure) -> wake());
    }
    while (!call.isDone() && !thread.isInterrupted()) {
      Job job = next.getAndSet(null);
      if (job == null) {
        LockSupport.park(this);
      } else {
        run(job, call);
      }
    }
    call.cancel(true); // if it is not done, which is after an interrupt
    gone = true;
    drop();
    if (call.isCancelled()) {
      throw new LlmException.Cancelled("Interrupted while waiting for the model", null);
    }
    return Futures.await(call, Deadline.none());
  }

  private void wake() {
    if (Thread.currentThread() != thread) {
      LockSupport.unpark(thread);
    }
  }

  private void run(Job job, CompletableFuture<LlmResponse> call) {
    threads.begin(call);
    try {
      job.attempt.execute((outcome, bug) -> received(job, call, outcome, bug));
    } finally {
      threads.end();
    }
  }

  /** What an interrupt broke off is no failure of the server's; an answer counts in any case. */
  private void received(
      Job job,
      CompletableFuture<LlmResponse> call,
      @Nullable Outcome outcome,
      @Nullable Throwable bug) {
    if (!(outcome instanceof Answer) && thread.isInterrupted()) {
      call.cancel(true);
    }
    job.then.accept(outcome, bug);
  }

  /** Nothing is sent once the call is over, but the attempt must tell its outcome. */
  private void drop() {
    Job job = next.getAndSet(null);
    if (job != null) {
      job.attempt.cancel();
      job.attempt.execute(job.then);
    }
  }
}
