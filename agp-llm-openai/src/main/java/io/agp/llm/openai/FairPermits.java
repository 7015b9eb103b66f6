package io.agp.llm.openai;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A semaphore whose waiters are futures, served first come, first served, and whose size follows
 * the server: it halves when the server is overloaded, and grows by one again after as many
 * successes as it has places. Thread-safe.
 */
final class FairPermits {
  private final int most;
  private final Deque<CompletableFuture<Void>> waiters = new ArrayDeque<>();
  private int limit;
  private int held;
  private int successes;
  private int halvings;

  FairPermits(int most) {
    this.most = most;
    this.limit = most;
  }

  /**
   * A future that is done once the permit is had; the holder releases it. Cancelling the future
   * before that leaves the queue.
   */
  CompletableFuture<Void> acquire() {
    CompletableFuture<Void> waiter = new CompletableFuture<>();
    synchronized (this) {
      waiters.addLast(waiter);
    }
    waiter.whenComplete(
        (ignored, failure) -> {
          if (failure != null) {
            leave(waiter);
          }
        });
    serve();
    return waiter;
  }

  void release() {
    synchronized (this) {
      held--;
    }
    serve();
  }

  /** How often it halved; {@link #overloaded} wants to know what held when a request was sent. */
  synchronized int halvings() {
    return halvings;
  }

  /**
   * Halves. Requests that were sent together fail together, and are one sign of overload, not many.
   *
   * @param sentAfter {@link #halvings()} when the request was sent that met the overload
   */
  synchronized void overloaded(int sentAfter) {
    if (sentAfter == halvings) {
      limit = Math.max(1, limit / 2);
      successes = 0;
      halvings++;
    }
  }

  /** An answer came. */
  void succeeded() {
    synchronized (this) {
      if (limit == most || ++successes < limit) {
        return;
      }
      limit++;
      successes = 0;
    }
    serve();
  }

  /** Hands out what is free; the futures complete outside the lock, as callbacks hang on them. */
  private void serve() {
    List<CompletableFuture<Void>> served = new ArrayList<>(1);
    synchronized (this) {
      while (held < limit && !waiters.isEmpty()) {
        held++;
        served.add(waiters.removeFirst());
      }
    }
    for (CompletableFuture<Void> waiter : served) {
      if (!waiter.complete(null)) {
        release(); // a cancelled one does not take it
      }
    }
  }

  private synchronized void leave(CompletableFuture<Void> waiter) {
    waiters.removeIf(other -> other == waiter);
  }

  synchronized int limit() {
    return limit;
  }

  synchronized int free() {
    return limit - held;
  }

  synchronized int waiting() {
    return waiters.size();
  }
}
