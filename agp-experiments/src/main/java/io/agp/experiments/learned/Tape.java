package io.agp.experiments.learned;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A small reverse-mode tape. Operations are recorded once; then they run forwards and, in the
 * opposite order, backwards as often as there are batches, always in the same buffers. A tape holds
 * some sequences of equal length, one row an item. Not thread-safe: threads have tapes of their
 * own.
 */
final class Tape {
  private static final float[] NO_GRADIENT = {};
  private static final int RANDOM_BITS = 16;

  /** Something computed once in each direction. */
  interface Operation {
    /** Computes the value of the result. */
    void forward();

    /** Adds to the gradients of the operands what the gradient of the result makes of them. */
    void backward();
  }

  /** Rows with their gradient. */
  static final class Node {
    private final int columns;
    private final float[] value;
    private final float[] gradient;

    private Node(int columns, float[] value, boolean hasGradient) {
      this.columns = columns;
      this.value = value;
      this.gradient = hasGradient ? new float[value.length] : NO_GRADIENT;
    }

    int columns() {
      return columns;
    }

    float[] value() {
      return value;
    }

    /** Of the loss by each number; empty if the tape only runs forwards. */
    float[] gradient() {
      return gradient;
    }
  }

  private final int length;
  private final int[] items;
  private final boolean training;
  private final List<Operation> operations = new ArrayList<>();
  private final List<Node> results = new ArrayList<>();
  private final List<Node> parameters = new ArrayList<>();
  private SplittableRandom random = new SplittableRandom(0);
  private int rows;

  /**
   * An empty tape.
   *
   * @param sequences the most sequences it holds
   * @param length the rows of a sequence
   * @param training whether it runs backwards and drops out
   */
  Tape(int sequences, int length, boolean training) {
    this.length = length;
    this.items = new int[sequences * length];
    this.training = training;
  }

  /** The item of each row, 0 for padding; to be filled before running. */
  int[] items() {
    return items;
  }

  /** The rows in use: a multiple of the length. */
  int rows() {
    return rows;
  }

  int length() {
    return length;
  }

  /** The most rows. */
  int capacity() {
    return items.length;
  }

  /** What was given to {@link #parameter}, in that order. */
  List<Node> parameters() {
    return parameters;
  }

  /**
   * Computes all values, and sets all gradients to zero.
   *
   * @param sequences how many of the first sequences are in use
   * @param seed of dropout
   */
  void forward(int sequences, long seed) {
    rows = sequences * length;
    random = new SplittableRandom(seed);
    operations.forEach(Operation::forward);
    if (training) {
      results.forEach(node -> Arrays.fill(node.gradient, 0, rows * node.columns, 0));
      parameters.forEach(node -> Arrays.fill(node.gradient, 0));
    }
  }

  /** Computes all gradients from those that the caller has put into nodes. */
  void backward() {
    for (int i = operations.size() - 1; i >= 0; i--) {
      operations.get(i).backward();
    }
  }

  /** Something to be learned: the value is the tensor's own array. */
  Node parameter(Tensor tensor) {
    Node node = new Node(tensor.columns(), tensor.values(), training);
    parameters.add(node);
    return node;
  }

  /** A node for the result of an operation. */
  Node result(int columns) {
    Node node = new Node(columns, new float[capacity() * columns], training);
    results.add(node);
    return node;
  }

  private Node record(Node result, Runnable forward, Runnable backward) {
    return record(
        result,
        new Operation() {
          @Override
          public void forward() {
            forward.run();
          }

          @Override
          public void backward() {
            backward.run();
          }
        });
  }

  private Node record(Node result, Operation operation) {
    operations.add(operation);
    return result;
  }

  /**
   * Each row's item vector, times a factor; zeros for padding. The gradient of the table is left to
   * the caller, who knows all tapes: it is too large to have one each.
   */
  Node lookup(Tensor table, float factor) {
    int d = table.columns();
    Node y = result(d);
    return record(
        y,
        () -> {
          for (int row = 0; row < rows; row++) {
            float scale = items[row] == 0 ? 0 : factor;
            for (int j = 0; j < d; j++) {
              y.value[row * d + j] = scale * table.values()[items[row] * d + j];
            }
          }
        },
        () -> {});
  }

  /** Adds to each row the parameter's row of its place in the sequence. */
  Node addPositions(Node x, Node positions) {
    int d = x.columns;
    int period = length * d;
    Node y = result(d);
    return record(
        y,
        () -> {
          for (int i = 0; i < rows * d; i++) {
            y.value[i] = x.value[i] + positions.value[i % period];
          }
        },
        () -> {
          for (int i = 0; i < rows * d; i++) {
            x.gradient[i] += y.gradient[i];
            positions.gradient[i % period] += y.gradient[i];
          }
        });
  }

  /** Zeros in the rows of padding. */
  Node withoutPadding(Node x) {
    int d = x.columns;
    Node y = result(d);
    return record(
        y,
        () -> {
          Arrays.fill(y.value, 0, rows * d, 0);
          addItemRows(x.value, y.value, d);
        },
        () -> addItemRows(y.gradient, x.gradient, d));
  }

  private void addItemRows(float[] from, float[] to, int d) {
    for (int row = 0; row < rows; row++) {
      if (items[row] != 0) {
        for (int j = row * d; j < (row + 1) * d; j++) {
          to[j] += from[j];
        }
      }
    }
  }

  /** The sum of two. */
  Node add(Node a, Node b) {
    Node y = result(a.columns);
    return record(
        y,
        () -> {
          for (int i = 0; i < rows * y.columns; i++) {
            y.value[i] = a.value[i] + b.value[i];
          }
        },
        () -> {
          for (int i = 0; i < rows * y.columns; i++) {
            a.gradient[i] += y.gradient[i];
            b.gradient[i] += y.gradient[i];
          }
        });
  }

  /** {@code max(0, x)}. */
  Node relu(Node x) {
    Node y = result(x.columns);
    return record(
        y,
        () -> {
          for (int i = 0; i < rows * y.columns; i++) {
            y.value[i] = Math.max(0, x.value[i]);
          }
        },
        () -> {
          for (int i = 0; i < rows * y.columns; i++) {
            x.gradient[i] += x.value[i] > 0 ? y.gradient[i] : 0;
          }
        });
  }

  /** Zeros with that probability, and what is left made larger so that its mean stays. */
  Node dropout(Node x, double probability) {
    if (!training || probability == 0) {
      return x;
    }
    Node y = result(x.columns);
    float[] factors = new float[y.value.length];
    return record(
        y,
        () -> {
          drawDropout(factors, rows * y.columns, probability);
          for (int i = 0; i < rows * y.columns; i++) {
            y.value[i] = x.value[i] * factors[i];
          }
        },
        () -> {
          for (int i = 0; i < rows * y.columns; i++) {
            x.gradient[i] += y.gradient[i] * factors[i];
          }
        });
  }

  /** Fills with 0 or {@code 1 / (1 - probability)}: four numbers of one draw of 64 bits. */
  void drawDropout(float[] factors, int count, double probability) {
    float kept = (float) (1 / (1 - probability));
    long limit = Math.round(probability * (1 << RANDOM_BITS));
    long mask = (1 << RANDOM_BITS) - 1;
    long bits = 0;
    for (int i = 0; i < count; i++) {
      bits = i % 4 == 0 ? random.nextLong() : bits >>> RANDOM_BITS;
      factors[i] = (bits & mask) < limit ? 0 : kept;
    }
  }

  /** {@code x · wᵀ + b}. */
  Node linear(Node x, Node weight, Node bias) {
    Node y = result(bias.columns);
    return record(y, new LinearOperation(this, x, weight, bias, y));
  }

  /** Each row with mean 0 and variance 1, times a gain, plus a bias. */
  Node layerNorm(Node x, Node gain, Node bias) {
    Node y = result(x.columns);
    return record(y, new LayerNormOperation(this, x, gain, bias, y));
  }

  /** Causal attention: each row takes from the rows of its sequence up to itself. */
  Node attention(Node queries, Node keys, Node values, int heads, double dropout) {
    Node y = result(queries.columns);
    double probability = training ? dropout : 0;
    return record(y, new AttentionOperation(this, queries, keys, values, heads, probability, y));
  }
}
