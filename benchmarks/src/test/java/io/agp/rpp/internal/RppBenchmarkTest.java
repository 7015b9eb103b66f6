package io.agp.rpp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Runs each benchmark method a few times, so that what is measured is known to work. */
class RppBenchmarkTest {
  @Test
  void updatesLowerTheCriticsLossAndDecisionsStayInRange() {
    RppBenchmark benchmark = new RppBenchmark();
    benchmark.dimensions = 8;
    benchmark.steps = 2;
    benchmark.setUp();
    double first = benchmark.update().agents().get(0).critic();
    for (int step = 0; step < 20; step++) {
      benchmark.update();
    }

    assertThat(benchmark.update().agents().get(0).critic()).isLessThan(first);
    assertThat(benchmark.decision()).isBetween(0, 17);
    assertThat(benchmark.nextState()).hasSize(8);
  }
}
