package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Runs each benchmark method a few times, so that what is measured is known to train. */
class TrainingBenchmarksTest {
  @Test
  void lightGcnStepsLowerTheLoss() {
    LightGcnBenchmark benchmark = new LightGcnBenchmark();
    benchmark.interactions = 30_000;
    benchmark.dimensions = 32;
    benchmark.threads = 2;
    benchmark.setUp();
    double first = benchmark.step();
    double last = first;
    for (int step = 0; step < 20; step++) {
      last = benchmark.step();
    }
    benchmark.tearDown();

    assertThat(last).isLessThan(first);
    assertThat(benchmark.plainPass()).isNotEmpty();
  }

  @Test
  void bprMfEpochsLowerTheLoss() {
    BprMfBenchmark benchmark = new BprMfBenchmark();
    benchmark.interactions = 30_000;
    benchmark.dimensions = 32;
    benchmark.setUp();
    double first = benchmark.epoch();
    double last = benchmark.epoch();
    benchmark.tearDown();

    assertThat(last).isLessThan(first);
    assertThat(benchmark.plainPass()).hasSize(32);
  }
}
