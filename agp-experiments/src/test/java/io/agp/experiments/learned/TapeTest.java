package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Gradients of the tape against differences of its values, and what its operations compute. */
class TapeTest {
  private static final int SEQUENCES = 2;
  private static final int LENGTH = 6;
  private static final int ROWS = SEQUENCES * LENGTH;
  private static final int D = 4;
  private static final float SMALL = 1e-2f;

  private final Random random = new Random(7);
  private final Tape tape = new Tape(SEQUENCES, LENGTH, true);
  private final List<Tensor> tensors = new ArrayList<>();

  @Test
  void linear() {
    assertGradients(tape.linear(input(D), parameter(6, D), parameter(1, 6)));
  }

  @Test
  void linearOverMoreRowsThanABlock() {
    Tape longTape = new Tape(3, 50, true);
    Tensor x = random("x", 150, 5);
    Tensor w = random("w", 2, 5);
    Tape.Node y =
        longTape.linear(
            longTape.parameter(x), longTape.parameter(w), longTape.parameter(random("b", 1, 2)));
    longTape.forward(3, 1);
    Rows.add(y.gradient()[149], 2, 1, new float[] {3, 0});
    longTape.backward();
    assertThat(longTape.parameters().get(1).gradient()[0][4])
        .isCloseTo(3 * x.values()[149 * 5 + 4], within(1e-6f));
  }

  @Test
  void add() {
    assertGradients(tape.add(input(D), input(D)));
  }

  @Test
  void addOfTheSameTwice() {
    Tape.Node x = input(D);
    assertGradients(tape.add(x, x));
  }

  @Test
  void addPositions() {
    assertGradients(tape.addPositions(input(D), parameter(LENGTH, D)));
  }

  @Test
  void relu() {
    Tape.Node x = input(D);
    // Away from the corner, where there is no gradient.
    float[] values = tensors.get(0).values();
    for (int i = 0; i < values.length; i++) {
      values[i] += values[i] > 0 ? .1f : -.1f;
    }
    assertGradients(tape.relu(x));
  }

  @Test
  void withoutPadding() {
    tape.items()[3] = 5;
    tape.items()[7] = 1;
    assertGradients(tape.withoutPadding(input(D)));
  }

  @Test
  void dropout() {
    assertGradients(tape.dropout(input(D), .4));
  }

  @Test
  void layerNorm() {
    assertGradients(tape.layerNorm(input(D), parameter(1, D), parameter(1, D)));
  }

  @Test
  void attentionOfOneHead() {
    assertGradients(tape.attention(input(D), input(D), input(D), 1, 0));
  }

  @Test
  void attentionOfTwoHeadsWithDropout() {
    assertGradients(tape.attention(input(D), input(D), input(D), 2, .3));
  }

  @Test
  void attentionTakesTheMeanOfEqualKeysUpToTheRowItself() {
    Tape.Node values = input(D);
    Tape.Node keys = tape.parameter(Tensor.zeros("keys", ROWS, D));
    Tape.Node y = tape.attention(input(D), keys, values, 1, 0);
    tape.forward(SEQUENCES, 1);
    float[][] v = values.value();
    assertThat(y.value()[LENGTH]).containsExactly(v[LENGTH], within(1e-6f));
    assertThat(y.value()[LENGTH + 1][2])
        .isCloseTo((v[LENGTH][2] + v[LENGTH + 1][2]) / 2, within(1e-6f));
  }

  @Test
  void lookupScalesVectorsAndLeavesPaddingZero() {
    Tensor table = random("table", 3, D);
    Tape.Node y = tape.lookup(table, 2);
    tape.items()[1] = 2;
    tape.forward(1, 1);
    assertThat(y.value()[0]).containsOnly(0);
    for (int j = 0; j < D; j++) {
      assertThat(y.value()[1][j]).isEqualTo(2 * table.values()[2 * D + j]);
    }
  }

  @Test
  void dropoutKeepsTheMeanAndItsShare() {
    float[] factors = new float[100_000];
    tape.forward(1, 3);
    tape.drawDropout(factors, factors.length, .2);
    int zeros = 0;
    double sum = 0;
    for (float factor : factors) {
      zeros += factor == 0 ? 1 : 0;
      sum += factor;
    }
    assertThat(zeros / 1e5).isCloseTo(.2, within(.005));
    assertThat(sum / 1e5).isCloseTo(1, within(.01));
  }

  @Test
  void dropoutIsOffUnlessTraining() {
    Tape still = new Tape(1, LENGTH, false);
    Tape.Node x = still.parameter(random("x", LENGTH, D));
    assertThat(still.dropout(x, .9)).isSameAs(x);
  }

  @Test
  void secondRunForgetsTheFirst() {
    Tape.Node y = tape.layerNorm(input(D), parameter(1, D), parameter(1, D));
    List<float[][]> once = gradients(y);
    List<float[][]> twice = gradients(y);
    for (int i = 0; i < once.size(); i++) {
      assertThat(twice.get(i)).isDeepEqualTo(once.get(i));
    }
  }

  private Tape.Node input(int columns) {
    return parameter(ROWS, columns);
  }

  private Tape.Node parameter(int rows, int columns) {
    Tensor tensor = random("t" + tensors.size(), rows, columns);
    tensors.add(tensor);
    return tape.parameter(tensor);
  }

  private Tensor random(String name, int rows, int columns) {
    Tensor tensor = Tensor.zeros(name, rows, columns);
    for (int i = 0; i < tensor.values().length; i++) {
      tensor.values()[i] = (float) random.nextGaussian();
    }
    return tensor;
  }

  /** The loss is the result times factors that differ from number to number. */
  private static float factor(int row, int column) {
    return (float) Math.sin(1 + 3 * row + 5 * column);
  }

  private double loss(Tape.Node y) {
    tape.forward(SEQUENCES, 11);
    double loss = 0;
    for (int row = 0; row < ROWS; row++) {
      for (int j = 0; j < y.columns(); j++) {
        loss += factor(row, j) * y.value()[row][j];
      }
    }
    return loss;
  }

  private List<float[][]> gradients(Tape.Node y) {
    tape.forward(SEQUENCES, 11);
    for (int row = 0; row < ROWS; row++) {
      for (int j = 0; j < y.columns(); j++) {
        y.gradient()[row][j] = factor(row, j);
      }
    }
    tape.backward();
    return tape.parameters().stream().map(node -> copy(node.gradient())).toList();
  }

  private static float[][] copy(float[][] rows) {
    return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
  }

  private void assertGradients(Tape.Node y) {
    List<float[][]> gradients = gradients(y);
    for (int t = 0; t < tensors.size(); t++) {
      Tensor tensor = tensors.get(t);
      for (int i = 0; i < tensor.values().length; i++) {
        float gradient = gradients.get(t)[i / tensor.columns()][i % tensor.columns()];
        assertThat((double) gradient)
            .as("%s, number %d", tensor.name(), i)
            .isCloseTo(difference(y, tensor.values(), i), within(2e-3));
      }
    }
  }

  private double difference(Tape.Node y, float[] values, int i) {
    float before = values[i];
    values[i] = before + SMALL;
    double up = loss(y);
    values[i] = before - SMALL;
    double down = loss(y);
    values[i] = before;
    return (up - down) / (2 * SMALL);
  }
}
