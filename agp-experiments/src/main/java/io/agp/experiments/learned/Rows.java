package io.agp.experiments.learned;

/**
 * Arithmetic on rows that lie in flat arrays. Every sum is made in a fixed order, so that results
 * are the same wherever they are computed.
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
   * Adds a linear combination of rows: {@code c[j] += Σ_i a[i] · b[i][j]}. Every product of
   * matrices is made of it.
   *
   * @param c where to add, from {@code cAt}
   * @param columns how many numbers a row has
   * @param a the factors: {@code count} numbers from {@code aAt}, {@code aStep} apart
   * @param b the rows: the first at {@code bAt}, the others {@code bStep} apart
   */
  static void addCombination(
      float[] c,
      int cAt,
      int columns,
      float[] a,
      int aAt,
      int aStep,
      int count,
      float[] b,
      int bAt,
      int bStep) {
    int factor = aAt;
    int row = bAt;
    int i = 0;
    // Four rows at a time: the fastest that HotSpot 17 vectorises; eight fall back to scalars.
    for (; i + 4 <= count; i += 4) {
      float a0 = a[factor];
      float a1 = a[factor + aStep];
      float a2 = a[factor + 2 * aStep];
      float a3 = a[factor + 3 * aStep];
      addFour(c, cAt, columns, b, row, bStep, a0, a1, a2, a3);
      factor += 4 * aStep;
      row += 4 * bStep;
    }
    for (; i < count; i++) {
      add(c, cAt, columns, a[factor], b, row);
      factor += aStep;
      row += bStep;
    }
  }

  private static void addFour(
      float[] c,
      int cAt,
      int columns,
      float[] b,
      int b0,
      int bStep,
      float a0,
      float a1,
      float a2,
      float a3) {
    int b1 = b0 + bStep;
    int b2 = b1 + bStep;
    int b3 = b2 + bStep;
    for (int j = 0; j < columns; j++) {
      c[cAt + j] += a0 * b[b0 + j] + a1 * b[b1 + j] + a2 * b[b2 + j] + a3 * b[b3 + j];
    }
  }

  /** Adds one row times a factor. */
  static void add(float[] c, int cAt, int columns, float a, float[] b, int bAt) {
    for (int j = 0; j < columns; j++) {
      c[cAt + j] += a * b[bAt + j];
    }
  }

  /** The sum of the products of two rows. */
  static float dot(float[] a, int aAt, float[] b, int bAt, int columns) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int j = 0;
    // Four sums: one alone would wait for the addition before.
    for (; j + 4 <= columns; j += 4) {
      s0 += a[aAt + j] * b[bAt + j];
      s1 += a[aAt + j + 1] * b[bAt + j + 1];
      s2 += a[aAt + j + 2] * b[bAt + j + 2];
      s3 += a[aAt + j + 3] * b[bAt + j + 3];
    }
    for (; j < columns; j++) {
      s0 += a[aAt + j] * b[bAt + j];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** The sum of a row. */
  static float sum(float[] a, int aAt, int columns) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int j = 0;
    for (; j + 4 <= columns; j += 4) {
      s0 += a[aAt + j];
      s1 += a[aAt + j + 1];
      s2 += a[aAt + j + 2];
      s3 += a[aAt + j + 3];
    }
    for (; j < columns; j++) {
      s0 += a[aAt + j];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /**
   * Turns a row into its softmax, in place.
   *
   * @return the logarithm of the sum of the exponentials of what was there before
   */
  static double softmax(float[] row, int at, int columns) {
    float most = Float.NEGATIVE_INFINITY;
    for (int j = at; j < at + columns; j++) {
      most = Math.max(most, row[j]);
    }
    for (int j = at; j < at + columns; j++) {
      row[j] = exp(row[j] - most);
    }
    float sum = sum(row, at, columns);
    float share = 1 / sum;
    for (int j = at; j < at + columns; j++) {
      row[j] *= share;
    }
    return most + Math.log(sum);
  }

  /**
   * The exponential of a number up to 0, with a relative error below 3e-7: 2ⁿ times a polynomial of
   * the rest. {@link Math#exp} would take half of the time of a softmax over all items.
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

  /** Writes the transpose of a matrix whose rows are {@code step} apart. */
  static void transpose(float[] from, int at, int step, int rows, int columns, float[] to) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        to[column * rows + row] = from[at + row * step + column];
      }
    }
  }
}
