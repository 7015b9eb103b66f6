package io.agp.llm.openai;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The callers' threads that run attempts. A thread that reads a socket does not notice that it is
 * interrupted, so the timer looks whether any of them is. Thread-safe.
 */
final class CallerThreads {
  /** A call ends within 250 ms of an interrupt, on a busy machine too. */
  private static final Duration PERIOD = Duration.ofMillis(50);

  private final Map<Thread, CompletableFuture<?>> calls = new ConcurrentHashMap<>();
  private final AtomicBoolean looking = new AtomicBoolean();
  private final Timer timer;
  private final Executor executor;

  /** {@code executor} ends the calls, which may take longer than the timer should be held. */
  CallerThreads(Timer timer, Executor executor) {
    this.timer = timer;
    this.executor = executor;
  }

  /** This thread runs an attempt of a call. */
  void begin(CompletableFuture<?> call) {
    calls.put(Thread.currentThread(), call);
    lookLater();
  }

  /** The attempt of this thread is over. */
  void end() {
    calls.remove(Thread.currentThread());
  }

  /** The call that this thread runs an attempt of, if it does. */
  Optional<CompletableFuture<?>> current() {
    return Optional.ofNullable(calls.get(Thread.currentThread()));
  }

  private void lookLater() {
    if (!looking.get() && looking.compareAndSet(false, true)) {
      timer.after(PERIOD, this::look);
    }
  }

  private void look() {
    looking.set(false);
    calls.forEach(
        (thread, call) -> {
          if (thread.isInterrupted()) {
            executor.execute(() -> call.cancel(true));
          }
        });
    if (!calls.isEmpty()) {
      lookLater();
    }
  }
}
