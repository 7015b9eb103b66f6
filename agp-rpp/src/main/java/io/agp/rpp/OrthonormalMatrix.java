package io.agp.rpp;

import java.util.Random;

/** Draws a matrix with orthonormal rows, or columns where there are more rows than columns. */
final class OrthonormalMatrix {
  private OrthonormalMatrix() {}

  /** A matrix of {@code output} rows and {@code input} columns. */
  static double[][] draw(int input, int output, long seed) {
    if (input < 1 || output < 1) {
      throw new IllegalArgumentException(
          String.format("Dimensions must be at least 1, were %d to %d", input, output));
    }
    double[][] vectors = orthonormal(Math.min(input, output), Math.max(input, output), seed);
    return output <= input ? vectors : transposed(vectors);
  }

  /** Random signs, made orthonormal one after the other; signs need no logarithm or sine. */
  private static double[][] orthonormal(int count, int length, long seed) {
    Random random = new Random(seed);
    double[][] vectors = new double[count][length];
    for (int i = 0; i < count; i++) {
      do {
        for (int j = 0; j < length; j++) {
          vectors[i][j] = (random.nextBoolean() ? 1 : -1) / Math.sqrt(length);
        }
        removeEarlier(vectors, i);
      } while (Vectors.length(vectors[i]) < 1e-3); // depends on earlier ones: drawn again
      Vectors.normalized(vectors[i]);
      removeEarlier(vectors, i); // what rounding left
      Vectors.normalized(vectors[i]);
    }
    return vectors;
  }

  private static void removeEarlier(double[][] vectors, int i) {
    for (int earlier = 0; earlier < i; earlier++) {
      Vectors.add(vectors[i], -Vectors.dot(vectors[i], vectors[earlier]), vectors[earlier]);
    }
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] transposed = new double[matrix[0].length][matrix.length];
    for (int row = 0; row < matrix.length; row++) {
      for (int column = 0; column < matrix[0].length; column++) {
        transposed[column][row] = matrix[row][column];
      }
    }
    return transposed;
  }
}
