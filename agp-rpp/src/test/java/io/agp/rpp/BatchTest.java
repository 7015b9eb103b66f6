package io.agp.rpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agp.rpp.internal.ActorCritic;
import io.agp.rpp.internal.Pooling;
import io.agp.rpp.internal.UpdateSettings;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static final UpdateSettings SETTINGS =
      UpdateSettings.builder().gamma(0.9).entropyCoefficient(0.1).build();

  private final Random random = new Random(1);

  private static ActorCritic networks(Pooling pooling) {
    return ActorCritic.random(3, List.of(2, 3), pooling, 7);
  }

  private double[] vector() {
    return new double[] {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
  }

  private Step step(double[] state, double reward) {
    double[][] ranked = {vector(), vector()};
    return new Step(1, state, new int[] {1, 2}, new double[] {0.5, 0.25}, vector(), ranked, reward);
  }

  private static void assertSameWeights(ActorCritic one, ActorCritic other) {
    Map<String, double[]> weights = other.weights();
    one.weights()
        .forEach(
            (name, values) -> assertThat(values).containsExactly(weights.get(name), within(1e-12)));
  }

  @Test
  void fillingUpAShorterEpisodeChangesNothing() {
    Step first = step(vector(), 0.3);
    Step alone = step(vector(), 0.5);
    ActorCritic filledUp = networks(Pooling.MEAN);
    ActorCritic even = networks(Pooling.MEAN);
    Step second = step(even.nextState(first.prompt, first.ranked), 0.9);

    filledUp.update(
        new Batch(List.of(new Episode(List.of(alone)), new Episode(List.of(first, second))))
            .trajectory(after -> after == 0),
        SETTINGS);
    even.update(
        new Batch(List.of(new Episode(List.of(alone)), new Episode(List.of(second))))
            .trajectory(after -> true),
        SETTINGS);

    assertSameWeights(filledUp, even);
  }

  @Test
  void aStepOfWeightZeroTeachesOnlyTheWayToTheNextState() {
    Step first = step(vector(), 0.3);
    ActorCritic window = networks(Pooling.MEAN);
    ActorCritic last = networks(Pooling.MEAN);
    Step second = step(window.nextState(first.prompt, first.ranked), 0.9);

    window.update(
        new Batch(List.of(new Episode(List.of(first, second)))).trajectory(after -> after == 0),
        SETTINGS);
    last.update(
        new Batch(List.of(new Episode(List.of(second)))).trajectory(after -> true), SETTINGS);

    assertSameWeights(window, last);
  }

  @Test
  void theGruLearnsFromTheStateItMadeBeforeTheLastStep() {
    Step first = step(vector(), 0.3);
    ActorCritic networks = networks(Pooling.GRU);
    Step second = step(networks.nextState(first.prompt, first.ranked), 0.9);

    networks.update(
        new Batch(List.of(new Episode(List.of(first, second)))).trajectory(after -> after == 0),
        SETTINGS);

    assertThat(networks.weights().get("gru.weight_ih_l0"))
        .isNotEqualTo(networks(Pooling.GRU).weights().get("gru.weight_ih_l0"));
  }

  @Test
  void actorsMoveTowardsTheHighestGivenValues() {
    ActorCritic networks = networks(Pooling.GRU);
    double[][] states = {vector(), vector()};
    double[][] first = {{1, 0}, {0, 1}};
    double[][] second = {{0, 0, 1}, {1, 0, 0}};
    UpdateSettings settings = UpdateSettings.builder().actorLearningRate(0.02).build();
    double[] critic = networks.weights().get("agents.0.critic.0.weight");

    for (int i = 0; i < 300; i++) {
      networks.improve(states, List.of(first, second), settings);
    }

    assertThat(networks.best(0, states[0])).isZero();
    assertThat(networks.best(0, states[1])).isEqualTo(1);
    assertThat(networks.best(1, states[0])).isEqualTo(2);
    assertThat(networks.best(1, states[1])).isZero();
    assertThat(networks.weights().get("agents.0.critic.0.weight")).isEqualTo(critic);
  }
}
