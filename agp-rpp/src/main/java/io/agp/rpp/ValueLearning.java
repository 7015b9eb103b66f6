package io.agp.rpp;

import io.agp.rpp.internal.ActorCritic;
import io.agp.rpp.internal.UpdateSettings;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The default: the paper's step on the calls of this iteration, which also teaches the critics and
 * the GRU; then many steps of the actors towards what all calls so far say of every action. The
 * weight of their entropy, which is the exploration, falls from iteration to iteration.
 */
final class ValueLearning implements Learning {
  // Measured: docs/decisions/010.
  private static final double RIDGE = 2;
  private static final double DECAY = 0.9;
  private static final int STEPS = 100;
  private static final int BATCH_SIZE = 100;
  private static final double LEARNING_RATE = 5e-3;
  private static final double FIRST_ENTROPY = 0.05;
  private static final double LAST_ENTROPY = 0.01;
  private static final double MIXING = 0.5;

  /**
   * First rounds or later ones, and what actions are worth in them. The first state is the user's
   * embedding, later ones are made of a prompt and its answer: one linear fit to both would let the
   * later rewards speak of other users' first states.
   */
  private record Fitted(List<Step> steps, ActionValues values) {}

  private final Learning once;
  private final UpdateSettings settings;
  private final int iterations;
  private final long seed;

  ValueLearning(UpdateSettings onPolicy, int iterations, long seed) {
    this.once = Learning.once(onPolicy);
    this.settings = onPolicy.newBuilder().actorLearningRate(LEARNING_RATE).build();
    this.iterations = iterations;
    this.seed = seed;
  }

  @Override
  public void learn(ActorCritic networks, List<Episode> fresh, List<Episode> all, int iteration) {
    once.learn(networks, fresh, all, iteration);
    if (all.isEmpty()) {
      return;
    }
    List<Fitted> rounds =
        Stream.of(
                all.stream().flatMap(episode -> episode.steps().stream().limit(1)),
                all.stream().flatMap(episode -> episode.steps().stream().skip(1)))
            .map(Stream::toList)
            .filter(steps -> !steps.isEmpty())
            .map(steps -> fit(networks, steps, iteration))
            .toList();
    improve(networks, rounds, iteration);
  }

  private static Fitted fit(ActorCritic networks, List<Step> steps, int iteration) {
    ActionValues values = new ActionValues(networks.actions(), networks.dimensions(), RIDGE);
    double[] counts =
        steps.stream().mapToDouble(step -> Math.pow(DECAY, iteration - step.iteration)).toArray();
    values.fit(steps, counts);
    return new Fitted(steps, values);
  }

  private void improve(ActorCritic networks, List<Fitted> rounds, int iteration) {
    UpdateSettings now = settings.newBuilder().entropyCoefficient(entropy(iteration)).build();
    Random random = new Random(seed * 31 + iteration);
    for (int i = 0; i < STEPS; i++) {
      double[][] states = new double[BATCH_SIZE][];
      double[][][] values = new double[networks.actions().size()][BATCH_SIZE][];
      for (int row = 0; row < BATCH_SIZE; row++) {
        Fitted round = draw(rounds, random);
        states[row] = near(round.steps(), random);
        for (int agent = 0; agent < values.length; agent++) {
          values[agent][row] = round.values().of(agent, states[row]);
        }
      }
      networks.improve(states, List.of(values), now);
    }
  }

  /** Falls evenly from the first iteration to the last; a log before the first counts as it. */
  private double entropy(int iteration) {
    double done = (iteration - 1.0) / Math.max(1, iterations - 1);
    return FIRST_ENTROPY + (LAST_ENTROPY - FIRST_ENTROPY) * Math.max(0, done);
  }

  /** First rounds or later ones, as often as they have steps. */
  private static Fitted draw(List<Fitted> rounds, Random random) {
    int all = rounds.stream().mapToInt(round -> round.steps().size()).sum();
    int first = rounds.get(0).steps().size();
    return rounds.get(random.nextInt(all) < first ? 0 : 1);
  }

  /**
   * A state between two of those seen: the actors shall follow the values where other users are,
   * too.
   */
  private static double[] near(List<Step> steps, Random random) {
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
