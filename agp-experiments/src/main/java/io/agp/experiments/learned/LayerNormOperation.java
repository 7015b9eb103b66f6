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
  private final float[] normal;
  private final float[] scale;
  private final float[] slope;

  LayerNormOperation(Tape tape, Tape.Node x, Tape.Node gain, Tape.Node bias, Tape.Node y) {
    this.tape = tape;
    this.x = x;
    this.gain = gain;
    this.bias = bias;
    this.y = y;
    this.normal = new float[y.value().length];
    this.scale = new float[tape.capacity()];
    this.slope = new float[y.columns()];
  }

  @Override
  public void forward() {
    int d = x.columns();
    for (int row = 0; row < tape.rows(); row++) {
      int at = row * d;
      float mean = Rows.sum(x.value(), at, d) / d;
      for (int j = at; j < at + d; j++) {
        normal[j] = x.value()[j] - mean;
      }
      float variance = Rows.dot(normal, at, normal, at, d) / d;
      scale[row] = (float) (1 / Math.sqrt(variance + EPSILON));
      for (int j = 0; j < d; j++) {
        normal[at + j] *= scale[row];
        y.value()[at + j] = normal[at + j] * gain.value()[j] + bias.value()[j];
      }
    }
  }

  @Override
  public void backward() {
    int d = x.columns();
    for (int row = 0; row < tape.rows(); row++) {
      int at = row * d;
      for (int j = 0; j < d; j++) {
        float gradient = y.gradient()[at + j];
        gain.gradient()[j] += gradient * normal[at + j];
        bias.gradient()[j] += gradient;
        slope[j] = gradient * gain.value()[j];
      }
      float mean = Rows.sum(slope, 0, d) / d;
      float along = Rows.dot(slope, 0, normal, at, d) / d;
      for (int j = 0; j < d; j++) {
        x.gradient()[at + j] += scale[row] * (slope[j] - mean - along * normal[at + j]);
      }
    }
  }
}
