package io.agp.llm.openai;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A semaphore whose waiters are futures, served first come, first served. Thread-safe. */
final class FairPermits {
  private final Deque<CompletableFuture<Void>> waiters = new ArrayDeque<>();
  private int free;

  FairPermits(int permits) {
    this.free = permits;
  }

  /**
   * A future that is done once the permit is had; the holder releases it. Cancelling the future
   * before that leaves the queue.
   */
  CompletableFuture<Void> acquire() {
    CompletableFuture<Void> waiter = new CompletableFuture<>();
    synchronized (this) {
      if (free == 0) {
        waiters.addLast(waiter);
      } else {
        free--;
        waiter.complete(null);
      }
    }
    waiter.whenComplete(
        (ignored, failure) -> {
          if (failure != null) {
            leave(waiter);
          }
        });
    return waiter;
  }

  void release() {
    CompletableFuture<Void> next;
    do {
      next = next();
    } while (next != null && !next.complete(null)); // a cancelled one does not take it
  }

  private synchronized @Nullable CompletableFuture<Void> next() {
    CompletableFuture<Void> next = waiters.pollFirst();
    if (next == null) {
      free++;
    }
    return next;
  }

  private synchronized void leave(CompletableFuture<Void> waiter) {
    waiters.removeIf(other -> other == waiter);
  }

  synchronized int free() {
    return free;
  }

  synchronized int waiting() {
    return waiters.size();
  }
}
