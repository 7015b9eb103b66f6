package io.agp.rpp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SoftmaxTest {
  @Test
  void probabilitiesAreProportionalToExponentials() {
    assertThat(Softmax.probabilities(new double[] {0, Math.log(3)}))
        .containsExactly(new double[] {0.25, 0.75}, within(1e-15));
  }

  @Test
  void hugeLogitsNeitherOverflowNorVanish() {
    assertThat(Softmax.logProbabilities(new double[] {1e6, 1e6 - 1000, -1e6}))
        .containsExactly(0, -1000, -2e6);
  }
}
