package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agp.Item;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Split;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BprMfModelTest {
  private static final int POSITIVE = 0;
  private static final int NEGATIVE = 1;
  private static final double RATE = .1;
  private static final double LAMBDA = .3;

  /** One user with one of two items: there is but one triple. */
  private final Sequences data =
      Sequences.of(
          Split.leaveOneOut(
              Dataset.builder("one triple")
                  .item(Item.of("a", "A"))
                  .item(Item.of("b", "B"))
                  .interaction("u", "a")
                  .build()));

  /** p, q_i, q_j, b_i, b_j, one after the other. */
  private static double[] weights(BprMfModel model) {
    double[] weights = new double[3 * 6 + 2];
    int place = 0;
    for (Tensor tensor : model.parameters()) {
      for (float value : tensor.values()) {
        weights[place++] = value;
      }
    }
    assertThat(place).isEqualTo(weights.length);
    return weights;
  }

  private static double loss(double[] w) {
    double better = w[18 + POSITIVE] - w[18 + NEGATIVE];
    for (int d = 0; d < 6; d++) {
      better += w[d] * (w[6 + d] - w[12 + d]);
    }
    double squares = Arrays.stream(w).map(value -> value * value).sum();
    return Math.log1p(Math.exp(-better)) + LAMBDA / 2 * squares;
  }

  /** One step by finite differences; returns the loss before it, without the squares. */
  private static double descend(double[] weights) {
    double[] before = weights.clone();
    for (int i = 0; i < weights.length; i++) {
      double[] above = before.clone();
      above[i] += 1e-6;
      double[] below = before.clone();
      below[i] -= 1e-6;
      weights[i] -= RATE * (loss(above) - loss(below)) / 2e-6;
    }
    return loss(before) - LAMBDA / 2 * Arrays.stream(before).map(value -> value * value).sum();
  }

  @Test
  void stepsGoAgainstTheGradientOfFiniteDifferences() {
    BprMfModel model = new BprMfModel(new BprMfSettings(6, RATE, LAMBDA), data, 7);
    Tensor biases = model.parameters().get(2);
    biases.values()[POSITIVE] = .7f;
    biases.values()[NEGATIVE] = -.4f;
    double[] expected = weights(model);
    double reported;
    try (Workers workers = new Workers(1)) {
      reported = model.epoch(1, workers);
    }

    double loss = 0;
    for (int pass = 0; pass < BprMfModel.PASSES; pass++) {
      loss += descend(expected) / BprMfModel.PASSES;
    }
    assertThat(reported).isCloseTo(loss, within(1e-6));
    assertThat(weights(model)).containsExactly(expected, within(2e-7));
  }

  @Test
  void moreDimensionsThanFourAndNotAMultipleOfItAreSummedCompletely() {
    for (int length = 1; length < 10; length++) {
      float[] a = new float[length];
      float[] b = new float[length];
      float[] c = new float[length];
      double expected = 0;
      for (int i = 0; i < length; i++) {
        a[i] = i + 1;
        b[i] = 2 * i;
        c[i] = 1;
        expected += (i + 1) * (2 * i - 1);
      }
      assertThat(Rows.dotDifference(a, b, c)).isEqualTo((float) expected);
    }
  }
}
