package io.agp.experiments.learned;

/**
 * Loops over whole float arrays, in forms that the compiler turns into vector instructions. Rows
 * are arrays of their own: the same loops over stretches of one large array take twice the time on
 * Java 17.
 */
final class Vectors {
  private Vectors() {}

  /** ⟨a, b − c⟩. Four sums, so that no addition waits for the last. */
  static float dotDifference(float[] a, float[] b, float[] c) {
    float sum0 = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      sum0 += a[i] * (b[i] - c[i]);
      sum1 += a[i + 1] * (b[i + 1] - c[i + 1]);
      sum2 += a[i + 2] * (b[i + 2] - c[i + 2]);
      sum3 += a[i + 3] * (b[i + 3] - c[i + 3]);
    }
    for (; i < a.length; i++) {
      sum0 += a[i] * (b[i] - c[i]);
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  /** The sum of squares. */
  static double squares(float[] a) {
    double sum = 0;
    for (float value : a) {
      sum += value * value;
    }
    return sum;
  }

  /** Adds factor · source to a target. */
  static void add(float[] target, float factor, float[] source) {
    for (int i = 0; i < target.length; i++) {
      target[i] += factor * source[i];
    }
  }

  /** Adds four such products at once: a target is then read and written once, not four times. */
  static void addFour(
      float[] target,
      float factor0,
      float factor1,
      float factor2,
      float factor3,
      float[] source0,
      float[] source1,
      float[] source2,
      float[] source3) {
    for (int i = 0; i < target.length; i++) {
      target[i] +=
          factor0 * source0[i] + factor1 * source1[i] + factor2 * source2[i] + factor3 * source3[i];
    }
  }

  /** Multiplies all numbers. */
  static void scale(float[] target, float factor) {
    for (int i = 0; i < target.length; i++) {
      target[i] *= factor;
    }
  }

  /** Copies numbers that are row after row into rows of the same length. */
  static void split(float[] all, float[][] rows) {
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(all, row * rows[row].length, rows[row], 0, rows[row].length);
    }
  }

  /** Copies rows of the same length into one array, row after row. */
  static void join(float[][] rows, float[] all) {
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, all, row * rows[row].length, rows[row].length);
    }
  }

  /** The logistic function, 1/(1 + exp(−x)). */
  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** ln(1 + exp(x)), without overflow; log in place of log1p, which is slow and no better here. */
  static double softplus(double x) {
    return Math.max(x, 0) + Math.log(1 + Math.exp(-Math.abs(x)));
  }
}
