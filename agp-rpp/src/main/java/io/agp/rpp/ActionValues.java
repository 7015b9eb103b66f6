package io.agp.rpp;

import java.util.List;

/**
 * What each action of each agent is worth in a state, from all calls so far: reward = mean + Σ over
 * agents of w(agent, action) · [s / scale, 1], the scale being the states' root mean square length.
 * Linear and shrunk, as a few thousand noisy rewards carry no more. Agents are fitted in turn to
 * what the others leave over, so that one agent's choice does not count for another's. Older calls
 * count less: what a choice was worth hung on what the other agents chose then.
 */
final class ActionValues {
  private static final int SWEEPS = 3;

  private final double ridge;
  private final double[][][] weights;
  private double mean;
  private double scale = 1;

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
      values[action] = of(weights[agent][action], state, scale);
    }
    return values;
  }

  private static double of(double[] weights, double[] state, double scale) {
    double sum = 0;
    for (int i = 0; i < state.length; i++) {
      sum += weights[i] * state[i];
    }
    return sum / scale + weights[state.length];
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
    // Embeddings of any length are then shrunk alike.
    scale = squares > 0 ? Math.sqrt(squares / total) : 1;
    double[][] states = steps.stream().map(step -> scaled(step.state)).toArray(double[][]::new);
    RidgeSystem[][] systems = systems(steps, states, counts);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int agent = 0; agent < weights.length; agent++) {
        refit(steps, states, counts, agent, systems[agent]);
      }
    }
  }

  private double[] scaled(double[] state) {
    double[] scaled = state.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] /= scale;
    }
    return scaled;
  }

  private RidgeSystem[][] systems(List<Step> steps, double[][] states, double[] counts) {
    RidgeSystem[][] systems = new RidgeSystem[weights.length][];
    for (int agent = 0; agent < weights.length; agent++) {
      systems[agent] = new RidgeSystem[weights[agent].length];
      for (int action = 0; action < systems[agent].length; action++) {
        systems[agent][action] = new RidgeSystem(weights[agent][action].length);
      }
      for (int i = 0; i < counts.length; i++) {
        systems[agent][steps.get(i).actions[agent]].add(states[i], counts[i]);
      }
      for (RidgeSystem system : systems[agent]) {
        system.decompose(ridge);
      }
    }
    return systems;
  }

  /** Fits one agent to what the mean and the other agents leave of the rewards. */
  private void refit(
      List<Step> steps, double[][] states, double[] counts, int agent, RidgeSystem[] systems) {
    double[][] targets = new double[systems.length][weights[agent][0].length];
    for (int i = 0; i < counts.length; i++) {
      Step step = steps.get(i);
      double left = counts[i] * (step.reward - mean - ofOthers(step, agent));
      double[] target = targets[step.actions[agent]];
      Vectors.add(target, left, states[i]);
      target[target.length - 1] += left;
    }
    for (int action = 0; action < systems.length; action++) {
      weights[agent][action] = systems[action].solve(targets[action]);
    }
  }

  private double ofOthers(Step step, int agent) {
    double sum = 0;
    for (int other = 0; other < weights.length; other++) {
      if (other != agent) {
        sum += of(weights[other][step.actions[other]], step.state, scale);
      }
    }
    return sum;
  }
}
