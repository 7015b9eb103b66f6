package io.agp.concurrent;

import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What futures of Java lack: a wait with a deadline, and cancelling that is passed on. Thread-safe.
 */
public final class Futures {
  private Futures() {}

  /**
   * Waits for a future; on a passed deadline or an interrupt the future is cancelled.
   *
   * @param <T> the result's type
   * @param future the future
   * @param deadline how long to wait
   * @return its result
   * @throws LlmException for a deadline, an interrupt, or as the future failed
   */
  public static <T> T await(CompletableFuture<T> future, Deadline deadline) {
    try {
      return deadline.isNone()
          ? future.get()
          : future.get(Math.max(0, deadline.remaining().toNanos()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new LlmException.Cancelled("Interrupted while waiting for the model", e);
    } catch (TimeoutException e) {
      future.cancel(true);
      throw new LlmException.Timeout("The deadline passed before the model had answered", e);
    } catch (CancellationException e) {
      throw new LlmException.Cancelled("The call was cancelled", e);
    } catch (ExecutionException e) {
      Throwable cause = unwrap(e);
      if (cause instanceof RuntimeException runtime) {
        throw runtime;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(cause);
    }
  }

  /**
   * The failure itself, without the wrappers that futures put around it.
   *
   * @param failure a failure
   * @return the first cause that is no wrapper
   */
  public static Throwable unwrap(Throwable failure) {
    Throwable current = failure;
    while (current instanceof CompletionException || current instanceof ExecutionException) {
      Throwable cause = current.getCause();
      if (cause == null) {
        return current;
      }
      current = cause;
    }
    return current;
  }

  /**
   * Chains a second asynchronous step so that cancelling the result cancels whichever step is under
   * way (plain {@code thenCompose} does not pass a cancellation on).
   *
   * @param <A> the first step's result
   * @param <B> the second step's result
   * @param first the first step
   * @param next the second step
   * @return the second step's result, or the first failure
   */
  public static <A, B> CompletableFuture<B> compose(
      CompletableFuture<A> first, Function<? super A, CompletableFuture<B>> next) {
    CompletableFuture<B> result = new CompletableFuture<>();
    cancelWith(result, first);
    first.whenComplete(
        (value, failure) -> {
          if (failure != null) {
            result.completeExceptionally(unwrap(failure));
            return;
          }
          if (result.isDone()) {
            return;
          }
          try {
            CompletableFuture<B> second = next.apply(value);
            cancelWith(result, second);
            second.whenComplete((b, f) -> complete(result, b, f));
          } catch (Throwable t) {
            result.completeExceptionally(t);
          }
        });
    return result;
  }

  /**
   * Transforms a result so that cancelling the new future cancels the first.
   *
   * @param <A> the first type
   * @param <B> the second type
   * @param first the future
   * @param transform the transformation
   * @return the transformed result, or the failure
   */
  public static <A, B> CompletableFuture<B> map(
      CompletableFuture<A> first, Function<? super A, ? extends B> transform) {
    CompletableFuture<B> result = first.thenApply(transform);
    cancelWith(result, first);
    return result;
  }

  /**
   * Cancels one future when another is cancelled.
   *
   * @param outer the one a caller may cancel
   * @param inner the one that works
   */
  public static void cancelWith(CompletableFuture<?> outer, CompletableFuture<?> inner) {
    outer.whenComplete(
        (ignored, failure) -> {
          if (outer.isCancelled()) {
            inner.cancel(true);
          }
        });
  }

  /**
   * Completes a future as another completed.
   *
   * @param <T> the type
   * @param target the future to complete
   * @param value the value, if any
   * @param failure the failure, if any
   */
  @SuppressWarnings("NullAway") // a future's callback has either a value or a failure
  public static <T> void complete(
      CompletableFuture<T> target, @Nullable T value, @Nullable Throwable failure) {
    if (failure != null) {
      target.completeExceptionally(unwrap(failure));
    } else {
      target.complete(value);
    }
  }
}
