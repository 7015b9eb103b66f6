package io.agp.experiments.learned;

/** Loops over float arrays, in forms that the compiler turns into vector instructions. */
final class Vectors {
  private Vectors() {}

  /** The inner product of two stretches. Four sums, so that no addition waits for the last. */
  static float dot(float[] a, int fromA, float[] b, int fromB, int length) {
    float sum0 = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      sum0 += a[fromA + i] * b[fromB + i];
      sum1 += a[fromA + i + 1] * b[fromB + i + 1];
      sum2 += a[fromA + i + 2] * b[fromB + i + 2];
      sum3 += a[fromA + i + 3] * b[fromB + i + 3];
    }
    for (; i < length; i++) {
      sum0 += a[fromA + i] * b[fromB + i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  /** Adds factor · source to a target. */
  static void add(float[] target, int to, float factor, float[] source, int from, int length) {
    for (int i = 0; i < length; i++) {
      target[to + i] += factor * source[from + i];
    }
  }

  /** Adds four such products at once: a target is then read and written once, not four times. */
  static void addFour(
      float[] target,
      int to,
      float factor0,
      float factor1,
      float factor2,
      float factor3,
      float[] source,
      int from0,
      int from1,
      int from2,
      int from3,
      int length) {
    for (int i = 0; i < length; i++) {
      target[to + i] +=
          factor0 * source[from0 + i]
              + factor1 * source[from1 + i]
              + factor2 * source[from2 + i]
              + factor3 * source[from3 + i];
    }
  }

  /** Multiplies a stretch. */
  static void scale(float[] target, int to, float factor, int length) {
    for (int i = 0; i < length; i++) {
      target[to + i] *= factor;
    }
  }

  /** The logistic function, 1/(1 + exp(−x)). */
  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** ln(1 + exp(x)), without overflow. */
  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
