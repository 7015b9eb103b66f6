package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the benchmark's method a few times, so that what is measured is known to do its work. */
class SasRecBenchmarkTest {
  @ParameterizedTest
  @EnumSource(SasRecRecommender.Loss.class)
  void firstBatchHasTheLossOfGuessing(SasRecRecommender.Loss loss) {
    SasRecBenchmark benchmark = new SasRecBenchmark();
    benchmark.loss = loss;
    benchmark.dimensions = 16;
    benchmark.length = 5;
    benchmark.items = 100;
    benchmark.setUp();
    double guessing = loss == SasRecRecommender.Loss.BCE ? 2 * Math.log(2) : Math.log(100);
    assertThat(benchmark.batch()).isCloseTo(guessing, within(.2));
    benchmark.tearDown();
  }
}
