package io.agp.rpp.internal;

import java.util.List;
import java.util.SplittableRandom;

/** Arrays of a random trajectory, to be changed by a test before it builds them. */
final class RandomTrajectory {
  final double[][] userEmbeddings;
  final double[][][] promptEmbeddings;
  final double[][][][] rankedItems;
  final int[][][] actions;
  final double[][] rewards;
  final double[][][] oldLogProbabilities;

  /** Rankings have one to four candidates. */
  RandomTrajectory(long seed, int steps, int users, int dimensions, List<Integer> actionCounts) {
    SplittableRandom random = new SplittableRandom(seed);
    userEmbeddings = new double[users][];
    promptEmbeddings = new double[steps][users][];
    rankedItems = new double[steps][users][][];
    actions = new int[actionCounts.size()][steps][users];
    rewards = new double[steps][users];
    oldLogProbabilities = new double[actionCounts.size()][steps][users];
    for (int user = 0; user < users; user++) {
      userEmbeddings[user] = vector(random, dimensions);
      for (int step = 0; step < steps; step++) {
        promptEmbeddings[step][user] = vector(random, dimensions);
        rankedItems[step][user] = vectors(random, 1 + random.nextInt(4), dimensions);
        rewards[step][user] = random.nextDouble();
        for (int agent = 0; agent < actionCounts.size(); agent++) {
          actions[agent][step][user] = random.nextInt(actionCounts.get(agent));
          oldLogProbabilities[agent][step][user] = random.nextDouble(-2, -0.3);
        }
      }
    }
  }

  static double[] vector(SplittableRandom random, int dimensions) {
    return random.doubles(dimensions, -1.5, 1.5).toArray();
  }

  static double[][] vectors(SplittableRandom random, int count, int dimensions) {
    double[][] vectors = new double[count][];
    for (int i = 0; i < count; i++) {
      vectors[i] = vector(random, dimensions);
    }
    return vectors;
  }

  int steps() {
    return rewards.length;
  }

  int users() {
    return userEmbeddings.length;
  }

  Trajectory.Builder builder() {
    return Trajectory.builder()
        .userEmbeddings(userEmbeddings)
        .promptEmbeddings(promptEmbeddings)
        .rankedItems(rankedItems)
        .actions(actions)
        .rewards(rewards)
        .oldLogProbabilities(oldLogProbabilities);
  }

  Trajectory build() {
    return builder().build();
  }

  /** The state of a user before an action, computed step by step. */
  double[] state(ActorCritic networks, int step, int user) {
    return step == 0
        ? userEmbeddings[user]
        : networks.nextState(promptEmbeddings[step - 1][user], rankedItems[step - 1][user]);
  }
}
