package io.agp.rpp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every number of an update agrees with an independent PyTorch run in double precision. */
class PyTorchFixtureTest {
  private static final Offset<Double> CLOSE = within(1e-9);

  private Fixture fixture;
  private ActorCritic networks;

  @BeforeEach
  void read() throws IOException {
    fixture = Fixture.orSkip();
    networks = fixture.networks();
  }

  @Test
  void statesAreThePromptPlusTheGru() {
    double[][][] states = fixture.matrices("states");
    for (int step = 0; step + 1 < states.length; step++) {
      for (int user = 0; user < states[step].length; user++) {
        double[] next =
            networks.nextState(
                fixture.numbers("promptEmbeddings", step, user),
                fixture.matrix("rankedItemEmbeddings", step, user));
        assertClose(next, states[step + 1][user]);
      }
    }
  }

  @Test
  void probabilitiesAgree() {
    double[][][] states = fixture.matrices("states");
    for (int agent = 0; agent < networks.actions().size(); agent++) {
      double[][][] expected = fixture.matrices("agents", agent, "probabilities");
      for (int step = 0; step < expected.length; step++) {
        for (int user = 0; user < expected[step].length; user++) {
          assertClose(networks.probabilities(agent, states[step][user]), expected[step][user]);
        }
      }
    }
  }

  @Test
  void valuesAgree() {
    double[][][] states = fixture.matrices("states");
    for (int agent = 0; agent < networks.actions().size(); agent++) {
      double[][] expected = fixture.matrix("agents", agent, "values");
      for (int step = 0; step < expected.length; step++) {
        for (int user = 0; user < expected[step].length; user++) {
          assertThat(networks.value(agent, states[step][user]))
              .isCloseTo(expected[step][user], CLOSE);
        }
      }
    }
  }

  @Test
  void returnsAgree() {
    for (int agent = 0; agent < networks.actions().size(); agent++) {
      double[] returns =
          Returns.nStep(
              fixture.numbers("rewards"),
              fixture.numbers("agents", agent, "values"),
              (int) fixture.number("users"),
              fixture.number("gamma"),
              (int) fixture.number("nStep"));
      assertClose(returns, fixture.numbers("agents", agent, "returns"));
    }
  }

  @Test
  void lossesAgree() {
    Update update = networks.update(fixture.trajectory(), fixture.settings());

    for (int agent = 0; agent < update.agents().size(); agent++) {
      Update.AgentLosses losses = update.agents().get(agent);
      assertThat(losses.actor()).isCloseTo(fixture.number("agents", agent, "actorLoss"), CLOSE);
      assertThat(losses.critic()).isCloseTo(fixture.number("agents", agent, "criticLoss"), CLOSE);
    }
  }

  @Test
  void gradientsAgree() {
    networks.addGradients(fixture.trajectory(), fixture.settings());

    Map<String, double[]> expected = fixture.named("gradients");
    assertThat(networks.parameters()).hasSize(expected.size());
    for (Parameter parameter : networks.parameters()) {
      assertThat(Parameter.flat(parameter.gradient()))
          .as(parameter.name())
          .containsExactly(expected.get(parameter.name()), CLOSE);
    }
  }

  @Test
  void weightsAfterOneAdamStepAgree() {
    networks.update(fixture.trajectory(), fixture.settings());

    Map<String, double[]> expected = fixture.named("afterOneAdamStep");
    assertThat(networks.weights()).hasSameSizeAs(expected);
    networks
        .weights()
        .forEach(
            (name, weights) ->
                assertThat(weights).as(name).containsExactly(expected.get(name), CLOSE));
  }

  private static void assertClose(double[] actual, double[] expected) {
    assertThat(actual).containsExactly(expected, CLOSE);
  }
}
