package io.agp.rpp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gradient of each layer against central differences, for a random linear loss. */
class LayerGradientTest {
  private static final Offset<Double> CLOSE = within(1e-8);

  private final SplittableRandom random = new SplittableRandom(3);

  @Test
  void linear() {
    Linear linear = new Linear("linear", 5, 3, random);
    double[][] x = RandomTrajectory.vectors(random, 6, 5);
    double[][] slope = RandomTrajectory.vectors(random, 6, 3);
    DoubleSupplier loss = () -> dot(linear.forward(x), slope);

    linear.addGradient(x, slope);
    double[][] byInput = new double[6][5];
    linear.addInputGradient(slope, byInput);

    assertGradients(linear.parameters(), loss);
    assertClose(byInput, NumericalGradient.of(loss, x));
  }

  @Test
  void network() {
    Network network = new Network("network", 5, 3, random);
    double[][] x = RandomTrajectory.vectors(random, 7, 5);
    double[][] slope = RandomTrajectory.vectors(random, 7, 3);
    DoubleSupplier loss = () -> dot(network.forward(x).output(), slope);

    Network.Pass pass = network.forward(x);
    double[][] byInput = new double[7][5];
    pass.addInputGradient(pass.addGradient(slope), byInput);

    assertGradients(network.parameters(), loss);
    assertClose(byInput, NumericalGradient.of(loss, x));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void gruThroughSequencesOfAnyLength(int length) {
    Gru gru = new Gru("gru", 5, random);
    double[][] items = RandomTrajectory.vectors(random, length, 5);
    double[] slope = RandomTrajectory.vector(random, 5);

    gru.gradient().add(items, slope);

    assertGradients(gru.parameters(), () -> dot(gru.encode(items), slope));
  }

  @Test
  void gruAddsUpSequencesOfDifferentLength() {
    Gru gru = new Gru("gru", 4, random);
    double[][] first = RandomTrajectory.vectors(random, 2, 4);
    double[][] second = RandomTrajectory.vectors(random, 5, 4);
    double[] slope = RandomTrajectory.vector(random, 4);

    RankingEncoder.Gradient gradient = gru.gradient();
    gradient.add(first, slope);
    gradient.add(second, slope);

    assertGradients(
        gru.parameters(), () -> dot(gru.encode(first), slope) + dot(gru.encode(second), slope));
  }

  @Test
  void a2cLossWithEntropy() {
    double[][] logits = RandomTrajectory.vectors(random, 6, 4);
    int[] actions = {0, 1, 2, 3, 0, 1};
    double[] advantages = RandomTrajectory.vector(random, 6);
    double[] shares = {0.3, 0, 0.1, 0.2, 0.25, 0.15};

    PolicyLoss loss = PolicyLoss.a2c(logits, actions, advantages, shares, 0.3);

    assertClose(
        loss.gradient(),
        NumericalGradient.of(
            () -> PolicyLoss.a2c(logits, actions, advantages, shares, 0.3).loss(), logits));
  }

  @Test
  void lossOfAllActionsWithEntropy() {
    double[][] logits = RandomTrajectory.vectors(random, 6, 4);
    double[][] values = RandomTrajectory.vectors(random, 6, 4);

    PolicyLoss loss = PolicyLoss.expected(logits, values, 0.3);

    assertClose(
        loss.gradient(),
        NumericalGradient.of(() -> PolicyLoss.expected(logits, values, 0.3).loss(), logits));
  }

  @Test
  void ppoLossInsideAndOutsideTheClipRange() {
    double[][] logits = RandomTrajectory.vectors(random, 40, 4);
    int[] actions = random.ints(40, 0, 4).toArray();
    double[] advantages = RandomTrajectory.vector(random, 40);
    double[] old = random.doubles(40, -2.5, -0.5).toArray();
    double[] shares = random.doubles(40, 0.01, 0.04).toArray();
    DoubleSupplier value =
        () -> PolicyLoss.ppo(logits, actions, advantages, shares, 0.1, old, 0.2).loss();

    PolicyLoss loss = PolicyLoss.ppo(logits, actions, advantages, shares, 0.1, old, 0.2);

    assertThat(loss.clippedShare()).isBetween(0.1, 0.9);
    assertClose(loss.gradient(), NumericalGradient.of(value, logits));
  }

  private static double dot(double[][] left, double[][] right) {
    double sum = 0;
    for (int row = 0; row < left.length; row++) {
      sum += dot(left[row], right[row]);
    }
    return sum;
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }

  private static void assertGradients(List<Parameter> parameters, DoubleSupplier loss) {
    for (Parameter parameter : parameters) {
      assertClose(parameter.gradient(), NumericalGradient.of(loss, parameter.values()));
    }
  }

  private static void assertClose(double[][] actual, double[][] expected) {
    assertThat(actual).hasDimensions(expected.length, expected[0].length);
    for (int row = 0; row < actual.length; row++) {
      assertThat(actual[row]).containsExactly(expected[row], CLOSE);
    }
  }
}
