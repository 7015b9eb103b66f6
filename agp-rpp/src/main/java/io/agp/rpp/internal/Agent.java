package io.agp.rpp.internal;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One agent of its own parameters: the actor, whose outputs are the logits of its actions, and the
 * critic, whose output is the value of the state.
 */
final class Agent {
  private final int actions;
  private final Network actor;
  private final Network critic;

  Agent(String name, int dimensions, int actions, SplittableRandom random) {
    this.actions = actions;
    actor = new Network(name + ".actor", dimensions, actions, random);
    critic = new Network(name + ".critic", dimensions, 1, random);
  }

  int actions() {
    return actions;
  }

  List<Parameter> actorParameters() {
    return actor.parameters();
  }

  List<Parameter> criticParameters() {
    return critic.parameters();
  }

  double[] probabilities(double[] state) {
    return Softmax.probabilities(actor.forward(state));
  }

  double value(double[] state) {
    return critic.forward(state)[0];
  }

  /** The first of the most probable actions. */
  int best(double[] state) {
    double[] logits = actor.forward(state);
    int best = 0;
    for (int action = 1; action < actions; action++) {
      if (logits[action] > logits[best]) {
        best = action;
      }
    }
    return best;
  }

  /**
   * Adds the gradients of this agent's losses to its parameters' and, from the actor's alone, those
   * by the states after the first in which it acted to a target: the first are embeddings, which do
   * not learn.
   *
   * @param states row t·users + user; one step more than actions unless γ is 0
   * @param index this agent's place in the trajectory
   * @param stateGradient row (t − 1)·users + user, for every t &gt; 0 with an action
   */
  Update.AgentLosses addGradients(
      double[][] states,
      Trajectory trajectory,
      int index,
      UpdateSettings settings,
      double[][] stateGradient) {
    double[] rewards = trajectory.rewards();
    Network.Pass values = critic.forward(states);
    double[] returns =
        Returns.nStep(
            rewards,
            firsts(values.output()),
            trajectory.users(),
            settings.gamma(),
            settings.nStep());
    double[] advantages = advantages(returns, values.output());
    double criticLoss = addCriticGradient(values, advantages, trajectory.shares());

    Network.Pass logits = actor.forward(Arrays.copyOf(states, rewards.length));
    PolicyLoss loss = policyLoss(logits.output(), trajectory, index, settings, advantages);
    double[][] inner = logits.addGradient(loss.gradient());
    logits.addInputGradient(
        Arrays.copyOfRange(inner, trajectory.users(), inner.length), stateGradient);
    return new Update.AgentLosses(loss.loss(), criticLoss, loss.entropy(), loss.clippedShare());
  }

  /** Adds the actor's gradient where the value of every action is known; returns the loss. */
  double addExpectedGradients(double[][] states, double[][] actionValues, double entropy) {
    Network.Pass logits = actor.forward(states);
    PolicyLoss loss = PolicyLoss.expected(logits.output(), actionValues, entropy);
    logits.addGradient(loss.gradient());
    return loss.loss();
  }

  private static double[] firsts(double[][] rows) {
    double[] firsts = new double[rows.length];
    for (int row = 0; row < rows.length; row++) {
      firsts[row] = rows[row][0];
    }
    return firsts;
  }

  /** R − V(s). */
  private static double[] advantages(double[] returns, double[][] values) {
    double[] advantages = new double[returns.length];
    for (int row = 0; row < returns.length; row++) {
      advantages[row] = returns[row] - values[row][0];
    }
    return advantages;
  }

  /** The mean of (R − V)², R a constant; states without an action of their own have no part. */
  private static double addCriticGradient(
      Network.Pass values, double[] advantages, double[] shares) {
    double[][] gradient = new double[values.output().length][1];
    double loss = 0;
    for (int row = 0; row < advantages.length; row++) {
      loss += shares[row] * advantages[row] * advantages[row];
      gradient[row][0] = -2 * shares[row] * advantages[row];
    }
    values.addGradient(gradient);
    return loss;
  }

  private static PolicyLoss policyLoss(
      double[][] logits,
      Trajectory trajectory,
      int index,
      UpdateSettings settings,
      double[] advantages) {
    int[] actions = trajectory.actions(index);
    double entropy = settings.entropyCoefficient();
    if (settings.clipEpsilon().isEmpty()) {
      return PolicyLoss.a2c(logits, actions, advantages, trajectory.shares(), entropy);
    }
    double[] old = trajectory.oldLogProbabilities(index).orElseThrow();
    double epsilon = settings.clipEpsilon().getAsDouble();
    return PolicyLoss.ppo(logits, actions, advantages, trajectory.shares(), entropy, old, epsilon);
  }
}
