package io.agp.rpp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AdamTest {
  private static final Offset<Double> CLOSE = within(1e-12);

  private final Parameter parameter = Parameter.uniform("p", 1, 2, 1, new SplittableRandom(1));
  private final Adam adam = new Adam("adam", List.of(parameter));

  @Test
  void firstStepMovesEachWeightByTheRateWhateverItsGradient() {
    double[] before = parameter.biasValues().clone();
    setGradient(0.001, -50);

    adam.step(0.1, adam.gradientNorm(), Double.POSITIVE_INFINITY);

    assertThat(parameter.biasValues()[0]).isCloseTo(before[0] - 0.1, within(1e-5));
    assertThat(parameter.biasValues()[1]).isCloseTo(before[1] + 0.1, within(1e-5));
  }

  @Test
  void secondStepFollowsTheEquations() {
    double before = parameter.biasValues()[0];
    setGradient(2, 0);
    adam.step(0.1, 2, Double.POSITIVE_INFINITY);
    setGradient(-1, 0);
    adam.step(0.1, 1, Double.POSITIVE_INFINITY);

    double first = (0.9 * 0.1 * 2 - 0.1) / (1 - 0.81);
    double second = (0.999 * 0.001 * 4 + 0.001) / (1 - 0.998001);
    double moved = 0.1 * 2 / (2 + 1e-8) + 0.1 * first / (Math.sqrt(second) + 1e-8);
    assertThat(parameter.biasValues()[0]).isCloseTo(before - moved, CLOSE);
  }

  @Test
  void weightWithoutGradientStays() {
    double before = parameter.biasValues()[1];
    setGradient(2, 0);

    adam.step(0.1, 2, Double.POSITIVE_INFINITY);

    assertThat(parameter.biasValues()[1]).isEqualTo(before);
  }

  @Test
  void gradientNormIsEuclideanOverAllParameters() {
    Parameter other = Parameter.uniform("q", 2, 1, 1, new SplittableRandom(2));
    other.gradient()[1][0] = 12;
    setGradient(3, 4);

    assertThat(new Adam("both", List.of(parameter, other)).gradientNorm()).isEqualTo(13);
  }

  @Test
  void largeGradientIsScaledToTheClip() {
    setGradient(3, 4);

    adam.step(0.1, 5, 1);

    assertThat(firstMoments()).containsExactly(new double[] {0.06, 0.08}, within(1e-7));
  }

  @Test
  void gradientWithinTheClipIsLeftAsItIs() {
    setGradient(3, 4);

    adam.step(0.1, 5, 6);

    assertThat(firstMoments()).containsExactly(new double[] {0.3, 0.4}, CLOSE);
  }

  private double[] firstMoments() {
    return NamedArray.write(adam.state()).get("adam.first.p");
  }

  private void setGradient(double first, double second) {
    parameter.biasGradient()[0] = first;
    parameter.biasGradient()[1] = second;
  }
}
