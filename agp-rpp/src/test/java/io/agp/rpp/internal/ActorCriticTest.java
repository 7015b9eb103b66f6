package io.agp.rpp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ActorCriticTest {
  private static final List<Integer> ACTIONS = List.of(3, 4);
  private static final UpdateSettings SETTINGS =
      UpdateSettings.builder().actorLearningRate(0.01).nStep(2).build();

  private final ActorCritic networks = ActorCritic.random(6, ACTIONS, Pooling.GRU, 5);
  private final RandomTrajectory arrays = new RandomTrajectory(1, 3, 4, 6, ACTIONS);
  private final double[] state = RandomTrajectory.vector(new SplittableRandom(2), 6);

  @Test
  void weightsStartUniformWithinOneBySquareRoot() {
    double bound = 1 / Math.sqrt(6);
    for (double[] weights : networks.weights().values()) {
      assertThat(weights).doesNotHaveDuplicates();
      assertThat(Arrays.stream(weights).map(Math::abs).max().orElseThrow()).isLessThan(bound);
    }
    assertThat(Arrays.stream(networks.weights().get("gru.weight_hh_l0")).max().orElseThrow())
        .isGreaterThan(0.9 * bound);
  }

  @Test
  void seedDecidesTheStart() {
    assertSame(ActorCritic.random(6, ACTIONS, Pooling.GRU, 5), networks);
    assertThat(ActorCritic.random(6, ACTIONS, Pooling.GRU, 6).weights().get("gru.bias_hh_l0"))
        .isNotEqualTo(networks.weights().get("gru.bias_hh_l0"));
  }

  @Test
  void agentsStartDoesNotDependOnTheOthersActions() {
    ActorCritic other = ActorCritic.random(6, List.of(7, 4), Pooling.GRU, 5);

    assertThat(other.probabilities(1, state)).containsExactly(networks.probabilities(1, state));
  }

  @Test
  void namesAreInAFixedOrder() {
    assertThat(networks.weights().keySet())
        .containsExactly(
            "agents.0.actor.0.weight",
            "agents.0.actor.0.bias",
            "agents.0.actor.2.weight",
            "agents.0.actor.2.bias",
            "agents.1.actor.0.weight",
            "agents.1.actor.0.bias",
            "agents.1.actor.2.weight",
            "agents.1.actor.2.bias",
            "gru.weight_ih_l0",
            "gru.weight_hh_l0",
            "gru.bias_ih_l0",
            "gru.bias_hh_l0",
            "agents.0.critic.0.weight",
            "agents.0.critic.0.bias",
            "agents.0.critic.2.weight",
            "agents.0.critic.2.bias",
            "agents.1.critic.0.weight",
            "agents.1.critic.0.bias",
            "agents.1.critic.2.weight",
            "agents.1.critic.2.bias");
  }

  @Test
  void meanPoolingHasNothingToLearn() {
    ActorCritic mean = ActorCritic.random(2, ACTIONS, Pooling.MEAN, 5);

    assertThat(mean.weights().keySet()).noneMatch(name -> name.contains("gru"));
    assertThat(mean.nextState(new double[] {1, 2}, new double[][] {{4, 0}, {0, 2}}))
        .containsExactly(3, 3);
  }

  @Test
  void probabilitiesSumToOne() {
    assertThat(networks.probabilities(1, state)).hasSize(4);
    assertThat(Arrays.stream(networks.probabilities(1, state)).sum())
        .isBetween(1 - 1e-12, 1 + 1e-12);
  }

  @Test
  void bestIsTheMostProbable() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 100; i++) {
      double[] next = RandomTrajectory.vector(random, 6);
      double[] probabilities = networks.probabilities(1, next);
      double max = Arrays.stream(probabilities).max().orElseThrow();

      assertThat(probabilities[networks.best(1, next)]).isEqualTo(max);
    }
  }

  @Test
  void bestOfEqualActionsIsTheFirst() {
    Map<String, double[]> weights = networks.weights();
    Arrays.fill(weights.get("agents.1.actor.2.weight"), 0);
    weights.put("agents.1.actor.2.bias", new double[] {0, 1, 1, 0.5});
    networks.loadWeights(weights);

    assertThat(networks.best(1, state)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void checkpointGoesOnBitByBit(Pooling pooling) {
    ActorCritic whole = ActorCritic.random(6, ACTIONS, pooling, 5);
    whole.update(arrays.build(), SETTINGS);
    ActorCritic resumed = ActorCritic.random(6, ACTIONS, pooling, 77);
    resumed.loadWeights(whole.weights());
    resumed.loadOptimizerState(whole.optimizerState());

    Update expected = whole.update(arrays.build(), SETTINGS);

    assertThat(resumed.update(arrays.build(), SETTINGS)).isEqualTo(expected);
    assertSame(resumed, whole);
    assertArrays(resumed.optimizerState(), whole.optimizerState());
  }

  @Test
  void optimizersStartAtZeroAndCountTheirSteps() {
    assertThat(networks.optimizerState().values()).allMatch(ActorCriticTest::isZero);

    networks.update(arrays.build(), SETTINGS);
    networks.update(arrays.build(), SETTINGS);

    assertThat(networks.optimizerState().get("actors.steps")).containsExactly(2);
    assertThat(networks.optimizerState().get("critics.steps")).containsExactly(2);
  }

  @Test
  void exportedWeightsAreCopies() {
    Arrays.fill(networks.weights().get("gru.bias_hh_l0"), 9);

    assertThat(networks.weights().get("gru.bias_hh_l0")).doesNotContain(9);
  }

  @Test
  void missingWeightIsNamed() {
    assertWeightsRefused(
        weights -> weights.remove("gru.bias_ih_l0"), "array \"gru.bias_ih_l0\" is missing");
  }

  @Test
  void unknownWeightIsNamed() {
    assertWeightsRefused(
        weights -> weights.put("agents.2.actor.0.bias", new double[6]),
        "array \"agents.2.actor.0.bias\" is unknown");
  }

  @Test
  void weightOfAnotherSizeIsNamed() {
    assertWeightsRefused(
        weights -> weights.put("agents.1.actor.2.weight", new double[18]),
        "array \"agents.1.actor.2.weight\" must have 24 numbers but has 18");
  }

  @Test
  void weightThatIsNotFiniteIsLocated() {
    assertWeightsRefused(
        weights -> weights.get("agents.1.critic.2.bias")[0] = Double.NaN,
        "array \"agents.1.critic.2.bias\" has NaN at 0");
  }

  @Test
  void optimizerStateThatCannotBeIsLocated() {
    assertStateRefused("actors.steps", 0.5, "array \"actors.steps\" has 0.5 at 0");
    assertStateRefused("critics.steps", -1, "array \"critics.steps\" has -1.0 at 0");
    assertStateRefused(
        "actors.second.gru.bias_ih_l0", -2, "array \"actors.second.gru.bias_ih_l0\" has -2.0 at 0");
  }

  @Test
  void wrongArgumentsAreRefused() {
    assertRefused(() -> networks.best(2, state), "agent must be from 0 to 1 but is 2");
    assertRefused(() -> networks.value(-1, state), "agent must be from 0 to 1 but is -1");
    assertRefused(
        () -> networks.probabilities(0, new double[5]), "state must have 6 numbers but has 5");
    assertRefused(
        () -> networks.nextState(state, new double[0][]),
        "rankedItems must have at least one vector");
    assertRefused(
        () -> networks.nextState(new double[] {0, 0, 1 / 0.0, 0, 0, 0}, new double[1][6]),
        "promptEmbedding[2] must be finite but is Infinity");
    assertRefused(
        () -> ActorCritic.random(0, ACTIONS, Pooling.GRU, 1),
        "dimensions must be at least 1 but is 0");
    assertRefused(
        () -> ActorCritic.random(2, List.of(), Pooling.GRU, 1), "there must be at least one agent");
    assertRefused(
        () -> ActorCritic.random(2, List.of(2, 0), Pooling.GRU, 1),
        "agent 1 must have at least 1 action but has 0");
  }

  @Test
  void trajectoryOfOtherNetworksIsRefused() {
    assertUpdateRefused(
        new RandomTrajectory(1, 2, 2, 5, ACTIONS),
        "the trajectory must have 6 dimensions but has 5");
    assertUpdateRefused(
        new RandomTrajectory(1, 2, 2, 6, List.of(2)),
        "the trajectory must have 2 agents but has 1");
    arrays.actions[0][1][2] = 3;
    assertUpdateRefused(arrays, "agent 0 has 3 actions but took action 3");
  }

  @Test
  void ppoWithoutOldLogProbabilitiesIsRefused() {
    Trajectory trajectory = arrays.builder().oldLogProbabilities(new double[0][][]).build();
    UpdateSettings ppo = SETTINGS.newBuilder().clipEpsilon(0.2).build();

    assertRefused(
        () -> networks.update(trajectory, ppo),
        "a clip epsilon needs a trajectory with old log-probabilities");
  }

  @Test
  void overflowIsRefusedAndChangesNothing() {
    arrays.rewards[0][0] = 1e200;
    Map<String, double[]> before = networks.weights();

    assertThatThrownBy(() -> networks.update(arrays.build(), SETTINGS))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageStartingWith("losses and gradients must be finite but are Update[");
    assertArrays(networks.weights(), before);
    assertThat(networks.optimizerState().values()).allMatch(ActorCriticTest::isZero);
  }

  @Test
  void oneClipHoldsForEachOptimizer() {
    Update update =
        networks.update(arrays.build(), SETTINGS.newBuilder().gradientClip(1e-3).build());

    assertThat(update.actorGradientNorm()).isGreaterThan(1e-3);
    assertThat(update.criticGradientNorm()).isGreaterThan(1e-3);
    assertThat(firstMomentNorm("actors.")).isBetween(0.99e-4, 1e-4);
    assertThat(firstMomentNorm("critics.")).isBetween(0.99e-4, 1e-4);
  }

  private double firstMomentNorm(String optimizer) {
    double squares =
        networks.optimizerState().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(optimizer + "first"))
            .flatMapToDouble(entry -> Arrays.stream(entry.getValue()))
            .map(moment -> moment * moment)
            .sum();
    return Math.sqrt(squares);
  }

  private void assertWeightsRefused(Consumer<Map<String, double[]>> change, String message) {
    Map<String, double[]> before = networks.weights();
    Map<String, double[]> weights = new LinkedHashMap<>();
    before.forEach((name, array) -> weights.put(name, new double[array.length]));
    change.accept(weights);

    assertRefused(() -> networks.loadWeights(weights), message);
    assertArrays(networks.weights(), before);
  }

  private void assertStateRefused(String name, double value, String message) {
    Map<String, double[]> state = networks.optimizerState();
    double[] array = state.get(name);
    array[0] = value;

    assertRefused(() -> networks.loadOptimizerState(state), message);
  }

  private void assertUpdateRefused(RandomTrajectory trajectory, String message) {
    assertRefused(() -> networks.update(trajectory.build(), SETTINGS), message);
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static boolean isZero(double[] numbers) {
    return Arrays.stream(numbers).allMatch(number -> number == 0);
  }

  private static void assertSame(ActorCritic actual, ActorCritic expected) {
    assertArrays(actual.weights(), expected.weights());
  }

  private static void assertArrays(Map<String, double[]> actual, Map<String, double[]> expected) {
    assertThat(actual.keySet()).containsExactlyElementsOf(expected.keySet());
    actual.forEach((name, array) -> assertThat(array).as(name).containsExactly(expected.get(name)));
  }
}
