package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkersTest {
  @ParameterizedTest
  @CsvSource({"1,0,4", "1,9,4", "2,8,4", "2,9,4", "3,9,1", "5,3,4", "4,1000,7"})
  void everyPlaceIsVisitedOnceInChunksOfTheSize(int threads, int length, int chunk) {
    AtomicIntegerArray visits = new AtomicIntegerArray(length);
    try (Workers workers = new Workers(threads)) {
      workers.loop(
          length,
          chunk,
          (from, to) -> {
            assertThat(from % chunk).isZero();
            assertThat(to).isEqualTo(Math.min(length, from + chunk));
            for (int i = from; i < to; i++) {
              visits.incrementAndGet(i);
            }
          });
    }
    int[] once = new int[length];
    Arrays.fill(once, 1);
    assertThat(visits).hasToString(Arrays.toString(once));
  }

  @Test
  void chunksOfTheLargestLoopDoNotOverflow() {
    AtomicInteger last = new AtomicInteger();
    try (Workers workers = new Workers(2)) {
      workers.loop(Integer.MAX_VALUE, 1 << 30, (from, to) -> last.accumulateAndGet(to, Math::max));
    }
    assertThat(last).hasValue(Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @CsvSource({"1,0", "2,0", "2,1", "3,2"})
  void whatAChunkThrowsIsThrownAsItIsWhicheverThreadItWasIn(int threads, int failing) {
    try (Workers workers = new Workers(threads)) {
      assertThatThrownBy(
              () ->
                  workers.loop(
                      threads,
                      1,
                      (from, to) -> {
                        if (from == failing) {
                          throw new ArithmeticException("chunk " + from);
                        }
                      }))
          .isExactlyInstanceOf(ArithmeticException.class)
          .hasMessage("chunk " + failing);
    }
  }

  @Test
  void aFailureIsThrownOnlyWhenNoChunkRunsAnyMore() {
    CountDownLatch failed = new CountDownLatch(1);
    AtomicBoolean done = new AtomicBoolean();
    try (Workers workers = new Workers(3)) {
      assertThatThrownBy(
              () ->
                  workers.loop(
                      3,
                      1,
                      (from, to) -> {
                        if (from == 1) {
                          failed.countDown();
                          throw new ArithmeticException();
                        }
                        if (from == 2) {
                          awaitUninterrupted(failed);
                          done.set(true);
                        }
                      }))
          .isInstanceOf(ArithmeticException.class);
      assertThat(done).isTrue();
    }
  }

  @Test
  void anInterruptedLoopEndsAndTheInterruptIsKept() {
    AtomicInteger chunks = new AtomicInteger();
    try (Workers workers = new Workers(2)) {
      Thread.currentThread().interrupt();
      workers.loop(10, 1, (from, to) -> chunks.incrementAndGet());
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(chunks).hasValue(10);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
