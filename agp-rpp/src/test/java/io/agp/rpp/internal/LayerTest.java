package io.agp.rpp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The way forward through each layer, by hand, from weights in PyTorch's layout. */
class LayerTest {
  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void linearReadsItsWeightOutputAfterOutput() {
    Linear linear = new Linear("l", 2, 3, random);
    read(
        linear.parameters(),
        Map.of(
            "l.weight", new double[] {1, 2, 3, 4, 5, 6}, "l.bias", new double[] {0.1, 0.2, 0.3}));

    assertThat(linear.forward(new double[] {10, 100}))
        .containsExactly(new double[] {210.1, 430.2, 650.3}, within(1e-12));
  }

  @Test
  void networkPutsAReluBetweenItsLayers() {
    Network network = new Network("n", 2, 1, random);
    read(
        network.parameters(),
        Map.of(
            "n.0.weight", new double[] {1, 0, 0, 1},
            "n.0.bias", new double[] {0, 0},
            "n.2.weight", new double[] {2, 3},
            "n.2.bias", new double[] {0.5}));

    assertThat(network.forward(new double[] {-4, 5})).containsExactly(15.5);
    assertThat(network.forward(new double[] {4, -5})).containsExactly(8.5);
    assertThat(network.forward(new double[][] {{-4, 5}, {4, -5}}).output())
        .isDeepEqualTo(new double[][] {{15.5}, {8.5}});
  }

  @Test
  void gruFollowsItsEquationsInTheOrderResetUpdateCandidate() {
    Gru gru = new Gru("g", 1, random);
    read(
        gru.parameters(),
        Map.of(
            "g.weight_ih_l0", new double[] {0.5, -0.3, 0.8},
            "g.weight_hh_l0", new double[] {-0.7, 0.9, 1.1},
            "g.bias_ih_l0", new double[] {0.1, 0.2, -0.1},
            "g.bias_hh_l0", new double[] {0.05, -0.4, 0.6}));

    double first = gruStep(2, 0);
    double second = gruStep(-1, first);

    assertThat(gru.encode(new double[][] {{2}})[0]).isCloseTo(first, within(1e-14));
    assertThat(gru.encode(new double[][] {{2}, {-1}})[0]).isCloseTo(second, within(1e-14));
  }

  private static double gruStep(double x, double h) {
    double r = sigmoid(0.5 * x + 0.1 - 0.7 * h + 0.05);
    double z = sigmoid(-0.3 * x + 0.2 + 0.9 * h - 0.4);
    double n = Math.tanh(0.8 * x - 0.1 + r * (1.1 * h + 0.6));
    return (1 - z) * n + z * h;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void gruSaturatesWithoutOverflow() {
    Gru gru = new Gru("g", 3, random);
    double[][] items = {{1e6, -1e6, 1e6}, {-1e6, 1e6, 1e6}};

    assertThat(gru.encode(items))
        .hasSize(3)
        .satisfies(
            state -> {
              for (double number : state) {
                assertThat(number).isBetween(-1.0, 1.0);
              }
            });
  }

  private static void read(List<Parameter> parameters, Map<String, double[]> numbers) {
    NamedArray.read(numbers, parameters.stream().map(Parameter::named).toList());
  }
}
