package io.agp.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private final AtomicLong clock = new AtomicLong(1_000);

  @Test
  void theTimeLeftShrinksWithTheClock() {
    Deadline deadline = Deadline.after(Duration.ofNanos(100), clock::get);
    clock.addAndGet(40);

    assertThat(deadline.remaining()).isEqualTo(Duration.ofNanos(60));
    assertThat(deadline.hasPassed()).isFalse();
    assertThat(deadline.isNone()).isFalse();
  }

  @Test
  void itPassesAtItsMomentAndStaysPassed() {
    Deadline deadline = Deadline.after(Duration.ofNanos(100), clock::get);
    clock.addAndGet(100);
    assertThat(deadline.hasPassed()).isTrue();

    clock.addAndGet(1_000);
    assertThat(deadline.hasPassed()).isTrue();
    assertThat(deadline.remaining()).isZero();
  }

  @Test
  void zeroHasAlreadyPassed() {
    assertThat(Deadline.after(Duration.ZERO, clock::get).hasPassed()).isTrue();
  }

  @Test
  void aClockThatWrapsRoundDoesNotMatter() {
    clock.set(Long.MAX_VALUE - 10);
    Deadline deadline = Deadline.after(Duration.ofNanos(100), clock::get);
    clock.addAndGet(60);

    assertThat(clock.get()).isNegative();
    assertThat(deadline.remaining()).isEqualTo(Duration.ofNanos(40));
  }

  @Test
  void noLimitNeverPasses() {
    assertThat(Deadline.none().isNone()).isTrue();
    assertThat(Deadline.none().hasPassed()).isFalse();
    assertThat(Deadline.none().remaining()).isGreaterThan(Duration.ofDays(365 * 200));
    assertThat(Deadline.after(Duration.ofDays(36_501), clock::get).isNone()).isTrue();
  }

  @Test
  void aNegativeTimeoutIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Deadline.after(Duration.ofSeconds(-1)))
        .withMessage("A timeout must not be negative, was PT-1S");
  }

  @Test
  void itsTextTellsTheTimeLeft() {
    assertThat(Deadline.after(Duration.ofSeconds(2), clock::get))
        .hasToString("Deadline[PT2S left]");
    assertThat(Deadline.none()).hasToString("Deadline[none]");
  }
}
