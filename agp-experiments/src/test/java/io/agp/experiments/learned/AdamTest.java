package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdamTest {
  /** The definition in double precision, of one weight. */
  private static double[] definition(double weight, double[] gradients, double rate) {
    double m = 0;
    double v = 0;
    double[] path = new double[gradients.length];
    for (int t = 1; t <= gradients.length; t++) {
      double g = gradients[t - 1];
      m = .9 * m + .1 * g;
      v = .999 * v + .001 * g * g;
      weight -=
          rate * (m / (1 - Math.pow(.9, t))) / (Math.sqrt(v / (1 - Math.pow(.999, t))) + 1e-8);
      path[t - 1] = weight;
    }
    return path;
  }

  @Test
  void stepsAreThoseOfTheDefinition() {
    double[] gradients = {.3, -.1, 0, 2, 1e-4, -5};
    double[] expected = definition(.5, gradients, .01);
    Tensor weight = new Tensor("w", 1, 1, new float[] {.5f});
    Adam adam = new Adam(List.of(weight), .01, 1e-8);
    try (Workers workers = new Workers(1)) {
      for (int t = 0; t < gradients.length; t++) {
        adam.step(List.of(new float[] {(float) gradients[t]}), workers);
        assertThat(weight.values()[0]).isCloseTo((float) expected[t], within(1e-6f));
      }
    }
  }

  @Test
  void aGradientOfZeroMovesNothing() {
    Tensor weight = new Tensor("w", 1, 2, new float[] {.5f, -3});
    try (Workers workers = new Workers(1)) {
      new Adam(List.of(weight), .01, 1e-8).step(List.of(new float[2]), workers);
    }
    assertThat(weight.values()).containsExactly(.5f, -3);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void threadsChangeNoNumber(int threads) {
    assertThat(afterThreeSteps(threads)).isEqualTo(afterThreeSteps(1));
  }

  private static float[] afterThreeSteps(int threads) {
    SplittableRandom random = new SplittableRandom(3);
    Tensor weights = Tensor.random("w", 500, 100, 1, random);
    Adam adam = new Adam(List.of(weights), .01, 1e-8);
    try (Workers workers = new Workers(threads)) {
      for (int step = 0; step < 3; step++) {
        adam.step(List.of(Tensor.random("g", 500, 100, 1, random).values()), workers);
      }
    }
    return weights.values();
  }

  @Test
  void goesOnFromItsStateAsIfItHadNeverStopped() {
    float[] gradient = {.1f, -.2f};
    Tensor weights = new Tensor("w", 1, 2, new float[] {1, 2});
    Tensor resumed = weights.copy("w");
    Adam adam = new Adam(List.of(weights), .01, 1e-8);
    Adam second = new Adam(List.of(resumed), .01, 1e-8);
    try (Workers workers = new Workers(1)) {
      adam.step(List.of(gradient), workers);
      System.arraycopy(weights.values(), 0, resumed.values(), 0, 2);
      for (int i = 0; i < adam.state().size(); i++) {
        float[] from = adam.state().get(i).values();
        System.arraycopy(from, 0, second.state().get(i).values(), 0, from.length);
      }
      adam.step(List.of(gradient), workers);
      second.step(List.of(gradient), workers);
    }
    assertThat(adam.state()).extracting(Tensor::name).containsExactly("m.w", "v.w", "steps");
    assertThat(resumed.values()).isEqualTo(weights.values());
  }
}
