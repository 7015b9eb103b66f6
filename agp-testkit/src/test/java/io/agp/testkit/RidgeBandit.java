package io.agp.testkit;

import java.util.Arrays;
import java.util.Random;

/**
 * Thompson sampling with one ridge regression of the reward on the context for each arm. Older
 * observations count less, as what an arm is worth depends on the other patterns' bandits.
 */
final class RidgeBandit {
  private static final double RIDGE = 3;
  private static final double DECAY = 0.9;
  private static final double DEVIATION = 0.15;
  private static final double BASELINE = 0.5;

  private final int dimensions;
  private final double[][][] gram;
  private final double[][] rewards;
  private double[][][] inverses = {};
  private double[][] weights = {};

  RidgeBandit(int arms, int dimensions) {
    this.dimensions = dimensions;
    this.gram = new double[arms][dimensions][dimensions];
    this.rewards = new double[arms][dimensions];
    fit();
  }

  int sample(double[] context, Random random) {
    double[] drawn = new double[weights.length];
    for (int arm = 0; arm < drawn.length; arm++) {
      double variance = dot(context, times(inverses[arm], context));
      drawn[arm] =
          dot(weights[arm], context) + DEVIATION * Math.sqrt(variance) * random.nextGaussian();
    }
    return best(drawn);
  }

  int greedy(double[] context) {
    return best(Arrays.stream(weights).mapToDouble(weight -> dot(weight, context)).toArray());
  }

  private static int best(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  /** Lets what was learned before count less. */
  void age() {
    for (double[][] matrix : gram) {
      Arrays.stream(matrix).forEach(RidgeBandit::shrink);
    }
    Arrays.stream(rewards).forEach(RidgeBandit::shrink);
  }

  private static void shrink(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= DECAY;
    }
  }

  void learn(double[] context, int arm, double reward) {
    for (int i = 0; i < dimensions; i++) {
      rewards[arm][i] += (reward - BASELINE) * context[i];
      for (int j = 0; j < dimensions; j++) {
        gram[arm][i][j] += context[i] * context[j];
      }
    }
  }

  void fit() {
    inverses = Arrays.stream(gram).map(this::inverse).toArray(double[][][]::new);
    weights = new double[gram.length][];
    for (int arm = 0; arm < gram.length; arm++) {
      weights[arm] = times(inverses[arm], rewards[arm]);
    }
  }

  /** Gauss and Jordan on a positive definite matrix, which needs no pivots. */
  private double[][] inverse(double[][] matrix) {
    double[][] left = new double[dimensions][];
    double[][] right = new double[dimensions][dimensions];
    for (int i = 0; i < dimensions; i++) {
      left[i] = matrix[i].clone();
      left[i][i] += RIDGE;
      right[i][i] = 1;
    }
    for (int pivot = 0; pivot < dimensions; pivot++) {
      double factor = 1 / left[pivot][pivot];
      scale(left[pivot], factor);
      scale(right[pivot], factor);
      for (int row = 0; row < dimensions; row++) {
        double times = row == pivot ? 0 : left[row][pivot];
        subtract(left[row], left[pivot], times);
        subtract(right[row], right[pivot], times);
      }
    }
    return right;
  }

  private static void scale(double[] row, double factor) {
    for (int i = 0; i < row.length; i++) {
      row[i] *= factor;
    }
  }

  private static void subtract(double[] row, double[] other, double times) {
    for (int i = 0; i < row.length; i++) {
      row[i] -= times * other[i];
    }
  }

  private static double[] times(double[][] matrix, double[] vector) {
    return Arrays.stream(matrix).mapToDouble(row -> dot(row, vector)).toArray();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
