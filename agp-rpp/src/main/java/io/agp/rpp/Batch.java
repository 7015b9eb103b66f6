package io.agp.rpp;

import io.agp.rpp.internal.Trajectory;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Makes a trajectory of episodes of any lengths: the shorter ones are filled up with steps of
 * weight 0.
 */
final class Batch {
  private final List<Episode> episodes;
  private final int steps;
  private final int agents;
  private final int dimensions;

  /** At least one episode, each with at least one step. */
  Batch(List<Episode> episodes) {
    this.episodes = episodes;
    this.steps = episodes.stream().mapToInt(e -> e.steps().size()).max().orElseThrow();
    Step first = episodes.get(0).steps().get(0);
    this.agents = first.actions.length;
    this.dimensions = first.state.length;
  }

  /**
   * The trajectory.
   *
   * @param teaches which steps count, by how many steps of the episode come after them
   */
  Trajectory trajectory(IntPredicate teaches) {
    int users = episodes.size();
    double[][] starts = new double[users][];
    double[][][] prompts = new double[steps][users][dimensions];
    double[][][][] ranked = new double[steps][users][1][dimensions];
    double[][] rewards = new double[steps][users];
    double[][] weights = new double[steps][users];
    int[][][] actions = new int[agents][steps][users];
    double[][][] logs = new double[agents][steps][users];
    for (int user = 0; user < users; user++) {
      List<Step> taken = episodes.get(user).steps();
      starts[user] = taken.get(0).state;
      for (int t = 0; t < taken.size(); t++) {
        Step step = taken.get(t);
        prompts[t][user] = step.prompt;
        ranked[t][user] = step.ranked;
        rewards[t][user] = step.reward;
        weights[t][user] = teaches.test(taken.size() - 1 - t) ? 1 : 0;
        for (int agent = 0; agent < agents; agent++) {
          actions[agent][t][user] = step.actions[agent];
          logs[agent][t][user] = Math.log(step.probabilities[agent]);
        }
      }
    }
    return Trajectory.builder()
        .userEmbeddings(starts)
        .promptEmbeddings(prompts)
        .rankedItems(ranked)
        .rewards(rewards)
        .weights(weights)
        .actions(actions)
        .oldLogProbabilities(logs)
        .build();
  }
}
