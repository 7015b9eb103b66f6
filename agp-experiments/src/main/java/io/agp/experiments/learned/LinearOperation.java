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
  private final float[][] transposed;
  private final float[][] slopes;

  LinearOperation(Tape tape, Tape.Node x, Tape.Node weight, Tape.Node bias, Tape.Node y) {
    this.tape = tape;
    this.x = x;
    this.weight = weight;
    this.bias = bias;
    this.y = y;
    this.transposed = new float[x.columns()][y.columns()];
    this.slopes = new float[y.columns()][BLOCK];
  }

  @Override
  public void forward() {
    int in = x.columns();
    int out = y.columns();
    Rows.transpose(weight.value(), 0, out, in, transposed);
    for (int row = 0; row < tape.rows(); row++) {
      System.arraycopy(bias.value()[0], 0, y.value()[row], 0, out);
      Rows.addCombination(y.value()[row], out, x.value()[row], 0, in, transposed, 0);
    }
  }

  @Override
  public void backward() {
    int in = x.columns();
    int out = y.columns();
    for (int row = 0; row < tape.rows(); row++) {
      Rows.addCombination(x.gradient()[row], in, y.gradient()[row], 0, out, weight.value(), 0);
      Rows.add(bias.gradient()[0], out, 1, y.gradient()[row]);
    }
    for (int first = 0; first < tape.rows(); first += BLOCK) {
      addToWeights(first, Math.min(BLOCK, tape.rows() - first));
    }
  }

  private void addToWeights(int first, int rows) {
    Rows.transpose(y.gradient(), first, rows, y.columns(), slopes);
    for (int j = 0; j < y.columns(); j++) {
      Rows.addCombination(weight.gradient()[j], x.columns(), slopes[j], 0, rows, x.value(), first);
    }
  }
}
