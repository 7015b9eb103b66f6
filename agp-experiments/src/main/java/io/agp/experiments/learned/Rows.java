package io.agp.experiments.learned;

import java.util.Arrays;

/**
 * Arithmetic on rows of numbers. Every sum is made in a fixed order, so that results are the same
 * wherever they are computed.
 *
 * <p>Each row is an array of its own: HotSpot 17 makes vector instructions of a loop over whole
 * arrays, but not of one over several places in a flat array, which is three times slower.
 */
final class Rows {
  private static final float LOG2_E = 1.442695f;
  private static final float LN2_HIGH = .69314575f;
  private static final float LN2_LOW = 1.4286068e-6f;
  private static final float SMALLEST = -87;
  private static final int EXPONENT_BIAS = 127;
  private static final int MANTISSA_BITS = 23;

  private Rows() {}

  /**
   * Adds a linear combination of rows: {@code c += Σ_i a[i] · b[first + i]} for i from {@code from}
   * up to {@code to}. Every product of matrices is made of it.
   *
   * @param columns how many numbers of the rows take part
   */
  static void addCombination(
      float[] c, int columns, float[] a, int from, int to, float[][] b, int first) {
    int i = from;
    // Four rows at a time: the fastest that HotSpot 17 vectorises; eight fall back to scalars.
    for (; i + 4 <= to; i += 4) {
      int row = first + i;
      addFour(
          c,
          columns,
          a[i],
          b[row],
          a[i + 1],
          b[row + 1],
          a[i + 2],
          b[row + 2],
          a[i + 3],
          b[row + 3]);
    }
    for (; i < to; i++) {
      add(c, columns, a[i], b[first + i]);
    }
  }

  /** Adds four rows, each times a factor: the sum is then read and written once, not four times. */
  static void addFour(
      float[] c,
      int columns,
      float a0,
      float[] b0,
      float a1,
      float[] b1,
      float a2,
      float[] b2,
      float a3,
      float[] b3) {
    for (int j = 0; j < columns; j++) {
      c[j] += a0 * b0[j] + a1 * b1[j] + a2 * b2[j] + a3 * b3[j];
    }
  }

  /** Adds one row times a factor. */
  static void add(float[] c, int columns, float a, float[] b) {
    for (int j = 0; j < columns; j++) {
      c[j] += a * b[j];
    }
  }

  /** {@code y = a + b}. */
  static void sum(float[] a, float[] b, float[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] = a[j] + b[j];
    }
  }

  /** {@code y = a · b}, number by number. */
  static void multiply(float[] a, float[] b, float[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] = a[j] * b[j];
    }
  }

  /** {@code y += a · b}, number by number. */
  static void addProduct(float[] a, float[] b, float[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] += a[j] * b[j];
    }
  }

  /** The sum of the products of two rows. */
  static float dot(float[] a, float[] b, int columns) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int j = 0;
    // Four sums: one alone would wait for the addition before.
    for (; j + 4 <= columns; j += 4) {
      s0 += a[j] * b[j];
      s1 += a[j + 1] * b[j + 1];
      s2 += a[j + 2] * b[j + 2];
      s3 += a[j + 3] * b[j + 3];
    }
    for (; j < columns; j++) {
      s0 += a[j] * b[j];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** The sum of the first numbers of a row. */
  static float sum(float[] a, int columns) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int j = 0;
    for (; j + 4 <= columns; j += 4) {
      s0 += a[j];
      s1 += a[j + 1];
      s2 += a[j + 2];
      s3 += a[j + 3];
    }
    for (; j < columns; j++) {
      s0 += a[j];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** The largest of the first numbers of a row. */
  static float max(float[] a, int columns) {
    float most = Float.NEGATIVE_INFINITY;
    for (int j = 0; j < columns; j++) {
      most = Math.max(most, a[j]);
    }
    return most;
  }

  /** Multiplies the first numbers of a row. */
  static void scale(float[] a, int columns, float factor) {
    for (int j = 0; j < columns; j++) {
      a[j] *= factor;
    }
  }

  /**
   * Turns the first numbers of a row into the exponentials of what they are above a number that
   * none of them exceeds.
   *
   * @return their sum
   */
  static float exponentiate(float[] a, int columns, float most) {
    for (int j = 0; j < columns; j++) {
      a[j] = exp(a[j] - most);
    }
    return sum(a, columns);
  }

  /**
   * The exponential of a number up to 0, with a relative error below 3e-7: 2ⁿ times a polynomial of
   * the rest. {@link Math#exp} would take most of the time of a softmax over all items.
   */
  static float exp(float x) {
    if (!(x > SMALLEST)) {
      return x <= SMALLEST ? 0 : Float.NaN;
    }
    int n = (int) (x * LOG2_E - .5f);
    float r = x - n * LN2_HIGH - n * LN2_LOW;
    float tail = (1 / 120f + r * (1 / 720f + r * (1 / 5040f))) * r;
    float value = 1 + r * (1 + r * (.5f + r * (1 / 6f + r * (1 / 24f + tail))));
    return value * Float.intBitsToFloat((n + EXPONENT_BIAS) << MANTISSA_BITS);
  }

  /** Sets the first rows to zero. */
  static void clear(float[][] rows, int count) {
    for (int row = 0; row < count; row++) {
      Arrays.fill(rows[row], 0);
    }
  }

  /** Writes the transpose of some rows: row {@code first + i} becomes column i. */
  static void transpose(float[][] from, int first, int rows, int columns, float[][] to) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        to[column][row] = from[first + row][column];
      }
    }
  }

  /** Cuts a flat array into rows. */
  static void unpack(float[] flat, float[][] rows) {
    int at = 0;
    for (float[] row : rows) {
      System.arraycopy(flat, at, row, 0, row.length);
      at += row.length;
    }
  }

  /** Copies rows of the same length into one array, row after row. */
  static void pack(float[][] rows, float[] all) {
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, all, row * rows[row].length, rows[row].length);
    }
  }

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

  /** The logistic function, 1/(1 + exp(−x)). */
  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** ln(1 + exp(x)), without overflow; log in place of log1p, which is slow and no better here. */
  static double softplus(double x) {
    return Math.max(x, 0) + Math.log(1 + Math.exp(-Math.abs(x)));
  }
}
