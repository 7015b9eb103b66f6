package io.agp.llm.openai;

import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import io.agp.llm.LlmResponse;
import io.agp.llm.TokenUsage;
import io.agp.llm.openai.Outcome.Answer;
import io.agp.llm.openai.Outcome.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One call: it queues for a permit, sends an attempt, and after a failure waits and queues again,
 * until an answer, a final failure, the deadline or a cancellation. No thread is blocked meanwhile.
 *
 * <p>The steps follow one another; only the end can come from any thread at any time. Each step
 * says with {@link #onStop} how it is broken off before it begins, so that the end always finds the
 * step under way.
 */
final class CompletionCall {
  /** What all calls of a client share. */
  record Shared(
      ChatEndpoint endpoint,
      FairPermits permits,
      RetryPolicy retries,
      Sleeper sleeper,
      Timer timer,
      Executor completer) {}

  private final Shared shared;
  private final byte[] body;
  private final Deadline deadline;
  private final CompletableFuture<LlmResponse> result = new CompletableFuture<>();
  private final List<Failure> failures = new CopyOnWriteArrayList<>();

  private volatile Runnable stop = () -> {};
  private volatile String phase = "starting";
  private volatile int attempts;

  CompletionCall(Shared shared, byte[] body, Deadline deadline) {
    this.shared = shared;
    this.body = body;
    this.deadline = deadline;
  }

  CompletableFuture<LlmResponse> result() {
    return result;
  }

  void start() {
    result.whenComplete((answer, failure) -> stop.run());
    if (!deadline.isNone()) {
      CompletableFuture<Void> timer = shared.timer.sleep(deadline.remaining());
      result.whenComplete((answer, failure) -> timer.cancel(false));
      timer.thenRun(() -> fail(shared.endpoint.failures().deadlinePassed(phase, attempts)));
    }
    queue();
  }

  /** Ends the call because the client closes. */
  void close() {
    fail(shared.endpoint.failures().closed(attempts));
  }

  private void queue() {
    phase = "waiting for a free place";
    CompletableFuture<Void> permit = shared.permits.acquire();
    onStop(() -> permit.cancel(false));
    permit.thenRun(this::send);
  }

  /** Sends, or passes the permit on if the call has ended meanwhile. */
  private void send() {
    if (result.isDone()) {
      shared.permits.release();
      return;
    }
    phase = "waiting for the answer";
    attempts = failures.size() + 1;
    Attempt attempt = new Attempt(shared.endpoint, body, attempts);
    onStop(attempt::cancel);
    attempt.send().whenComplete(this::received);
  }

  private void received(@Nullable Outcome outcome, @Nullable Throwable bug) {
    shared.permits.release();
    try {
      if (outcome instanceof Answer answer) {
        answered(answer);
      } else if (outcome instanceof Failure failure) {
        failed(failure);
      } else if (bug != null) {
        fail(bug);
      }
    } catch (RuntimeException | Error e) {
      fail(e); // else the caller would wait for ever
    }
  }

  private void answered(Answer answer) {
    TokenUsage usage =
        failures.stream().map(Failure::usage).reduce(answer.usage(), TokenUsage::plus);
    LlmResponse response =
        new LlmResponse(answer.text(), usage, answer.model(), answer.requestId(), false);
    shared.completer.execute(() -> result.complete(response));
  }

  private void failed(Failure failure) {
    if (result.isDone()) {
      return;
    }
    failures.add(failure);
    Optional<Duration> delay =
        shared.retries.delayAfter(failures).filter(d -> d.compareTo(deadline.remaining()) < 0);
    if (delay.isEmpty()) {
      fail(failure.exception());
    } else {
      sleep(delay.get());
    }
  }

  private void sleep(Duration delay) {
    phase = "waiting between attempts";
    CompletableFuture<Void> sleep = shared.sleeper.sleep(delay);
    onStop(() -> sleep.cancel(false));
    sleep.thenRun(this::queue);
  }

  /** Ends the call; the failures of earlier attempts go along as suppressed ones. */
  private void fail(Throwable failure) {
    shared.completer.execute(
        () -> {
          if (!result.isDone()) {
            attachEarlier(failure);
            result.completeExceptionally(failure);
          }
        });
  }

  private void attachEarlier(Throwable failure) {
    for (Failure earlier : failures) {
      LlmException exception = earlier.exception();
      if (exception != failure) {
        failure.addSuppressed(exception);
      }
    }
  }

  private void onStop(Runnable action) {
    stop = action;
    if (result.isDone()) {
      action.run();
    }
  }
}
