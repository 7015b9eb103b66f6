package io.agp.llm.openai;

import io.agp.llm.CallTimer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Lets requests pass, in order, as the limits on requests and tokens a minute allow; what the
 * server asks of one caller holds all. No thread waits. Thread-safe.
 */
final class RateLimiter {
  private final CallTimer timer;
  private final Duration longestHold;
  private final TokenBucket requests;
  private final TokenBucket tokens;
  private final Deque<Ticket> queue = new ArrayDeque<>();
  private long heldUntil;
  private long wakeAt;
  private CompletableFuture<Void> alarm = CompletableFuture.completedFuture(null);

  RateLimiter(
      CallTimer timer,
      OptionalLong requestsPerMinute,
      OptionalLong tokensPerMinute,
      Duration longestHold) {
    this.timer = timer;
    this.longestHold = longestHold;
    long now = timer.nanos();
    this.requests = new TokenBucket(requestsPerMinute, longestHold, now);
    this.tokens = new TokenBucket(tokensPerMinute, longestHold, now);
    this.heldUntil = now;
  }

  /** A request in the queue. */
  private record Ticket(long tokens, CompletableFuture<Void> passed) {}

  /**
   * A future that is done once the request may be sent. Cancelling it leaves the queue.
   *
   * @param estimate the tokens it may use; see {@link #settle}
   */
  CompletableFuture<Void> acquire(long estimate) {
    Ticket ticket = new Ticket(estimate, new CompletableFuture<>());
    synchronized (this) {
      queue.addLast(ticket);
    }
    ticket.passed.whenComplete(
        (ignored, failure) -> {
          if (failure != null) {
            leave(ticket);
          }
        });
    serve();
    return ticket.passed;
  }

  /** Puts what was used in place of the estimate. */
  void settle(long estimate, long used) {
    synchronized (this) {
      tokens.giveBack(estimate - used);
    }
    serve();
  }

  /** Lets nothing pass for a while; a longer hold of before stays. */
  synchronized void hold(Duration duration) {
    Duration bounded = duration.compareTo(longestHold) < 0 ? duration : longestHold;
    long until = timer.nanos() + bounded.toNanos();
    heldUntil = until - heldUntil > 0 ? until : heldUntil;
  }

  /** How long nothing passes. */
  synchronized Duration held() {
    return Duration.ofNanos(Math.max(0, heldUntil - timer.nanos()));
  }

  /** Takes over what the server says of its limits. */
  void learn(RateHeaders said) {
    synchronized (this) {
      long now = timer.nanos();
      said.requestsPerMinute().ifPresent(most -> requests.learn(most, now));
      said.tokensPerMinute().ifPresent(most -> tokens.learn(most, now));
      said.usedUpFor().ifPresent(this::hold);
    }
  }

  /** Whether a request is larger than the limit on tokens that the user has set. */
  synchronized boolean canNeverPass(long estimate) {
    return tokens.canNeverHold(estimate);
  }

  private synchronized void leave(Ticket ticket) {
    queue.removeIf(other -> other.passed == ticket.passed);
  }

  /** The futures complete, and the alarm is set, outside the lock, as callbacks hang on them. */
  private void serve() {
    List<Ticket> passing = new ArrayList<>(1);
    long wait;
    synchronized (this) {
      long now = timer.nanos();
      wait = waitOfFirst(now);
      while (!queue.isEmpty() && wait == 0) {
        Ticket ticket = queue.removeFirst();
        requests.take(1);
        tokens.take(ticket.tokens);
        passing.add(ticket);
        wait = waitOfFirst(now);
      }
    }
    if (wait > 0) {
      wakeIn(wait);
    }
    for (Ticket ticket : passing) {
      if (!ticket.passed.complete(null)) {
        settle(ticket.tokens, 0); // cancelled: it uses nothing
      }
    }
  }

  private long waitOfFirst(long now) {
    Ticket first = queue.peekFirst();
    if (first == null) {
      return 0;
    }
    long held = Math.max(0, heldUntil - now);
    long buckets = Math.max(requests.waitFor(1, now), tokens.waitFor(first.tokens, now));
    return Math.max(held, buckets);
  }

  /** One alarm at a time; an earlier one takes the place of a later one. */
  private void wakeIn(long wait) {
    CompletableFuture<Void> own = new CompletableFuture<>();
    CompletableFuture<Void> alarmOfBefore;
    synchronized (this) {
      long now = timer.nanos();
      if (!alarm.isDone() && wakeAt - now <= wait && wakeAt - now >= 0) {
        return;
      }
      alarmOfBefore = alarm;
      wakeAt = now + wait;
      alarm = own;
    }
    alarmOfBefore.cancel(false);
    ring(wait, own);
  }

  private void ring(long wait, CompletableFuture<Void> own) {
    CompletableFuture<Void> sleep = timer.sleep(Duration.ofNanos(wait));
    own.whenComplete((ignored, failure) -> sleep.cancel(false));
    sleep.thenRun(
        () -> {
          own.complete(null);
          serve();
        });
  }
}
