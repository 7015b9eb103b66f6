package io.agp.experiments.learned;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that share loops. Loops are cut into chunks of a given size, whatever the number of
 * threads, so that sums made chunk by chunk are the same on any machine.
 */
final class Workers implements AutoCloseable {
  /** One chunk of a loop. */
  @FunctionalInterface
  interface Chunk {
    void run(int from, int to);
  }

  private final int threads;
  private final ExecutorService executor;

  Workers(int threads) {
    this.threads = threads;
    this.executor =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            task -> {
              Thread thread = new Thread(task, "agp-training");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Runs a loop from 0 to a length. Chunks must not write to the same places. Thread t of n takes
   * every n-th chunk; the calling thread takes part. When this returns or throws, no chunk runs any
   * more; what a chunk throws is thrown here, whichever thread it was in.
   */
  void loop(int length, int chunkSize, Chunk chunk) {
    int chunks = Math.toIntExact(((long) length + chunkSize - 1) / chunkSize);
    int used = Math.min(threads, chunks);
    if (used <= 1) {
      run(0, 1, length, chunkSize, chunk);
      return;
    }
    List<Future<?>> others = new ArrayList<>(used - 1);
    try {
      for (int thread = 1; thread < used; thread++) {
        int first = thread;
        others.add(executor.submit(() -> run(first, used, length, chunkSize, chunk)));
      }
      run(0, used, length, chunkSize, chunk);
    } finally {
      others.forEach(Workers::await);
    }
    others.forEach(Workers::throwFailure);
  }

  private static void run(int first, int step, int length, int chunkSize, Chunk chunk) {
    for (long from = (long) first * chunkSize; from < length; from += (long) step * chunkSize) {
      chunk.run((int) from, (int) Math.min(length, from + chunkSize));
    }
  }

  private static void await(Future<?> other) {
    try {
      Uninterruptibles.getUninterruptibly(other);
    } catch (ExecutionException e) {
      // It has ended, which is all that is asked here; throwFailure throws it.
    }
  }

  private static void throwFailure(Future<?> ended) {
    try {
      Uninterruptibles.getUninterruptibly(ended);
    } catch (ExecutionException e) {
      Throwable failure = Objects.requireNonNull(e.getCause(), "cause");
      Throwables.throwIfUnchecked(failure);
      throw new IllegalStateException("A worker failed", failure);
    }
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
