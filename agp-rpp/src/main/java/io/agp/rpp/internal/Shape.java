package io.agp.rpp.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The shape of a trajectory: checks its arrays against it and copies them, flat over steps and
 * users, in the order t·users + user.
 */
record Shape(int steps, int users, int dimensions) {

  /** Users and dimensions from the users' embeddings, steps from the rewards. */
  static Shape of(double[][] userEmbeddings, double[][] rewards) {
    Checks.that(userEmbeddings.length > 0, "userEmbeddings must have at least one user");
    Checks.that(userEmbeddings[0].length > 0, "userEmbeddings[0] must have at least one number");
    Checks.that(rewards.length > 0, "rewards must have at least one step");
    return new Shape(rewards.length, userEmbeddings.length, userEmbeddings[0].length);
  }

  private int rows() {
    return steps * users;
  }

  /** One vector per user. */
  double[][] userRows(double[][] vectors) {
    Checks.vectors("userEmbeddings", vectors, dimensions);
    return copied(vectors);
  }

  /** One vector per step and user. */
  double[][] rows(String name, double[][][] vectors) {
    checkLength(name, vectors.length, steps, "steps");
    double[][] rows = new double[rows()][];
    for (int t = 0; t < steps; t++) {
      String step = name + "[" + t + "]";
      checkLength(step, vectors[t].length, users, "users");
      for (int u = 0; u < users; u++) {
        Checks.vector(step + "[" + u + "]", vectors[t][u], dimensions);
        rows[t * users + u] = vectors[t][u].clone();
      }
    }
    return rows;
  }

  /** A list of vectors per step and user, of any length but 0. */
  List<double[][]> lists(String name, double[][][][] lists) {
    checkLength(name, lists.length, steps, "steps");
    List<double[][]> rows = new ArrayList<>(rows());
    for (int t = 0; t < steps; t++) {
      String step = name + "[" + t + "]";
      checkLength(step, lists[t].length, users, "users");
      for (int u = 0; u < users; u++) {
        Checks.vectors(step + "[" + u + "]", lists[t][u], dimensions);
        rows.add(copied(lists[t][u]));
      }
    }
    return rows;
  }

  /** One finite number per step and user. */
  double[] numbers(String name, double[][] numbers) {
    checkLength(name, numbers.length, steps, "steps");
    double[] rows = new double[rows()];
    for (int t = 0; t < steps; t++) {
      Checks.vector(name + "[" + t + "]", numbers[t], users);
      System.arraycopy(numbers[t], 0, rows, t * users, users);
    }
    return rows;
  }

  /** One share per step and user, together 1: weights over their sum, or all alike. */
  double[] shares(double[][] weights) {
    if (weights.length == 0) {
      double[] alike = new double[rows()];
      Arrays.fill(alike, 1.0 / alike.length);
      return alike;
    }
    double[] rows = numbers("weights", weights);
    double sum = 0;
    for (int row = 0; row < rows.length; row++) {
      Checks.that(rows[row] >= 0, "weights must not be negative but one is %s", rows[row]);
      sum += rows[row];
    }
    Checks.that(sum > 0, "weights must not all be 0");
    for (int row = 0; row < rows.length; row++) {
      rows[row] /= sum;
    }
    return rows;
  }

  /** One action per agent, step and user. */
  List<int[]> actions(int[][][] actions) {
    Checks.that(actions.length > 0, "actions must have at least one agent");
    List<int[]> agents = new ArrayList<>(actions.length);
    for (int agent = 0; agent < actions.length; agent++) {
      agents.add(actions("actions[" + agent + "]", actions[agent]));
    }
    return agents;
  }

  private int[] actions(String name, int[][] actions) {
    checkLength(name, actions.length, steps, "steps");
    int[] rows = new int[rows()];
    for (int t = 0; t < steps; t++) {
      String step = name + "[" + t + "]";
      checkLength(step, actions[t].length, users, "users");
      for (int u = 0; u < users; u++) {
        int action = actions[t][u];
        Checks.that(action >= 0, "%s[%s] must not be negative but is %s", step, u, action);
        rows[t * users + u] = action;
      }
    }
    return rows;
  }

  /** One log-probability per agent, step and user, or nothing at all. */
  List<double[]> logProbabilities(double[][][] logs, int agents) {
    if (logs.length == 0) {
      return List.of();
    }
    checkLength("oldLogProbabilities", logs.length, agents, "agents");
    List<double[]> all = new ArrayList<>(agents);
    for (int agent = 0; agent < agents; agent++) {
      all.add(logProbabilities("oldLogProbabilities[" + agent + "]", logs[agent]));
    }
    return all;
  }

  private double[] logProbabilities(String name, double[][] logs) {
    double[] rows = numbers(name, logs);
    for (int row = 0; row < rows.length; row++) {
      Checks.that(
          rows[row] <= 0,
          "%s[%s][%s] must be at most 0 but is %s",
          name,
          row / users,
          row % users,
          rows[row]);
    }
    return rows;
  }

  private static double[][] copied(double[][] vectors) {
    double[][] copy = new double[vectors.length][];
    for (int i = 0; i < vectors.length; i++) {
      copy[i] = vectors[i].clone();
    }
    return copy;
  }

  private static void checkLength(String name, int length, int expected, String what) {
    Checks.that(length == expected, "%s must have %s %s but has %s", name, expected, what, length);
  }
}
