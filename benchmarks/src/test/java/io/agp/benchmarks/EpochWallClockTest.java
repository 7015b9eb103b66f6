package io.agp.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EpochWallClockTest {
  @Test
  void tenBatchesHaveTwoToEightCallsOneAfterTheOther() {
    EpochWallClock.Result result = EpochWallClock.measure(Duration.ofMillis(1));

    assertThat(result.waves()).isBetween(21, 80);
    assertThat(result.calls()).isGreaterThan(200);
    assertThat(result.toString()).contains("ratio");
  }
}
