package io.agp.rpp;

/** The normal equations of one ridge regression on [s, 1], solved by Cholesky's decomposition. */
final class RidgeSystem {
  private final double[][] gram;

  RidgeSystem(int size) {
    gram = new double[size][size];
  }

  /** Adds a weighted observation to the lower triangle. */
  void add(double[] state, double weight) {
    int last = state.length;
    for (int i = 0; i < last; i++) {
      double scaled = weight * state[i];
      for (int j = 0; j <= i; j++) {
        gram[i][j] += scaled * state[j];
      }
      gram[last][i] += scaled;
    }
    gram[last][last] += weight;
  }

  /** Replaces the matrix plus shrinkage on the diagonal, more than 0, by its factor. */
  void decompose(double shrinkage) {
    for (int i = 0; i < gram.length; i++) {
      gram[i][i] += shrinkage;
      for (int j = 0; j <= i; j++) {
        double sum = gram[i][j];
        for (int k = 0; k < j; k++) {
          sum -= gram[i][k] * gram[j][k];
        }
        gram[i][j] = i == j ? Math.sqrt(sum) : sum / gram[j][j];
      }
    }
  }

  /** The weights for a right side. */
  double[] solve(double[] right) {
    double[] x = right.clone();
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= gram[i][k] * x[k];
      }
      x[i] /= gram[i][i];
    }
    for (int i = x.length - 1; i >= 0; i--) {
      for (int k = i + 1; k < x.length; k++) {
        x[i] -= gram[k][i] * x[k];
      }
      x[i] /= gram[i][i];
    }
    return x;
  }
}
