package io.agp.experiments.learned;

import java.util.Arrays;

/**
 * Causal attention with several heads, each on its own columns: {@code y_i = Σ_{j ≤ i} p_ij v_j}
 * with {@code p_i = softmax(q_i · k_j / √(d / heads))}. Rows of padding are attended to like
 * others. Dropout, if any, is on the weights {@code p}.
 */
final class AttentionOperation implements Tape.Operation {
  private final Tape tape;
  private final Tape.Node queries;
  private final Tape.Node keys;
  private final Tape.Node values;
  private final Tape.Node y;
  private final int heads;
  private final double dropout;
  private final int length;
  private final int d;
  private final int width;
  private final float scale;
  private final float[] weights;
  private final float[] factors;
  private final float[] dropped;
  private final float[] transposed;
  private final float[] slopes;

  AttentionOperation(
      Tape tape,
      Tape.Node queries,
      Tape.Node keys,
      Tape.Node values,
      int heads,
      double dropout,
      Tape.Node y) {
    this.tape = tape;
    this.queries = queries;
    this.keys = keys;
    this.values = values;
    this.heads = heads;
    this.dropout = dropout;
    this.y = y;
    this.length = tape.length();
    this.d = y.columns();
    this.width = d / heads;
    this.scale = (float) (1 / Math.sqrt(width));
    this.weights = new float[tape.capacity() * heads * length];
    this.factors = new float[dropout == 0 ? 0 : weights.length];
    this.dropped = dropout == 0 ? weights : new float[weights.length];
    this.transposed = new float[width * length];
    this.slopes = new float[length * length];
  }

  @Override
  public void forward() {
    int used = tape.rows() * heads * length;
    Arrays.fill(weights, 0, used, 0);
    Arrays.fill(y.value(), 0, tape.rows() * d, 0);
    if (dropout > 0) {
      tape.drawDropout(factors, used, dropout);
    }
    for (int sequence = 0; sequence < tape.rows() / length; sequence++) {
      for (int head = 0; head < heads; head++) {
        forward(sequence * length * d + head * width, (sequence * heads + head) * length * length);
      }
    }
  }

  /**
   * One head of one sequence.
   *
   * @param at where its first row begins
   * @param weightsAt where its square of weights begins
   */
  private void forward(int at, int weightsAt) {
    Rows.transpose(keys.value(), at, d, length, width, transposed);
    for (int i = 0; i < length; i++) {
      int row = weightsAt + i * length;
      Rows.addCombination(
          weights, row, i + 1, queries.value(), at + i * d, 1, width, transposed, 0, length);
      for (int j = row; j <= row + i; j++) {
        weights[j] *= scale;
      }
      Rows.softmax(weights, row, i + 1);
      drop(row, i + 1);
      Rows.addCombination(
          y.value(), at + i * d, width, dropped, row, 1, i + 1, values.value(), at, d);
    }
  }

  private void drop(int row, int count) {
    if (dropout > 0) {
      for (int j = row; j < row + count; j++) {
        dropped[j] = weights[j] * factors[j];
      }
    }
  }

  @Override
  public void backward() {
    for (int sequence = 0; sequence < tape.rows() / length; sequence++) {
      for (int head = 0; head < heads; head++) {
        backward(sequence * length * d + head * width, (sequence * heads + head) * length * length);
      }
    }
  }

  private void backward(int at, int weightsAt) {
    Rows.transpose(values.value(), at, d, length, width, transposed);
    Arrays.fill(slopes, 0);
    for (int i = 0; i < length; i++) {
      int row = i * length;
      Rows.addCombination(
          slopes, row, i + 1, y.gradient(), at + i * d, 1, width, transposed, 0, length);
      throughSoftmax(row, weightsAt + row, i + 1);
      Rows.addCombination(
          queries.gradient(), at + i * d, width, slopes, row, 1, i + 1, keys.value(), at, d);
    }
    for (int j = 0; j < length; j++) {
      // Row j is attended to by the rows from itself on: column j from the diagonal down.
      int diagonal = j * length + j;
      int row = at + j * d;
      int count = length - j;
      Rows.addCombination(
          keys.gradient(), row, width, slopes, diagonal, length, count, queries.value(), row, d);
      Rows.addCombination(
          values.gradient(),
          row,
          width,
          dropped,
          weightsAt + diagonal,
          length,
          count,
          y.gradient(),
          row,
          d);
    }
  }

  /** From the gradients of dropped weights to those of the products of queries and keys. */
  private void throughSoftmax(int row, int weightsRow, int count) {
    if (dropout > 0) {
      for (int j = 0; j < count; j++) {
        slopes[row + j] *= factors[weightsRow + j];
      }
    }
    float mean = Rows.dot(slopes, row, weights, weightsRow, count);
    for (int j = 0; j < count; j++) {
      slopes[row + j] = scale * weights[weightsRow + j] * (slopes[row + j] - mean);
    }
  }
}
