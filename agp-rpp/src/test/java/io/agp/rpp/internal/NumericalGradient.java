package io.agp.rpp.internal;

import java.util.function.DoubleSupplier;

/** Central differences of a function by numbers that it reads from live arrays. */
final class NumericalGradient {
  private static final double STEP = 1e-5;

  private NumericalGradient() {}

  /** By every number of a matrix, in the matrix's shape. */
  static double[][] of(DoubleSupplier function, double[][] matrix) {
    double[][] gradient = new double[matrix.length][];
    for (int row = 0; row < matrix.length; row++) {
      gradient[row] = new double[matrix[row].length];
      for (int i = 0; i < matrix[row].length; i++) {
        gradient[row][i] = by(function, matrix[row], i);
      }
    }
    return gradient;
  }

  private static double by(DoubleSupplier function, double[] numbers, int i) {
    double kept = numbers[i];
    numbers[i] = kept + STEP;
    double above = function.getAsDouble();
    numbers[i] = kept - STEP;
    double below = function.getAsDouble();
    numbers[i] = kept;
    return (above - below) / (2 * STEP);
  }
}
