package io.agp.rpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ActionValuesTest {
  private static Step step(double[] state, double reward, int... actions) {
    double[] probabilities = new double[actions.length];
    Arrays.fill(probabilities, 0.5);
    return new Step(1, state, actions, probabilities, new double[2], new double[1][2], reward);
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void ridgeSystemSolvesTheNormalEquations() {
    RidgeSystem system = new RidgeSystem(3);
    double[][] states = {{1, 2}, {-1, 0.5}, {0.3, -2}};
    for (double[] state : states) {
      system.add(state, 0.5);
    }
    system.decompose(0.1);

    double[] x = system.solve(new double[] {1, -2, 3});

    double[] product = new double[3];
    for (double[] state : states) {
      double[] row = {state[0], state[1], 1};
      double dot = row[0] * x[0] + row[1] * x[1] + row[2] * x[2];
      for (int i = 0; i < 3; i++) {
        product[i] += 0.5 * dot * row[i];
      }
    }
    for (int i = 0; i < 3; i++) {
      product[i] += 0.1 * x[i];
    }
    assertThat(product).containsExactly(new double[] {1, -2, 3}, within(1e-12));
  }

  @Test
  void anAgentsValuesAreFreeOfWhatTheOtherAgentChose() {
    // The second agent's action is worth 0.4 and goes along with the first one's, worth 0.1.
    Random random = new Random(1);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      int first = random.nextInt(2);
      int second = random.nextDouble() < 0.8 ? first : 1 - first;
      double[] state = {random.nextGaussian(), random.nextGaussian()};
      steps.add(step(state, 0.2 + 0.1 * first + 0.4 * second, first, second));
    }
    ActionValues values = new ActionValues(List.of(2, 2), 2, 0.01);

    values.fit(steps, ones(steps.size()));

    double[] first = values.of(0, new double[2]);
    double[] second = values.of(1, new double[2]);
    assertThat(second[1] - second[0]).isCloseTo(0.4, within(0.06));
    assertThat(first[1] - first[0]).isCloseTo(0.1, within(0.06));
  }

  @Test
  void valuesDependOnTheState() {
    Random random = new Random(2);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      double[] state = {random.nextGaussian(), random.nextGaussian()};
      int action = random.nextInt(2);
      steps.add(step(state, 0.5 + 0.2 * (action == 1 ? state[0] : -state[0]), action));
    }
    ActionValues values = new ActionValues(List.of(2), 2, 0.01);

    values.fit(steps, ones(steps.size()));

    double[] positive = values.of(0, new double[] {1, 0});
    double[] negative = values.of(0, new double[] {-1, 0});
    assertThat(positive[1] - positive[0]).isCloseTo(0.4, within(0.02));
    assertThat(negative[1] - negative[0]).isCloseTo(-0.4, within(0.02));
  }

  @Test
  void embeddingsOfAnyScaleAreShrunkAlike() {
    Random random = new Random(3);
    List<Step> small = new ArrayList<>();
    List<Step> large = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      double x = random.nextGaussian();
      int action = random.nextInt(2);
      double reward = 0.5 + 0.1 * (action == 1 ? x : -x);
      small.add(step(new double[] {0.001 * x, 0}, reward, action));
      large.add(step(new double[] {1000 * x, 0}, reward, action));
    }
    ActionValues ofSmall = new ActionValues(List.of(2), 2, 0.1);
    ActionValues ofLarge = new ActionValues(List.of(2), 2, 0.1);

    ofSmall.fit(small, ones(50));
    ofLarge.fit(large, ones(50));

    double gapSmall = gap(ofSmall, 0.001);
    double gapLarge = gap(ofLarge, 1000);
    assertThat(gapSmall).isCloseTo(gapLarge, within(0.02)).isGreaterThan(0.1);
  }

  private static double gap(ActionValues values, double x) {
    double[] at = values.of(0, new double[] {x, 0});
    return at[1] - at[0];
  }
}
