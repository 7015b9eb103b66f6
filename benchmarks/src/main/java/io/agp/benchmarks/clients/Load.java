package io.agp.benchmarks.clients;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes calls, 64 at a time; a call that fails ends the run. */
@FunctionalInterface
interface Load {
  /** Calls under way at once. */
  int CONCURRENCY = 64;

  /** Makes so many calls and returns when all are answered. */
  void run(int calls);

  /** Each of 64 threads waits for its answer. */
  static Load blocking(Callable<?> call) {
    ExecutorService threads = Executors.newFixedThreadPool(CONCURRENCY, task -> daemon(task));
    return calls -> {
      AtomicInteger left = new AtomicInteger(calls);
      all(
          () ->
              CompletableFuture.runAsync(
                  () -> {
                    while (left.getAndDecrement() > 0) {
                      unchecked(call);
                    }
                  },
                  threads));
    };
  }

  /** Each of 64 chains makes its next call when its last one is answered; nobody waits. */
  static Load chained(Supplier<? extends CompletableFuture<?>> call) {
    return calls -> {
      AtomicInteger left = new AtomicInteger(calls);
      all(
          () -> {
            CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
            next(call, left, end);
            return end;
          });
    };
  }

  private static void next(
      Supplier<? extends CompletableFuture<?>> call,
      AtomicInteger left,
      CompletableFuture<@Nullable Void> end) {
    if (left.getAndDecrement() <= 0) {
      end.complete(null);
      return;
    }
    call.get()
        .whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                next(call, left, end);
              } else {
                end.completeExceptionally(failure);
              }
            });
  }

  private static void all(Supplier<CompletableFuture<@Nullable Void>> strand) {
    CompletableFuture.allOf(
            IntStream.range(0, CONCURRENCY)
                .mapToObj(i -> strand.get())
                .toArray(CompletableFuture<?>[]::new))
        .join();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "load");
    thread.setDaemon(true);
    return thread;
  }

  private static void unchecked(Callable<?> call) {
    try {
      call.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
