package io.agp.rpp.internal;

/**
 * Products of matrices whose rows are arrays of their own: the same loops over stretches of one
 * large array take three times as long on Java 17, measured with 64 columns of doubles.
 */
final class Rows {
  private Rows() {}

  /** Adds x·matrix to a target; x has as many numbers as the matrix has rows. */
  static void addProduct(double[] x, double[][] matrix, double[] target) {
    int row = 0;
    // Four rows at once: the target is then read and written once, not four times.
    for (; row + 3 < x.length; row += 4) {
      addFour(
          target,
          x[row],
          matrix[row],
          x[row + 1],
          matrix[row + 1],
          x[row + 2],
          matrix[row + 2],
          x[row + 3],
          matrix[row + 3]);
    }
    for (; row < x.length; row++) {
      add(target, x[row], matrix[row]);
    }
  }

  /** Adds the product of two matrices to a third. */
  static void addProduct(double[][] left, double[][] right, double[][] target) {
    for (int row = 0; row < left.length; row++) {
      addProduct(left[row], right, target[row]);
    }
  }

  /** Adds factor·source to a target. */
  static void add(double[] target, double factor, double[] source) {
    for (int i = 0; i < target.length; i++) {
      target[i] += factor * source[i];
    }
  }

  /** Adds all rows to a target. */
  static void addSum(double[][] rows, double[] target) {
    for (double[] row : rows) {
      add(target, 1, row);
    }
  }

  /** The transpose of a matrix with at least one row. */
  static double[][] transposed(double[][] matrix) {
    double[][] transposed = new double[matrix[0].length][matrix.length];
    for (int row = 0; row < matrix.length; row++) {
      for (int column = 0; column < transposed.length; column++) {
        transposed[column][row] = matrix[row][column];
      }
    }
    return transposed;
  }

  private static void addFour(
      double[] target,
      double x0,
      double[] row0,
      double x1,
      double[] row1,
      double x2,
      double[] row2,
      double x3,
      double[] row3) {
    for (int i = 0; i < target.length; i++) {
      target[i] += x0 * row0[i] + x1 * row1[i] + x2 * row2[i] + x3 * row3[i];
    }
  }
}
