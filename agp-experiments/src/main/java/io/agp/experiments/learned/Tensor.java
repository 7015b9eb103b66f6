package io.agp.experiments.learned;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;

/** Numbers in rows and columns, row after row, with a name. The values are changed in place. */
final class Tensor {
  private final String name;
  private final int rows;
  private final int columns;
  private final float[] values;

  /**
   * Wraps an array.
   *
   * @param name unique within a model
   * @param rows how many rows; 1 for a vector
   * @param columns how many columns
   * @param values rows · columns numbers; not copied
   */
  Tensor(String name, int rows, int columns, float[] values) {
    if ((long) rows * columns != values.length) {
      throw new IllegalArgumentException(
          String.format(
              "Tensor %s of %d rows and %d columns cannot have %d values",
              name, rows, columns, values.length));
    }
    this.name = name;
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  static Tensor zeros(String name, int rows, int columns) {
    return new Tensor(name, rows, columns, new float[Math.multiplyExact(rows, columns)]);
  }

  /** Normally distributed numbers around 0. */
  static Tensor random(
      String name, int rows, int columns, double deviation, SplittableRandom random) {
    Tensor tensor = zeros(name, rows, columns);
    for (int i = 0; i < tensor.values.length; i++) {
      tensor.values[i] = (float) (deviation * random.nextGaussian());
    }
    return tensor;
  }

  /** The same numbers in an array of their own, under another name. */
  Tensor copy(String newName) {
    return new Tensor(newName, rows, columns, values.clone());
  }

  /** The same array under another name. */
  Tensor named(String newName) {
    return new Tensor(newName, rows, columns, values);
  }

  String name() {
    return name;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /** The numbers themselves. */
  float[] values() {
    return values;
  }

  /**
   * A copy of one row.
   *
   * @throws IndexOutOfBoundsException if there is no such row
   */
  float[] row(int row) {
    Objects.checkIndex(row, rows);
    return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
  }

  /** Whether all are numbers, none of them infinite. */
  boolean isFinite() {
    float sum = 0;
    for (float value : values) {
      // 0 · value is not a number if the value is infinite or not a number.
      sum += 0 * value;
    }
    return sum == 0;
  }
}
