package io.agp.rpp;

import java.util.Arrays;

/** Small arithmetic on arrays; sums run in index order, so results are equal on every machine. */
final class Vectors {
  private Vectors() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static double length(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** Adds {@code factor · other}, which may be shorter, in place. */
  static void add(double[] a, double factor, double[] other) {
    for (int i = 0; i < other.length; i++) {
      a[i] += factor * other[i];
    }
  }

  /** Brings a vector to length 1 in place; zeros stay. */
  static double[] normalized(double[] a) {
    double length = length(a);
    if (length > 0) {
      for (int i = 0; i < a.length; i++) {
        a[i] /= length;
      }
    }
    return a;
  }

  /** A copy of a vector that has the right length and finite numbers. */
  static double[] checked(String what, double[] vector, int dimensions) {
    if (vector.length != dimensions) {
      throw new IllegalArgumentException(
          what + " must have " + dimensions + " numbers, has " + vector.length);
    }
    if (!Arrays.stream(vector).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(what + " must hold finite numbers alone");
    }
    return vector.clone();
  }
}
