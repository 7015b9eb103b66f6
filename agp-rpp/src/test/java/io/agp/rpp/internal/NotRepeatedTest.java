package io.agp.rpp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Faults of the published program that concern the networks: each of them would fail a test. */
class NotRepeatedTest {
  private static final List<Integer> ACTIONS = List.of(3, 4);
  private static final UpdateSettings SETTINGS = UpdateSettings.builder().build();

  private final ActorCritic networks = ActorCritic.random(5, ACTIONS, Pooling.GRU, 8);
  private final RandomTrajectory arrays = new RandomTrajectory(9, 3, 4, 5, ACTIONS);

  @Test
  void criticLossContainsTheReward() {
    RandomTrajectory one = new RandomTrajectory(9, 1, 1, 5, ACTIONS);
    double value = networks.value(0, one.userEmbeddings[0]);
    double next = networks.value(0, one.state(networks, 1, 0));

    for (double reward : new double[] {0, 0.5, 1}) {
      one.rewards[0][0] = reward;
      assertThat(criticLoss(one)).isCloseTo(square(reward + 0.95 * next - value), within(1e-12));
    }
  }

  @Test
  void nextValueIsDiscountedAndTheValueItselfIsNot() {
    RandomTrajectory one = new RandomTrajectory(10, 1, 1, 5, ACTIONS);
    double value = networks.value(0, one.userEmbeddings[0]);
    double next = networks.value(0, one.state(networks, 1, 0));
    double right = one.rewards[0][0] + 0.95 * next - value;
    double swapped = one.rewards[0][0] + 0.95 * value - next;
    assertThat(Math.abs(right)).isNotCloseTo(Math.abs(swapped), within(1e-3));

    Update.AgentLosses losses = networks.addGradients(one.build(), SETTINGS).agents().get(0);

    double chosen = networks.probabilities(0, one.userEmbeddings[0])[one.actions[0][0][0]];
    assertThat(losses.critic()).isCloseTo(square(right), within(1e-12));
    assertThat(losses.actor()).isCloseTo(-Math.log(chosen) * right, within(1e-12));
  }

  @Test
  void returnIsAConstantForTheCritic() {
    RandomTrajectory one = new RandomTrajectory(10, 1, 1, 5, ACTIONS);
    double value = networks.value(0, one.userEmbeddings[0]);
    double next = networks.value(0, one.state(networks, 1, 0));

    networks.addGradients(one.build(), SETTINGS);

    double error = one.rewards[0][0] + 0.95 * next - value;
    assertThat(gradient("agents.0.critic.2.bias")[0]).isCloseTo(-2 * error, within(1e-12));
  }

  @Test
  void gruReceivesAGradientAndMoves() {
    Map<String, double[]> before = networks.weights();

    networks.update(arrays.build(), SETTINGS);

    for (String name : List.of("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")) {
      double[] now = networks.weights().get("gru." + name);
      assertThat(gradient("gru." + name)).doesNotContain(0);
      assertThat(now).isNotEqualTo(before.get("gru." + name));
    }
  }

  @Test
  void criticsDoNotTrainTheGru() {
    ActorCritic withoutChoice = ActorCritic.random(5, List.of(1), Pooling.GRU, 8);
    RandomTrajectory trajectory = new RandomTrajectory(9, 3, 4, 5, List.of(1));

    Update update = withoutChoice.addGradients(trajectory.build(), SETTINGS);

    assertThat(update.criticGradientNorm()).isGreaterThan(0.1);
    assertThat(update.actorGradientNorm()).isZero();
  }

  @Test
  void oneUsersDataChangeNoOtherUsersStates() {
    double[][] before = states();
    arrays.userEmbeddings[1] = new double[] {9, 9, 9, 9, 9};
    for (int step = 0; step < arrays.steps(); step++) {
      arrays.promptEmbeddings[step][1] = new double[] {7, 7, 7, 7, 7};
      arrays.rankedItems[step][1] = new double[][] {{5, 5, 5, 5, 5}};
    }
    double[][] after = states();

    for (int row = 0; row < before.length; row++) {
      if (row % arrays.users() == 1) {
        assertThat(after[row]).isNotEqualTo(before[row]);
      } else {
        assertThat(after[row]).containsExactly(before[row]);
      }
    }
  }

  @Test
  void statesOfABatchAreThoseOfEachUserAlone() {
    double[][] batch = states();

    for (int row = 0; row < batch.length; row++) {
      int user = row % arrays.users();
      assertThat(batch[row]).containsExactly(arrays.state(networks, row / arrays.users(), user));
    }
  }

  @Test
  void oneUsersRewardReachesThatUsersActionAlone() {
    UpdateSettings bandit = SETTINGS.newBuilder().gamma(0).build();
    networks.addGradients(arrays.build(), bandit);
    double[] before = gradient("agents.1.actor.2.bias");
    arrays.rewards[2][3] += 0.6;
    networks.addGradients(arrays.build(), bandit);
    double[] after = gradient("agents.1.actor.2.bias");

    double[] policy = networks.probabilities(1, arrays.state(networks, 2, 3));
    for (int action = 0; action < policy.length; action++) {
      double chosen = action == arrays.actions[1][2][3] ? 1 : 0;
      assertThat(after[action] - before[action])
          .isCloseTo(-0.6 * (chosen - policy[action]) / 12, within(1e-12));
    }
  }

  @Property(tries = 30, seed = "30")
  void orderOfUsersDoesNotMatter(@ForAll @IntRange(max = 1_000_000) int seed) {
    RandomTrajectory forward = new RandomTrajectory(seed, 3, 5, 5, ACTIONS);
    RandomTrajectory backward = new RandomTrajectory(seed, 3, 5, 5, ACTIONS);
    reverseUsers(backward);
    UpdateSettings settings = SETTINGS.newBuilder().nStep(2).entropyCoefficient(0.1).build();
    ActorCritic other = ActorCritic.random(5, ACTIONS, Pooling.GRU, 8);

    networks.addGradients(forward.build(), settings);
    other.addGradients(backward.build(), settings);

    for (int i = 0; i < networks.parameters().size(); i++) {
      double[] expected = Parameter.flat(networks.parameters().get(i).gradient());
      double[] actual = Parameter.flat(other.parameters().get(i).gradient());
      assertThat(actual).containsExactly(expected, within(1e-12));
    }
  }

  @Test
  void decisionsAreTheSameAgainAndOnManyThreads() {
    Map<String, double[]> weights = networks.weights();
    // Weights as they start prefer one action in every state.
    weights.replaceAll((name, array) -> Arrays.stream(array).map(weight -> 5 * weight).toArray());
    networks.loadWeights(weights);
    double[][] states = RandomTrajectory.vectors(new SplittableRandom(1), 2000, 5);

    int[] one = Arrays.stream(states).mapToInt(state -> networks.best(1, state)).toArray();
    int[] many =
        Arrays.stream(states).parallel().mapToInt(state -> networks.best(1, state)).toArray();

    assertThat(many).containsExactly(one);
    assertThat(Arrays.stream(one).distinct().count()).isGreaterThan(1);
  }

  private double[][] states() {
    States states = States.of(encoder(), arrays.build(), true);
    return states.rows();
  }

  /** The GRU with the networks' weights. */
  private Gru encoder() {
    Gru gru = new Gru("gru", 5, new SplittableRandom(0));
    Map<String, double[]> weights = networks.weights();
    weights.keySet().removeIf(name -> !name.startsWith("gru"));
    NamedArray.read(weights, gru.parameters().stream().map(Parameter::named).toList());
    return gru;
  }

  private static void reverseUsers(RandomTrajectory trajectory) {
    reverse(trajectory.userEmbeddings);
    for (int step = 0; step < trajectory.steps(); step++) {
      reverse(trajectory.promptEmbeddings[step]);
      reverse(trajectory.rankedItems[step]);
      reverse(trajectory.rewards[step]);
      for (int[][] agent : trajectory.actions) {
        reverse(agent[step]);
      }
    }
  }

  /** Reverses an array of any type in place. */
  private static void reverse(Object array) {
    int length = Array.getLength(array);
    for (int i = 0; i < length / 2; i++) {
      Object kept = Array.get(array, i);
      Array.set(array, i, Array.get(array, length - 1 - i));
      Array.set(array, length - 1 - i, kept);
    }
  }

  private double criticLoss(RandomTrajectory trajectory) {
    return networks.addGradients(trajectory.build(), SETTINGS).agents().get(0).critic();
  }

  private double[] gradient(String name) {
    return networks.parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .map(parameter -> Parameter.flat(parameter.gradient()))
        .findFirst()
        .orElseThrow();
  }

  private static double square(double x) {
    return x * x;
  }
}
