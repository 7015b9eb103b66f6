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
  private final int width;
  private final float scale;
  private final float[][] weights;
  private final float[][] factors;
  private final float[][] dropped;
  private final float[][] q;
  private final float[][] k;
  private final float[][] v;
  private final float[][] slope;
  private final float[][] sums;
  private final float[][] transposed;
  private final float[][] slopes;
  private final float[][] square;

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
    this.width = y.columns() / heads;
    this.scale = (float) (1 / Math.sqrt(width));
    this.weights = new float[tape.capacity() * heads][length];
    this.factors = new float[dropout == 0 ? 0 : weights.length][length];
    this.dropped = dropout == 0 ? weights : new float[weights.length][length];
    this.q = new float[length][width];
    this.k = new float[length][width];
    this.v = new float[length][width];
    this.slope = new float[length][width];
    this.sums = new float[length][width];
    this.transposed = new float[width][length];
    this.slopes = new float[length][length];
    this.square = new float[length][length];
  }

  @Override
  public void forward() {
    for (int first = 0; first < tape.rows(); first += length) {
      for (int head = 0; head < heads; head++) {
        forward(first, head);
      }
    }
  }

  /** One head of the sequence that begins with a row. */
  private void forward(int first, int head) {
    load(first, head);
    Rows.transpose(k, 0, length, width, transposed);
    Rows.clear(sums, length);
    for (int i = 0; i < length; i++) {
      int row = first * heads + head * length + i;
      softmax(q[i], weights[row], i + 1);
      drop(row, i + 1);
      Rows.addCombination(sums[i], width, dropped[row], 0, i + 1, v, 0);
      System.arraycopy(sums[i], 0, y.value()[first + i], head * width, width);
    }
  }

  private void load(int first, int head) {
    load(queries.value(), first, head, q);
    load(keys.value(), first, head, k);
    load(values.value(), first, head, v);
  }

  private void load(float[][] from, int first, int head, float[][] to) {
    for (int i = 0; i < length; i++) {
      System.arraycopy(from[first + i], head * width, to[i], 0, width);
    }
  }

  private void softmax(float[] query, float[] row, int count) {
    Arrays.fill(row, 0);
    Rows.addCombination(row, count, query, 0, width, transposed, 0);
    Rows.scale(row, count, scale);
    float sum = Rows.exponentiate(row, count, Rows.max(row, count));
    Rows.scale(row, count, 1 / sum);
  }

  private void drop(int row, int count) {
    if (dropout > 0) {
      tape.drawDropout(factors[row], count, dropout);
      for (int j = 0; j < count; j++) {
        dropped[row][j] = weights[row][j] * factors[row][j];
      }
    }
  }

  @Override
  public void backward() {
    for (int first = 0; first < tape.rows(); first += length) {
      for (int head = 0; head < heads; head++) {
        backward(first, head);
      }
    }
  }

  private void backward(int first, int head) {
    load(first, head);
    load(y.gradient(), first, head, slope);
    int row = first * heads + head * length;
    slopes(row);
    for (int i = 0; i < length; i++) {
      Rows.addCombination(sums[i], width, slopes[i], 0, i + 1, k, 0);
    }
    unload(queries.gradient(), first, head);
    // Row j is attended to by the rows from itself on: its column, from the diagonal down.
    Rows.transpose(slopes, 0, length, length, square);
    for (int j = 0; j < length; j++) {
      Rows.addCombination(sums[j], width, square[j], j, length, q, 0);
    }
    unload(keys.gradient(), first, head);
    Rows.transpose(dropped, row, length, length, square);
    for (int j = 0; j < length; j++) {
      Rows.addCombination(sums[j], width, square[j], j, length, slope, 0);
    }
    unload(values.gradient(), first, head);
  }

  /** The gradients of the products of queries and keys. */
  private void slopes(int first) {
    Rows.transpose(v, 0, length, width, transposed);
    Rows.clear(slopes, length);
    Rows.clear(sums, length);
    for (int i = 0; i < length; i++) {
      Rows.addCombination(slopes[i], i + 1, slope[i], 0, width, transposed, 0);
      throughSoftmax(slopes[i], first + i, i + 1);
    }
  }

  private void throughSoftmax(float[] row, int number, int count) {
    float[] weight = weights[number];
    if (dropout > 0) {
      float[] factor = factors[number];
      for (int j = 0; j < count; j++) {
        row[j] *= factor[j];
      }
    }
    float mean = Rows.dot(row, weight, count);
    for (int j = 0; j < count; j++) {
      row[j] = scale * weight[j] * (row[j] - mean);
    }
  }

  /** Adds the sums to the columns of a head, and sets them to zero. */
  private void unload(float[][] to, int first, int head) {
    for (int i = 0; i < length; i++) {
      for (int j = 0; j < width; j++) {
        to[first + i][head * width + j] += sums[i][j];
      }
    }
    Rows.clear(sums, length);
  }
}
