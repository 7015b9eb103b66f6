package io.agp.benchmarks.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  private static final List<Sample> SLOW = List.of(of(400), of(900), of(600), of(400));
  private static final List<Sample> FAST = List.of(of(200), of(300), of(300), of(100));

  @Test
  void theMedianIsToldWithTheLeastAndTheGreatest() {
    assertThat(Spread.of(SLOW, Sample::cpuMicrosPerCall).text(0)).isEqualTo("500 (400-900)");
    assertThat(Spread.of(SLOW.subList(0, 3), Sample::cpuMicrosPerCall).median()).isEqualTo(600);
  }

  @Test
  void ratiosAreTakenWithinARound() {
    Spread ratios =
        Spread.ofPairs(SLOW, FAST, (a, b) -> a.cpuMicrosPerCall() / b.cpuMicrosPerCall());

    assertThat(ratios).isEqualTo(new Spread(2.5, 2, 4));
  }

  @Test
  void theShareOfTheThroughputComparesWithWhatDelayAndConcurrencyAllow() {
    Sample twoWavesInFortyMillis = new Sample(128, 1, 40_000_000, 1);

    assertThat(twoWavesInFortyMillis.share(Duration.ofMillis(20))).isEqualTo(1);
    assertThat(twoWavesInFortyMillis.share(Duration.ofMillis(10))).isEqualTo(0.5);
  }

  @Test
  void aSampleSurvivesItsWayBetweenProcesses() {
    Sample sample = new Sample(1, 2, 3, 4);

    assertThat(Sample.parse(sample.line())).isEqualTo(sample);
  }

  private static Sample of(long micros) {
    return new Sample(1, micros * 1000, 1, 1);
  }
}
