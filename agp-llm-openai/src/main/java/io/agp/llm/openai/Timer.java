package io.agp.llm.openai;

import io.agp.llm.CallTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The real time, on one daemon thread. Thread-safe. */
final class Timer implements CallTimer {
  private final ScheduledThreadPoolExecutor scheduler =
      new ScheduledThreadPoolExecutor(1, new DaemonThreads("agp-llm-timer"));

  Timer() {
    scheduler.setRemoveOnCancelPolicy(true);
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public CompletableFuture<Void> sleep(Duration duration) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Future<?> alarm = after(duration, () -> done.complete(null));
    done.whenComplete((ignored, failure) -> alarm.cancel(false));
    if (alarm.isDone()) {
      done.cancel(false);
    }
    return done;
  }

  /**
   * Runs a task after a while. Cancelling the future prevents it, and unlike that of {@link #sleep}
   * makes no exception, which costs more than all else that a call does with its deadline.
   */
  Future<?> after(Duration duration, Runnable task) {
    try {
      return scheduler.schedule(task, duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      return CompletableFuture.failedFuture(closed); // closing the client ends the call itself
    }
  }

  void shutdown() {
    scheduler.shutdownNow();
  }
}
