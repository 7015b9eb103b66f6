package io.agp.experiments.learned;

import java.util.ArrayList;
import java.util.List;

/**
 * Adam (Kingma and Ba 2015) in PyTorch's form, with its defaults β1 = 0.9 and β2 = 0.999. With
 * gradient g, step t and learning rate η:
 *
 * <pre>
 * m ← β1·m + (1 − β1)·g
 * v ← β2·v + (1 − β2)·g²
 * w ← w − η/(1 − β1^t) · m / (√v/√(1 − β2^t) + ε)
 * </pre>
 *
 * Not thread-safe.
 */
final class Adam {
  private static final double BETA_1 = .9;
  private static final double BETA_2 = .999;
  private static final int CHUNK = 1 << 13;

  private final List<Tensor> parameters;
  private final List<Tensor> means = new ArrayList<>();
  private final List<Tensor> squares = new ArrayList<>();
  private final Tensor steps = Tensor.zeros("steps", 1, 1);
  private final double learningRate;
  private final float epsilon;

  /**
   * Begins with no step done.
   *
   * @param parameters the weights to update in place
   * @param learningRate η, above 0
   * @param epsilon ε, outside of the root; PyTorch's default is 1e-8
   */
  Adam(List<Tensor> parameters, double learningRate, double epsilon) {
    this.parameters = List.copyOf(parameters);
    this.learningRate = learningRate;
    this.epsilon = (float) epsilon;
    for (Tensor parameter : parameters) {
      means.add(Tensor.zeros("m." + parameter.name(), parameter.rows(), parameter.columns()));
      squares.add(Tensor.zeros("v." + parameter.name(), parameter.rows(), parameter.columns()));
    }
  }

  /**
   * One step.
   *
   * @param gradients one array a parameter, in the order of the parameters
   * @param workers share the work; how many changes no number
   */
  void step(List<float[]> gradients, Workers workers) {
    float step = ++steps.values()[0];
    float rate = (float) (learningRate / (1 - Math.pow(BETA_1, step)));
    float root = (float) Math.sqrt(1 - Math.pow(BETA_2, step));
    for (int i = 0; i < parameters.size(); i++) {
      float[] weights = parameters.get(i).values();
      float[] gradient = gradients.get(i);
      float[] mean = means.get(i).values();
      float[] square = squares.get(i).values();
      workers.loop(
          weights.length,
          CHUNK,
          (from, to) -> update(weights, gradient, mean, square, rate, root, from, to));
    }
  }

  private void update(
      float[] weights,
      float[] gradient,
      float[] mean,
      float[] square,
      float rate,
      float root,
      int from,
      int to) {
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      float m = (float) BETA_1 * mean[i] + (float) (1 - BETA_1) * g;
      float v = (float) BETA_2 * square[i] + (float) (1 - BETA_2) * g * g;
      mean[i] = m;
      square[i] = v;
      weights[i] -= rate * m / ((float) Math.sqrt(v) / root + epsilon);
    }
  }

  /** What makes the next step what it is besides the weights: m and v of each, and the steps. */
  List<Tensor> state() {
    List<Tensor> state = new ArrayList<>(means);
    state.addAll(squares);
    state.add(steps);
    return state;
  }
}
