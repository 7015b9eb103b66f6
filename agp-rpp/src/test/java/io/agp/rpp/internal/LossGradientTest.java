package io.agp.rpp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleSupplier;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Losses and gradients of the whole update against the equations written down user by user and
 * central differences by every weight.
 */
class LossGradientTest {
  private static final List<Integer> ACTIONS = List.of(3, 2);
  private static final Offset<Double> CLOSE = within(1e-8);

  @ParameterizedTest
  @EnumSource
  void a2c(Pooling pooling) {
    assertAgrees(pooling, UpdateSettings.builder().build());
  }

  @ParameterizedTest
  @EnumSource
  void a2cWithEntropyAndLongReturns(Pooling pooling) {
    assertAgrees(pooling, UpdateSettings.builder().entropyCoefficient(0.2).nStep(9).build());
  }

  @ParameterizedTest
  @EnumSource
  void ppoWithEntropy(Pooling pooling) {
    UpdateSettings settings =
        UpdateSettings.builder().clipEpsilon(0.3).nStep(2).entropyCoefficient(0.1).build();
    Update update = assertAgrees(pooling, settings);

    assertThat(update.agents())
        .allSatisfy(losses -> assertThat(losses.clippedShare()).isBetween(0.05, 0.95));
  }

  @ParameterizedTest
  @EnumSource
  void withoutDiscountTheLastStatesDoNotMatter(Pooling pooling) {
    assertAgrees(pooling, UpdateSettings.builder().gamma(0).build());
  }

  private static Update assertAgrees(Pooling pooling, UpdateSettings settings) {
    ActorCritic networks = ActorCritic.random(5, ACTIONS, pooling, 11);
    RandomTrajectory trajectory = new RandomTrajectory(12, 3, 4, 5, ACTIONS);
    ReferenceLosses reference = new ReferenceLosses(networks, trajectory, settings);

    Update update = networks.addGradients(trajectory.build(), settings);

    for (int agent = 0; agent < ACTIONS.size(); agent++) {
      Update.AgentLosses losses = update.agents().get(agent);
      assertThat(losses.actor()).isCloseTo(reference.actor(networks, agent), CLOSE);
      assertThat(losses.critic()).isCloseTo(reference.critic(networks, agent), CLOSE);
    }
    assertGradients(networks, reference);
    return update;
  }

  /** The GRU's gradient is the actors' alone: the critics' loss has no part in it. */
  private static void assertGradients(ActorCritic networks, ReferenceLosses reference) {
    for (Parameter parameter : networks.parameters()) {
      DoubleSupplier loss =
          parameter.name().contains("critic")
              ? () -> reference.critics(networks)
              : () -> reference.actors(networks);
      double[][] numerical = NumericalGradient.of(loss, parameter.values());
      for (int row = 0; row < numerical.length; row++) {
        assertThat(parameter.gradient()[row])
            .as(parameter.name())
            .containsExactly(numerical[row], CLOSE);
      }
    }
  }
}
