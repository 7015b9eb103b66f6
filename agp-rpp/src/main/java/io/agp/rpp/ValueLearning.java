package io.agp.rpp;

import io.agp.rpp.internal.ActorCritic;
import io.agp.rpp.internal.UpdateSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The default: the paper's step on the calls of this iteration, which also teaches the critics and
 * the GRU; then many steps of the actors towards what all calls so far say of every action.
 */
final class ValueLearning implements Learning {
  // Measured: docs/decisions/010.
  private static final double RIDGE = 2;
  private static final double DECAY = 0.9;
  private static final int STEPS = 100;
  private static final int BATCH_SIZE = 100;
  private static final double LEARNING_RATE = 5e-3;
  private static final double ENTROPY = 0.03;
  private static final double MIXING = 0.5;

  private final Learning once;
  private final UpdateSettings settings;
  private final long seed;

  ValueLearning(UpdateSettings onPolicy, long seed) {
    this.once = Learning.once(onPolicy);
    this.settings =
        onPolicy.newBuilder().actorLearningRate(LEARNING_RATE).entropyCoefficient(ENTROPY).build();
    this.seed = seed;
  }

  @Override
  public void learn(ActorCritic networks, List<Episode> fresh, List<Episode> all, int iteration) {
    once.learn(networks, fresh, all, iteration);
    if (all.isEmpty()) {
      return;
    }
    List<Step> steps = new ArrayList<>();
    all.forEach(episode -> steps.addAll(episode.steps()));
    ActionValues fitted = new ActionValues(networks.actions(), networks.dimensions(), RIDGE);
    double[] counts =
        steps.stream().mapToDouble(step -> Math.pow(DECAY, iteration - step.iteration)).toArray();
    fitted.fit(steps, counts);
    improve(networks, steps, fitted, new Random(seed * 31 + iteration));
  }

  private void improve(ActorCritic networks, List<Step> steps, ActionValues fitted, Random random) {
    int agents = networks.actions().size();
    for (int i = 0; i < STEPS; i++) {
      double[][] states = new double[BATCH_SIZE][];
      for (int row = 0; row < states.length; row++) {
        states[row] = near(steps, random);
      }
      List<double[][]> actionValues = new ArrayList<>();
      for (int agent = 0; agent < agents; agent++) {
        double[][] rows = new double[states.length][];
        for (int row = 0; row < rows.length; row++) {
          rows[row] = fitted.of(agent, states[row]);
        }
        actionValues.add(rows);
      }
      networks.improve(states, actionValues, settings);
    }
  }

  /**
   * A state between two of those seen: the actors shall follow the values where other users are,
   * too.
   */
  private double[] near(List<Step> steps, Random random) {
    double[] one = steps.get(random.nextInt(steps.size())).state;
    double[] other = steps.get(random.nextInt(steps.size())).state;
    double share = MIXING * random.nextDouble();
    double[] state = new double[one.length];
    for (int i = 0; i < state.length; i++) {
      state[i] = (1 - share) * one[i] + share * other[i];
    }
    return state;
  }
}
