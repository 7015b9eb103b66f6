package io.agp.experiments.learned;

/**
 * Layer normalisation: {@code y = gain · (x - mean) / √(variance + ε) + bias}, row by row, ε =
 * 1e-8.
 */
final class LayerNormOperation implements Tape.Operation {
  private static final double EPSILON = 1e-8;

  private final Tape tape;
  private final Tape.Node x;
  private final Tape.Node gain;
  private final Tape.Node bias;
  private final Tape.Node y;
  private final int d;
  private final float[][] normal;
  private final float[] scale;
  private final float[] slope;

  LayerNormOperation(Tape tape, Tape.Node x, Tape.Node gain, Tape.Node bias, Tape.Node y) {
    this.tape = tape;
    this.x = x;
    this.gain = gain;
    this.bias = bias;
    this.y = y;
    this.d = y.columns();
    this.normal = new float[tape.capacity()][d];
    this.scale = new float[tape.capacity()];
    this.slope = new float[d];
  }

  @Override
  public void forward() {
    for (int row = 0; row < tape.rows(); row++) {
      scale[row] = forward(x.value()[row], normal[row], y.value()[row]);
    }
  }

  private float forward(float[] from, float[] standard, float[] to) {
    float mean = Rows.sum(from, d) / d;
    for (int j = 0; j < d; j++) {
      standard[j] = from[j] - mean;
    }
    float variance = Rows.dot(standard, standard, d) / d;
    float factor = (float) (1 / Math.sqrt(variance + EPSILON));
    float[] gains = gain.value()[0];
    float[] biases = bias.value()[0];
    for (int j = 0; j < d; j++) {
      standard[j] *= factor;
      to[j] = standard[j] * gains[j] + biases[j];
    }
    return factor;
  }

  @Override
  public void backward() {
    for (int row = 0; row < tape.rows(); row++) {
      backward(y.gradient()[row], normal[row], scale[row], x.gradient()[row]);
    }
  }

  private void backward(float[] gradient, float[] standard, float factor, float[] to) {
    float[] gains = gain.value()[0];
    float[] gainGradient = gain.gradient()[0];
    for (int j = 0; j < d; j++) {
      gainGradient[j] += gradient[j] * standard[j];
      slope[j] = gradient[j] * gains[j];
    }
    Rows.add(bias.gradient()[0], d, 1, gradient);
    float mean = Rows.sum(slope, d) / d;
    float along = Rows.dot(slope, standard, d) / d;
    for (int j = 0; j < d; j++) {
      to[j] += factor * (slope[j] - mean - along * standard[j]);
    }
  }
}
