package io.agp.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomizationTestTest {
  /** Four equal differences have the exact p-value 1/16: only the observed signs reach the mean. */
  @Test
  void theThresholdIsTheExactPValue() {
    double[] four = {1, 1, 1, 1};

    assertThat(RandomizationTest.isAboveZero(four, 0.12, 1)).isTrue();
    assertThat(RandomizationTest.isAboveZero(four, 0.03, 1)).isFalse();
  }

  /** Differences that are skewed in their size; their sign is a coin's. */
  @ParameterizedTest
  @ValueSource(ints = {8, 20, 70})
  void aMeaninglessChangePassesAsOftenAsTheRiskSays(int n) {
    int passed = 0;
    for (int run = 0; run < 2_000; run++) {
      Random random = new Random(run);
      double[] differences = new double[n];
      Arrays.setAll(
          differences, i -> Math.exp(2 * random.nextGaussian()) * (random.nextBoolean() ? 1 : -1));
      passed += RandomizationTest.isAboveZero(differences, 0.05, 7) ? 1 : 0;
    }

    assertThat(passed / 2_000.0).isBetween(0.03, 0.065);
  }

  @Test
  void noDifferenceIsNotAboveZero() {
    assertThat(RandomizationTest.isAboveZero(new double[50], 0.5, 1)).isFalse();
    assertThat(RandomizationTest.isAboveZero(new double[] {-1, -1, -1, -1, -1}, 0.5, 1)).isFalse();
  }

  @Test
  void thoseWhoBelongTogetherAreOneSum() {
    assertThat(RandomizationTest.sums(new double[] {1, 2, 4, 8}, List.of("a", "b", "a", "c")))
        .containsExactly(5, 2, 8);
    assertThatThrownBy(() -> RandomizationTest.sums(new double[2], List.of("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There are 2 differences and 1 clusters");
  }

  @Test
  void impossibleArgumentsAreRefused() {
    assertThatThrownBy(() -> RandomizationTest.isAboveZero(new double[0], 0.05, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A test needs at least one difference");
    assertThatThrownBy(() -> RandomizationTest.isAboveZero(new double[1], 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("risk must be from 0.000001 to 1, was 0.0");
  }
}
