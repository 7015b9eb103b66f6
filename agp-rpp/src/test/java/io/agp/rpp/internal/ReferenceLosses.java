package io.agp.rpp.internal;

import java.util.OptionalDouble;

/**
 * The losses written down once more, user by user and straight from the equations, with returns and
 * advantages fixed at the weights that the networks have when this is made.
 */
final class ReferenceLosses {
  private final RandomTrajectory trajectory;
  private final UpdateSettings settings;
  private final double[][][] returns;
  private final double[][][] advantages;

  ReferenceLosses(ActorCritic networks, RandomTrajectory trajectory, UpdateSettings settings) {
    this.trajectory = trajectory;
    this.settings = settings;
    int agents = networks.actions().size();
    returns = new double[agents][trajectory.steps()][trajectory.users()];
    advantages = new double[agents][trajectory.steps()][trajectory.users()];
    for (int agent = 0; agent < agents; agent++) {
      for (int step = 0; step < trajectory.steps(); step++) {
        for (int user = 0; user < trajectory.users(); user++) {
          double target = nStepReturn(networks, agent, step, user);
          double value = networks.value(agent, trajectory.state(networks, step, user));
          returns[agent][step][user] = target;
          advantages[agent][step][user] = target - value;
        }
      }
    }
  }

  private double nStepReturn(ActorCritic networks, int agent, int step, int user) {
    double sum = 0;
    double discount = 1;
    int next = step;
    while (next < trajectory.steps() && next < step + settings.nStep()) {
      sum += discount * trajectory.rewards[next][user];
      discount *= settings.gamma();
      next++;
    }
    return sum + discount * networks.value(agent, trajectory.state(networks, next, user));
  }

  /** All actors' losses together. */
  double actors(ActorCritic networks) {
    double sum = 0;
    for (int agent = 0; agent < advantages.length; agent++) {
      sum += actor(networks, agent);
    }
    return sum;
  }

  double actor(ActorCritic networks, int agent) {
    double sum = 0;
    for (int step = 0; step < trajectory.steps(); step++) {
      for (int user = 0; user < trajectory.users(); user++) {
        double[] state = trajectory.state(networks, step, user);
        double[] policy = networks.probabilities(agent, state);
        sum +=
            surrogate(Math.log(policy[trajectory.actions[agent][step][user]]), agent, step, user);
        sum -= settings.entropyCoefficient() * entropy(policy);
      }
    }
    return sum / (trajectory.steps() * trajectory.users());
  }

  private double surrogate(double logProbability, int agent, int step, int user) {
    double advantage = advantages[agent][step][user];
    OptionalDouble clip = settings.clipEpsilon();
    if (clip.isEmpty()) {
      return -logProbability * advantage;
    }
    double ratio = ratio(logProbability, agent, step, user);
    double low = 1 - clip.getAsDouble();
    double high = 1 + clip.getAsDouble();
    double clipped = ratio < low ? low : ratio > high ? high : ratio;
    return -Math.min(ratio * advantage, clipped * advantage);
  }

  private double ratio(double logProbability, int agent, int step, int user) {
    return Math.exp(logProbability - trajectory.oldLogProbabilities[agent][step][user]);
  }

  static double entropy(double[] policy) {
    double sum = 0;
    for (double probability : policy) {
      sum -= probability * Math.log(probability);
    }
    return sum;
  }

  /** All critics' losses together. */
  double critics(ActorCritic networks) {
    double sum = 0;
    for (int agent = 0; agent < returns.length; agent++) {
      sum += critic(networks, agent);
    }
    return sum;
  }

  double critic(ActorCritic networks, int agent) {
    double sum = 0;
    for (int step = 0; step < trajectory.steps(); step++) {
      for (int user = 0; user < trajectory.users(); user++) {
        double value = networks.value(agent, trajectory.state(networks, step, user));
        sum += Math.pow(returns[agent][step][user] - value, 2);
      }
    }
    return sum / (trajectory.steps() * trajectory.users());
  }
}
