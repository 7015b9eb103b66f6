package io.agp.experiments.learned;

/** {@code y = x · wᵀ + b}, where w has one row for each column of y. */
final class LinearOperation implements Tape.Operation {
  /** Rows whose part of the weights' gradient is added together: they stay in the fastest cache. */
  private static final int BLOCK = 64;

  private final Tape tape;
  private final Tape.Node x;
  private final Tape.Node weight;
  private final Tape.Node bias;
  private final Tape.Node y;
  private final float[] transposed;

  LinearOperation(Tape tape, Tape.Node x, Tape.Node weight, Tape.Node bias, Tape.Node y) {
    this.tape = tape;
    this.x = x;
    this.weight = weight;
    this.bias = bias;
    this.y = y;
    this.transposed = new float[weight.value().length];
  }

  @Override
  public void forward() {
    int in = x.columns();
    int out = y.columns();
    Rows.transpose(weight.value(), 0, in, out, in, transposed);
    for (int row = 0; row < tape.rows(); row++) {
      System.arraycopy(bias.value(), 0, y.value(), row * out, out);
      Rows.addCombination(
          y.value(), row * out, out, x.value(), row * in, 1, in, transposed, 0, out);
    }
  }

  @Override
  public void backward() {
    int in = x.columns();
    int out = y.columns();
    for (int row = 0; row < tape.rows(); row++) {
      Rows.addCombination(
          x.gradient(), row * in, in, y.gradient(), row * out, 1, out, weight.value(), 0, in);
      for (int j = 0; j < out; j++) {
        bias.gradient()[j] += y.gradient()[row * out + j];
      }
    }
    for (int first = 0; first < tape.rows(); first += BLOCK) {
      addToWeights(first, Math.min(BLOCK, tape.rows() - first));
    }
  }

  private void addToWeights(int first, int rows) {
    int in = x.columns();
    int out = y.columns();
    for (int j = 0; j < out; j++) {
      Rows.addCombination(
          weight.gradient(),
          j * in,
          in,
          y.gradient(),
          first * out + j,
          out,
          rows,
          x.value(),
          first * in,
          in);
    }
  }
}
