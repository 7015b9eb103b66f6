package io.agp.experiments.learned;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/**
 * A small reverse-mode tape. Operations are recorded once; then they run forwards and, in the
 * opposite order, backwards as often as there are batches, always in the same buffers. A tape holds
 * some sequences of equal length, one row an item. Not thread-safe: threads have tapes of their
 * own.
 */
final class Tape {
  private static final float[][] NO_GRADIENT = {};
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
    private final float[][] value;
    private final float[][] gradient;

    private Node(int rows, int columns, boolean hasGradient) {
      this.columns = columns;
      this.value = new float[rows][columns];
      this.gradient = hasGradient ? new float[rows][columns] : NO_GRADIENT;
    }

    int columns() {
      return columns;
    }

    /** Row by row. */
    float[][] value() {
      return value;
    }

    /** Of the loss by each number; empty if the tape only runs forwards. */
    float[][] gradient() {
      return gradient;
    }
  }

  private final int length;
  private final int[] items;
  private final boolean training;
  private final List<Operation> operations = new ArrayList<>();
  private final List<Node> results = new ArrayList<>();
  private final List<Tensor> tensors = new ArrayList<>();
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
    for (int i = 0; i < parameters.size(); i++) {
      Rows.unpack(tensors.get(i).values(), parameters.get(i).value);
    }
    operations.forEach(Operation::forward);
    if (training) {
      results.forEach(node -> Rows.clear(node.gradient, rows));
      parameters.forEach(node -> Rows.clear(node.gradient, node.gradient.length));
    }
  }

  /** Computes all gradients from those that the caller has put into nodes. */
  void backward() {
    for (int i = operations.size() - 1; i >= 0; i--) {
      operations.get(i).backward();
    }
  }

  /** Something to be learned, read anew by each run. */
  Node parameter(Tensor tensor) {
    Node node = new Node(tensor.rows(), tensor.columns(), training);
    tensors.add(tensor);
    parameters.add(node);
    return node;
  }

  /** A node for the result of an operation. */
  Node result(int columns) {
    Node node = new Node(capacity(), columns, training);
    results.add(node);
    return node;
  }

  private Node record(Node result, Operation operation) {
    operations.add(operation);
    return result;
  }

  /** Records what is done row by row. */
  private Node byRow(Node result, IntConsumer forward, IntConsumer backward) {
    return record(
        result,
        new Operation() {
          @Override
          public void forward() {
            for (int row = 0; row < rows; row++) {
              forward.accept(row);
            }
          }

          @Override
          public void backward() {
            for (int row = 0; row < rows; row++) {
              backward.accept(row);
            }
          }
        });
  }

  /**
   * Each row's item vector, times a factor; zeros for padding. The gradient of the table is left to
   * the caller, who knows all tapes: it is too large to have one each.
   */
  Node lookup(Tensor table, float factor) {
    int d = table.columns();
    Node y = result(d);
    return byRow(
        y,
        row -> {
          Arrays.fill(y.value[row], 0);
          if (items[row] != 0) {
            System.arraycopy(table.values(), items[row] * d, y.value[row], 0, d);
            Rows.scale(y.value[row], d, factor);
          }
        },
        row -> {});
  }

  /** Adds to each row the parameter's row of its place in the sequence. */
  Node addPositions(Node x, Node positions) {
    Node y = result(x.columns);
    return byRow(
        y,
        row -> Rows.sum(x.value[row], positions.value[row % length], y.value[row]),
        row -> {
          Rows.add(x.gradient[row], x.columns, 1, y.gradient[row]);
          Rows.add(positions.gradient[row % length], x.columns, 1, y.gradient[row]);
        });
  }

  /** The sum of two. */
  Node add(Node a, Node b) {
    Node y = result(a.columns);
    return byRow(
        y,
        row -> Rows.sum(a.value[row], b.value[row], y.value[row]),
        row -> {
          Rows.add(a.gradient[row], a.columns, 1, y.gradient[row]);
          Rows.add(b.gradient[row], b.columns, 1, y.gradient[row]);
        });
  }

  /** Zeros in the rows of padding. */
  Node withoutPadding(Node x) {
    Node y = result(x.columns);
    return byRow(
        y,
        row -> {
          Arrays.fill(y.value[row], 0);
          addUnlessPadding(row, x.value[row], y.value[row]);
        },
        row -> addUnlessPadding(row, y.gradient[row], x.gradient[row]));
  }

  private void addUnlessPadding(int row, float[] from, float[] to) {
    if (items[row] != 0) {
      Rows.add(to, to.length, 1, from);
    }
  }

  /** {@code max(0, x)}. */
  Node relu(Node x) {
    Node y = result(x.columns);
    return byRow(
        y,
        row -> {
          for (int j = 0; j < x.columns; j++) {
            y.value[row][j] = Math.max(0, x.value[row][j]);
          }
        },
        row -> {
          for (int j = 0; j < x.columns; j++) {
            x.gradient[row][j] += x.value[row][j] > 0 ? y.gradient[row][j] : 0;
          }
        });
  }

  /** Zeros with that probability, and what is left made larger so that its mean stays. */
  Node dropout(Node x, double probability) {
    if (!training || probability == 0) {
      return x;
    }
    Node y = result(x.columns);
    float[][] factors = new float[capacity()][x.columns];
    return byRow(
        y,
        row -> {
          drawDropout(factors[row], x.columns, probability);
          Rows.multiply(x.value[row], factors[row], y.value[row]);
        },
        row -> Rows.addProduct(y.gradient[row], factors[row], x.gradient[row]));
  }

  /** Fills with 0 or {@code 1 / (1 - probability)}: four numbers of one draw of 64 bits. */
  void drawDropout(float[] factors, int count, double probability) {
    float kept = (float) (1 / (1 - probability));
    long limit = Math.round(probability * (1 << RANDOM_BITS));
    long mask = (1 << RANDOM_BITS) - 1;
    long bits = 0;
    for (int j = 0; j < count; j++) {
      bits = j % 4 == 0 ? random.nextLong() : bits >>> RANDOM_BITS;
      factors[j] = (bits & mask) < limit ? 0 : kept;
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
