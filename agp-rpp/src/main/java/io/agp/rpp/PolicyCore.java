package io.agp.rpp;

import io.agp.Ranking;
import io.agp.User;
import io.agp.rpp.internal.ActorCritic;
import org.jspecify.annotations.Nullable;

/**
 * What decides, in training and in serving: states in, choices out. Thread-safe while the networks
 * do not learn.
 */
final class PolicyCore {
  private final ActionSpace space;
  private final AgentLayout layout;
  private final StateEncoder encoder;
  private final ActorCritic networks;

  PolicyCore(ActionSpace space, AgentLayout layout, StateEncoder encoder, ActorCritic networks) {
    this.space = space;
    this.layout = layout;
    this.encoder = encoder;
    this.networks = networks;
    if (!networks.actions().equals(layout.sizes())) {
      throw new IllegalArgumentException(
          String.format(
              "The networks must choose from as many actions as the space has, %s, was %s",
              layout.sizes(), networks.actions()));
    }
  }

  /** s_0. */
  double[] firstState(User user) {
    return encoder.user(user);
  }

  /** s_(t+1) = E(p_t) + the pooled items in the order of the answer. */
  double[] nextState(AssembledPrompt prompt, Ranking ranking) {
    return networks.nextState(encoder.prompt(prompt), encoder.items(ranking.items()));
  }

  /** Each agent's most probable action. */
  int[] greedy(double[] state) {
    int[] actions = new int[layout.agents().size()];
    for (int agent = 0; agent < actions.length; agent++) {
      actions[agent] = networks.best(agent, state);
    }
    return actions;
  }

  /** The prompt of a first round, or of the one after another. */
  RppPrompt prompt(@Nullable RppPrompt before, int[] actions) {
    int[] choices = layout.choices(actions);
    return before == null ? RppPrompt.first(space, choices) : before.next(choices);
  }

  ActionSpace space() {
    return space;
  }

  AgentLayout layout() {
    return layout;
  }

  StateEncoder encoder() {
    return encoder;
  }

  ActorCritic networks() {
    return networks;
  }

  /** Agents that have but one action each, whoever the user is. */
  PolicyCore always(int[] actions) {
    return of(layout.always(space, actions));
  }

  /** Agents that have but the manual choice. */
  PolicyCore manual() {
    return of(layout.manual(space));
  }

  private PolicyCore of(AgentLayout fixed) {
    ActorCritic idle =
        ActorCritic.random(networks.dimensions(), fixed.sizes(), networks.pooling(), 0);
    return new PolicyCore(space, fixed, encoder, idle);
  }

  /** A copy that no longer learns, its weights rounded to single precision as files keep them. */
  PolicyCore frozen() {
    var rounded = networks.weights();
    for (double[] weights : rounded.values()) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) weights[i];
      }
    }
    ActorCritic copy =
        ActorCritic.random(networks.dimensions(), networks.actions(), networks.pooling(), 0);
    copy.loadWeights(rounded);
    return new PolicyCore(space, layout, encoder, copy);
  }
}
