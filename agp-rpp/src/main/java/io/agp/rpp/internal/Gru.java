package io.agp.rpp.internal;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A gated recurrent unit with as many hidden units as inputs, PyTorch's form and gate order r, z,
 * n:
 *
 * <pre>
 * r = σ(W_ir x + b_ir + W_hr h + b_hr)
 * z = σ(W_iz x + b_iz + W_hz h + b_hz)
 * n = tanh(W_in x + b_in + r ∗ (W_hn h + b_hn))
 * h′ = (1 − z) ∗ n + z ∗ h, from h = 0
 * </pre>
 */
final class Gru implements RankingEncoder {
  private final int dimensions;
  private final Parameter inputWeight;
  private final Parameter hiddenWeight;
  private final Parameter inputBias;
  private final Parameter hiddenBias;

  /** Starts with PyTorch's default, uniform in ±1/√dimensions. */
  Gru(String name, int dimensions, SplittableRandom random) {
    this.dimensions = dimensions;
    double bound = 1 / Math.sqrt(dimensions);
    int gates = 3 * dimensions;
    inputWeight = Parameter.uniform(name + ".weight_ih_l0", dimensions, gates, bound, random);
    hiddenWeight = Parameter.uniform(name + ".weight_hh_l0", dimensions, gates, bound, random);
    inputBias = Parameter.uniform(name + ".bias_ih_l0", 1, gates, bound, random);
    hiddenBias = Parameter.uniform(name + ".bias_hh_l0", 1, gates, bound, random);
  }

  int dimensions() {
    return dimensions;
  }

  Parameter inputWeight() {
    return inputWeight;
  }

  Parameter hiddenWeight() {
    return hiddenWeight;
  }

  Parameter inputBias() {
    return inputBias;
  }

  Parameter hiddenBias() {
    return hiddenBias;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(inputWeight, hiddenWeight, inputBias, hiddenBias);
  }

  /** The last hidden state; memory does not grow with the number of items. */
  @Override
  public double[] encode(double[][] items) {
    double[] hidden = new double[dimensions];
    GruStep step = new GruStep(dimensions);
    for (double[] item : items) {
      step.run(this, item, hidden, hidden);
    }
    return hidden;
  }

  @Override
  public Gradient gradient() {
    return new GruGradient(this);
  }
}
