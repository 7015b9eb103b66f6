package io.agp.experiments.learned;

import java.util.ArrayList;
import java.util.List;
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
   * every n-th chunk; the calling thread takes part.
   */
  void loop(int length, int chunkSize, Chunk chunk) {
    int chunks = (length + chunkSize - 1) / chunkSize;
    int used = Math.min(threads, chunks);
    if (used <= 1) {
      run(0, 1, length, chunkSize, chunk);
      return;
    }
    List<Future<?>> others = new ArrayList<>(used - 1);
    for (int thread = 1; thread < used; thread++) {
      int first = thread;
      others.add(executor.submit(() -> run(first, used, length, chunkSize, chunk)));
    }
    try {
      run(0, used, length, chunkSize, chunk);
    } finally {
      others.forEach(Workers::await);
    }
  }

  private static void run(int first, int step, int length, int chunkSize, Chunk chunk) {
    for (long from = (long) first * chunkSize; from < length; from += (long) step * chunkSize) {
      chunk.run((int) from, (int) Math.min(length, from + chunkSize));
    }
  }

  private static void await(Future<?> other) {
    boolean interrupted = false;
    while (true) {
      try {
        other.get();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        throw new IllegalStateException("A worker failed", e.getCause());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
