package io.agp.llm.openai;

import io.agp.llm.CallTimer;
import io.agp.llm.Deadline;
import io.agp.llm.LlmAttempt;
import io.agp.llm.LlmException;
import io.agp.llm.LlmException.Timeout.Phase;
import io.agp.llm.LlmResponse;
import io.agp.llm.RetryGate;
import io.agp.llm.openai.Outcome.Answer;
import io.agp.llm.openai.Outcome.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One call: it queues for a permit and for the rate limit, sends an attempt, and after a failure
 * waits and queues again, until an answer, a final failure, the deadline or a cancellation. None of
 * this blocks a thread; whether the sending does is up to the {@link Sender}.
 *
 * <p>The steps follow one another; only the end can come from any thread at any time. Each step
 * says with {@link #onStop} how it is broken off before it begins, so that the end always finds the
 * step under way.
 */
final class CompletionCall {
  /**
   * What all calls of a client share.
   *
   * @param timer for backoff
   * @param deadlines the real time, which deadlines run in
   */
  record Shared(
      ChatEndpoint endpoint,
      FairPermits permits,
      RateLimiter limiter,
      RetryPolicy retries,
      RetryBudget budget,
      RetryGate gate,
      CallTimer timer,
      Timer deadlines,
      Executor completer) {}

  /** Who sends an attempt: OkHttp's threads, or the thread that waits for the call. */
  @FunctionalInterface
  interface Sender {
    /** {@code then} gets the outcome, exactly once, on the thread that read it. */
    void send(
        Attempt attempt, BiConsumer<? super @Nullable Outcome, ? super @Nullable Throwable> then);
  }

  private final Shared shared;
  private final Failures messages;
  private final PreparedRequest request;
  private final Deadline deadline;
  private final CompletableFuture<LlmResponse> result = new CompletableFuture<>();
  private final List<Failure> failures = new CopyOnWriteArrayList<>();
  private final AttemptLog log;
  private final CallReport report;
  private final Sender sender;

  /** Set with the first reason to end: what follows from it, a broken connection, is none. */
  private final AtomicBoolean ended = new AtomicBoolean();

  private volatile Runnable stop = () -> {};
  private volatile Phase phase = Phase.STARTING;

  /** Changed by the steps alone, which follow one another. */
  private int spent;

  CompletionCall(
      Shared shared, PreparedRequest request, Deadline deadline, CallReport report, Sender sender) {
    this.shared = shared;
    this.messages = shared.endpoint.failures();
    this.request = request;
    this.deadline = deadline;
    this.log = new AttemptLog(shared.timer);
    this.report = report;
    this.sender = sender;
  }

  CompletableFuture<LlmResponse> result() {
    return result;
  }

  void start() {
    result.whenComplete((answer, failure) -> stopped());
    Future<?> timeout = shared.deadlines.after(deadline.remaining(), this::deadlinePassed);
    result.whenComplete((answer, failure) -> timeout.cancel(false));
    queue();
  }

  private void deadlinePassed() {
    fail(messages.deadlinePassed(phase, log.attempts()), failures);
  }

  /** Breaks off the step under way; nobody has told of the end if the caller cancelled. */
  private void stopped() {
    stop.run();
    if (ended.compareAndSet(false, true)) {
      report.failed(messages.cancelled(log.attempts()), log.attempts());
    }
  }

  /** Ends the call, which was not started, because the client is closed. */
  void reject(IllegalStateException reason) {
    end(reason, messages.closed(List.of()));
  }

  /** Ends the call because the client closes. */
  void close() {
    fail(messages.closed(log.attempts()), failures);
  }

  private void queue() {
    phase = Phase.PLACE;
    CompletableFuture<Void> permit = shared.permits.acquire();
    onStop(() -> permit.cancel(false));
    permit.thenRun(this::pace);
  }

  /** The permit is had first: what has passed the rate limit goes out at once. */
  private void pace() {
    Duration held = shared.limiter.held();
    if (isOver()) {
      shared.permits.release();
    } else if (held.compareTo(deadline.remaining()) > 0) {
      shared.permits.release();
      fail(messages.held(held, log.attempts()), failures);
    } else {
      phase = Phase.RATE_LIMIT;
      CompletableFuture<Void> pass = shared.limiter.acquire(request.tokens());
      onStop(() -> pass.cancel(false));
      pass.whenComplete((passed, cancelled) -> send(cancelled == null));
    }
  }

  /** Sends, or passes the permit on if the call has ended meanwhile. */
  private void send(boolean passed) {
    if (!passed || isOver()) {
      shared.permits.release();
      if (passed) {
        shared.limiter.settle(request.tokens(), 0);
      }
      return;
    }
    try {
      send(new Attempt(shared.endpoint, request, failures.size() + 1));
    } catch (RuntimeException e) {
      shared.permits.release();
      fail(messages.noKey(e, log.attempts()), failures);
    }
  }

  private void send(Attempt attempt) {
    phase = Phase.ANSWER;
    log.sending(attempt);
    int halvings = shared.permits.halvings();
    onStop(attempt::cancel);
    sender.send(attempt, (outcome, bug) -> received(attempt, outcome, bug, halvings));
  }

  private void received(
      Attempt attempt, @Nullable Outcome outcome, @Nullable Throwable bug, int halvings) {
    try {
      note(attempt, outcome, halvings);
      if (outcome instanceof Answer answer) {
        answered(answer);
      } else if (outcome instanceof Failure failure) {
        failed(failure);
      } else if (bug != null) {
        fail(bug, failures);
      }
    } catch (RuntimeException | Error e) {
      fail(e, failures); // else the caller would wait for ever
    }
  }

  private void note(Attempt attempt, @Nullable Outcome outcome, int halvings) {
    try {
      if (outcome != null) {
        report.attempted(log.received(attempt, outcome));
        adapt(outcome, halvings);
      }
    } finally {
      shared.permits.release();
    }
  }

  /** Limits follow what the server says, before the permit goes to the next call. */
  private void adapt(Outcome outcome, int halvings) {
    outcome.usage().ifPresent(used -> shared.limiter.settle(request.tokens(), used.total()));
    if (outcome instanceof Answer) {
      shared.permits.succeeded();
    } else if (outcome instanceof Failure failure) {
      if (failure.overload()) {
        shared.permits.overloaded(halvings);
      }
      if (failure.retry() == RetryKind.THROTTLED) {
        failure.details().retryAfter().ifPresent(shared.limiter::hold);
      }
    }
  }

  private void answered(Answer answer) {
    Optional<String> problem = request.schema().flatMap(schema -> schema.problem(answer.text()));
    if (problem.isPresent()) {
      failed(messages.mismatch(answer, problem.get(), failures.size() + 1));
      return;
    }
    shared.budget.succeeded(spent);
    List<LlmAttempt> attempts = log.attempts();
    LlmResponse response =
        new LlmResponse(
            answer.text(),
            LlmAttempt.usageOf(attempts),
            answer.model(),
            answer.requestId(),
            false,
            request.format(),
            attempts);
    if (ended.compareAndSet(false, true)) {
      // On the thread that read the answer: another one to wake would cost as much as the reading.
      report.succeeded(attempts);
      result.complete(response);
    }
  }

  private void failed(Failure failure) {
    if (isOver()) {
      return;
    }
    List<Failure> earlier = List.copyOf(failures);
    failures.add(failure);
    Optional<Duration> delay =
        shared.retries.delayAfter(failures).filter(d -> d.compareTo(deadline.remaining()) < 0);
    Optional<String> refusal = delay.flatMap(any -> shared.gate.refusal(request.asked()));
    if (delay.isEmpty()) {
      fail(failure.exception(log.attempts()), earlier);
    } else if (refusal.isPresent()) {
      fail(messages.notRepeated(refusal.get(), log.attempts()), failures);
    } else if (!shared.budget.take(failure.retry().cost())) {
      Failure last = failure.because(" (not tried again: the client's retry budget is used up)");
      fail(last.exception(log.attempts()), earlier);
    } else {
      spent += failure.retry().cost();
      report.retrying(log.last(), delay.get());
      sleep(failure, delay.get());
    }
  }

  private void sleep(Failure failure, Duration delay) {
    phase = Phase.BACKOFF;
    if (failure.retry() == RetryKind.THROTTLED) {
      shared.limiter.hold(delay);
    }
    CompletableFuture<Void> sleep = shared.timer.sleep(delay);
    onStop(() -> sleep.cancel(false));
    sleep.thenRun(this::queue);
  }

  /** Ends the call; the failures of earlier attempts go along as suppressed ones. */
  private void fail(Throwable failure, List<Failure> earlier) {
    if (!ended.get()) {
      List<Failure> before = List.copyOf(earlier);
      before.forEach(one -> failure.addSuppressed(one.exception(List.of())));
      end(failure, messages.typed(failure));
    }
  }

  /** Ends the call if it has not ended; {@code told} is what the listener gets to know. */
  private void end(Throwable failure, LlmException told) {
    if (ended.compareAndSet(false, true)) {
      List<LlmAttempt> attempts = log.attempts();
      shared.completer.execute(
          () -> {
            report.failed(told, attempts);
            result.completeExceptionally(failure);
          });
    }
  }

  /** Whether the end is known, or the caller has cancelled. */
  private boolean isOver() {
    return ended.get() || result.isDone();
  }

  private void onStop(Runnable action) {
    stop = action;
    if (result.isDone()) {
      action.run();
    }
  }
}
