package io.agp.concurrent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs an asynchronous step over a list, a bounded number at a time. Thread-safe. */
public final class BoundedConcurrency {
  /**
   * Where the next step begins: what completes a step may be a timer or an event loop. Not the
   * common pool, which steps that block would hold up, and which the JDK replaces by a new thread
   * for each task on machines with one or two cores.
   */
  private static final Executor LANES =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "agp-lane");
            thread.setDaemon(true);
            return thread;
          });

  private BoundedConcurrency() {}

  /**
   * Maps a list; results are in input order and a failed step gives its own result.
   *
   * @param <A> the input's type
   * @param <B> the result's type
   * @param inputs the inputs
   * @param concurrency steps under way at once; at least 1
   * @param step the asynchronous step, begun on the caller's thread or on a daemon thread kept for
   *     this, whatever thread completes the steps
   * @param onFailure what a failed step results in
   * @return a future with one result per input; cancelling it cancels the steps under way
   * @throws IllegalArgumentException if {@code concurrency} is less than 1
   */
  public static <A, B> CompletableFuture<List<B>> map(
      List<A> inputs,
      int concurrency,
      Function<? super A, CompletableFuture<B>> step,
      Function<Throwable, ? extends B> onFailure) {
    if (concurrency < 1) {
      throw new IllegalArgumentException("Concurrency must be at least 1, was " + concurrency);
    }
    return new Run<>(List.copyOf(inputs), step, onFailure).start(concurrency);
  }

  private static final class Run<A, B> {
    private final List<A> inputs;
    private final Function<? super A, CompletableFuture<B>> step;
    private final Function<Throwable, ? extends B> onFailure;
    private final AtomicReferenceArray<B> results;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger open;
    private final Map<Integer, CompletableFuture<B>> running = new ConcurrentHashMap<>();
    private final CompletableFuture<List<B>> all = new CompletableFuture<>();

    Run(
        List<A> inputs,
        Function<? super A, CompletableFuture<B>> step,
        Function<Throwable, ? extends B> onFailure) {
      this.inputs = inputs;
      this.step = step;
      this.onFailure = onFailure;
      this.results = new AtomicReferenceArray<>(inputs.size());
      this.open = new AtomicInteger(inputs.size());
    }

    CompletableFuture<List<B>> start(int concurrency) {
      if (inputs.isEmpty()) {
        all.complete(List.of());
        return all;
      }
      all.whenComplete(
          (ignored, failure) -> {
            if (all.isCancelled()) {
              running.values().forEach(future -> future.cancel(true));
            }
          });
      for (int lane = 0; lane < Math.min(concurrency, inputs.size()); lane++) {
        runLane();
      }
      return all;
    }

    /** Takes inputs until one is still under way; a loop, so that instant answers need no stack. */
    private void runLane() {
      while (!all.isDone()) {
        int index = next.getAndIncrement();
        if (index >= inputs.size()) {
          return;
        }
        CompletableFuture<B> future = begin(inputs.get(index));
        if (future.isDone()) {
          finish(index, future);
        } else {
          running.put(index, future);
          if (all.isCancelled()) {
            future.cancel(true);
          }
          future.whenCompleteAsync(
              (value, failure) -> {
                running.remove(index);
                finish(index, future);
                runLane();
              },
              LANES);
          return;
        }
      }
    }

    @SuppressWarnings("NullAway") // a finished step has either a value or a failure
    private B result(@Nullable B value, @Nullable Throwable failure) {
      return failure == null ? value : onFailure.apply(Futures.unwrap(failure));
    }

    private CompletableFuture<B> begin(A input) {
      try {
        return step.apply(input);
      } catch (RuntimeException e) {
        return CompletableFuture.failedFuture(e);
      }
    }

    private void finish(int index, CompletableFuture<B> future) {
      try {
        results.set(index, future.handle(this::result).join());
      } catch (RuntimeException e) {
        all.completeExceptionally(Futures.unwrap(e));
        return;
      }
      if (open.decrementAndGet() == 0) {
        List<B> ordered = new ArrayList<>(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
          ordered.add(results.get(i));
        }
        all.complete(Collections.unmodifiableList(ordered));
      }
    }
  }
}
