package io.agp.testkit.contract;

import io.agp.llm.CallTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A time for tests: it notes the waits it is asked for, and they take none of the real time.
 * Thread-safe.
 */
public final class FakeTime implements CallTimer {
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

  private final boolean leaping;
  private final List<Duration> waits = new ArrayList<>();
  private final List<Alarm> alarms = new ArrayList<>();
  private long now;

  private FakeTime(boolean leaping) {
    this.leaping = leaping;
  }

  private record Alarm(long at, CompletableFuture<Void> ring) {}

  /**
   * A time that leaps to the end of each wait.
   *
   * @return the time
   */
  public static FakeTime leaping() {
    return new FakeTime(true);
  }

  /**
   * A time that stands still until it is told to {@link #advance}.
   *
   * @return the time
   */
  public static FakeTime standing() {
    return new FakeTime(false);
  }

  @Override
  public synchronized long nanos() {
    return now;
  }

  @Override
  public synchronized Instant instant() {
    return START.plusNanos(now);
  }

  @Override
  public CompletableFuture<Void> sleep(Duration duration) {
    CompletableFuture<Void> wait = new CompletableFuture<>();
    synchronized (this) {
      waits.add(duration);
      if (leaping) {
        now += duration.toNanos();
        wait.complete(null);
      } else {
        alarms.add(new Alarm(now + duration.toNanos(), wait));
      }
    }
    return wait;
  }

  /**
   * Lets time pass; waits that are over then end.
   *
   * @param duration how much
   */
  public void advance(Duration duration) {
    List<Alarm> over;
    synchronized (this) {
      now += duration.toNanos();
      over = alarms.stream().filter(alarm -> alarm.at <= now).toList();
      alarms.removeAll(over);
    }
    over.forEach(alarm -> alarm.ring.complete(null));
  }

  /**
   * The waits that were asked for.
   *
   * @return all so far, in order, those cancelled meanwhile included; immutable
   */
  public synchronized List<Duration> waits() {
    return List.copyOf(waits);
  }

  /**
   * How many waits are under way.
   *
   * @return neither over nor cancelled
   */
  public synchronized int waiting() {
    return (int) alarms.stream().filter(alarm -> !alarm.ring.isDone()).count();
  }
}
