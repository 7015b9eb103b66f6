package io.agp.llm.openai;

import io.agp.llm.CallTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
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
    try {
      ScheduledFuture<?> task =
          scheduler.schedule(() -> done.complete(null), duration.toNanos(), TimeUnit.NANOSECONDS);
      done.whenComplete((ignored, failure) -> task.cancel(false));
    } catch (RejectedExecutionException closed) {
      done.cancel(false); // the client is closing, which ends the call itself
    }
    return done;
  }

  void shutdown() {
    scheduler.shutdownNow();
  }
}
