package io.agp.rpp;

import java.util.List;

/**
 * What each action of each agent is worth in a state, from all calls so far: reward = mean + Σ over
 * agents of w(agent, action) · [s, 1]. Linear and shrunk, as a few thousand noisy rewards carry no
 * more. Agents are fitted in turn to what the others leave over, so that one agent's choice does
 * not count for another's. Older calls count less: what a choice was worth hung on what the other
 * agents chose then.
 */
final class ActionValues {
  private static final int SWEEPS = 3;

  private final double ridge;
  private final double[][][] weights;
  private double mean;

  /** No action is worth more than another. */
  ActionValues(List<Integer> actions, int dimensions, double ridge) {
    this.ridge = ridge;
    weights = new double[actions.size()][][];
    for (int agent = 0; agent < weights.length; agent++) {
      weights[agent] = new double[actions.get(agent)][dimensions + 1];
    }
  }

  /** One value for each action of an agent. */
  double[] of(int agent, double[] state) {
    double[] values = new double[weights[agent].length];
    for (int action = 0; action < values.length; action++) {
      values[action] = of(weights[agent][action], state);
    }
    return values;
  }

  private static double of(double[] weights, double[] state) {
    double sum = weights[state.length];
    for (int i = 0; i < state.length; i++) {
      sum += weights[i] * state[i];
    }
    return sum;
  }

  /** Fits to steps, each with how much it counts; at least one. */
  void fit(List<Step> steps, double[] counts) {
    double total = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < counts.length; i++) {
      Step step = steps.get(i);
      total += counts[i];
      sum += counts[i] * step.reward;
      squares += counts[i] * Vectors.dot(step.state, step.state);
    }
    mean = sum / total;
    // Relative to the states' length, so that embeddings of any scale are shrunk alike.
    double shrinkage = ridge * Math.max(1e-9, squares / total);
    RidgeSystem[][] systems = systems(steps, counts, shrinkage);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int agent = 0; agent < weights.length; agent++) {
        refit(steps, counts, agent, systems[agent]);
      }
    }
  }

  private RidgeSystem[][] systems(List<Step> steps, double[] counts, double shrinkage) {
    RidgeSystem[][] systems = new RidgeSystem[weights.length][];
    for (int agent = 0; agent < weights.length; agent++) {
      systems[agent] = new RidgeSystem[weights[agent].length];
      for (int action = 0; action < systems[agent].length; action++) {
        systems[agent][action] = new RidgeSystem(weights[agent][action].length);
      }
      for (int i = 0; i < counts.length; i++) {
        Step step = steps.get(i);
        systems[agent][step.actions[agent]].add(step.state, counts[i]);
      }
      for (RidgeSystem system : systems[agent]) {
        system.decompose(shrinkage);
      }
    }
    return systems;
  }

  /** Fits one agent to what the mean and the other agents leave of the rewards. */
  private void refit(List<Step> steps, double[] counts, int agent, RidgeSystem[] systems) {
    double[][] targets = new double[systems.length][weights[agent][0].length];
    for (int i = 0; i < counts.length; i++) {
      Step step = steps.get(i);
      double left = counts[i] * (step.reward - mean - ofOthers(step, agent));
      double[] target = targets[step.actions[agent]];
      for (int d = 0; d < step.state.length; d++) {
        target[d] += left * step.state[d];
      }
      target[step.state.length] += left;
    }
    for (int action = 0; action < systems.length; action++) {
      weights[agent][action] = systems[action].solve(targets[action]);
    }
  }

  private double ofOthers(Step step, int agent) {
    double sum = 0;
    for (int other = 0; other < weights.length; other++) {
      if (other != agent) {
        sum += of(weights[other][step.actions[other]], step.state);
      }
    }
    return sum;
  }
}
