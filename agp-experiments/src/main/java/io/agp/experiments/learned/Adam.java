package io.agp.experiments.learned;

import java.util.ArrayList;
import java.util.List;

/**
 * Adam (Kingma and Ba 2015) as PyTorch computes it: {@code w -= lr · m̂ / (√v̂ + ε)} with decays
 * 0.9 and 0.999. Not thread-safe; the work is shared by the workers it is given.
 */
final class Adam {
  private static final double FIRST_DECAY = .9;
  private static final double SECOND_DECAY = .999;
  private static final int CHUNK = 1 << 14;

  private final List<Tensor> parameters;
  private final List<Tensor> first = new ArrayList<>();
  private final List<Tensor> second = new ArrayList<>();
  private final Tensor steps = Tensor.zeros("steps", 1, 1);
  private final double learningRate;
  private final double epsilon;

  /**
   * Begins with no step taken.
   *
   * @param parameters what is changed by a step, in place
   * @param learningRate above 0
   * @param epsilon is added to the root of the second moment; above 0
   */
  Adam(List<Tensor> parameters, double learningRate, double epsilon) {
    this.parameters = List.copyOf(parameters);
    this.learningRate = learningRate;
    this.epsilon = epsilon;
    for (Tensor parameter : parameters) {
      first.add(zeros("m.", parameter));
      second.add(zeros("v.", parameter));
    }
  }

  private static Tensor zeros(String prefix, Tensor like) {
    return Tensor.zeros(prefix + like.name(), like.rows(), like.columns());
  }

  /**
   * Changes every parameter once.
   *
   * @param gradients one array a parameter, in the order of the parameters
   */
  void step(List<float[]> gradients, Workers workers) {
    if (gradients.size() != parameters.size()) {
      throw new IllegalArgumentException(
          String.format(
              "There must be %d gradients, one a parameter: %d",
              parameters.size(), gradients.size()));
    }
    steps.values()[0]++;
    double count = steps.values()[0];
    float rate = (float) (learningRate / (1 - Math.pow(FIRST_DECAY, count)));
    float root = (float) (1 / Math.sqrt(1 - Math.pow(SECOND_DECAY, count)));
    for (int i = 0; i < gradients.size(); i++) {
      int parameter = i;
      float[] gradient = gradients.get(i);
      workers.loop(
          gradient.length, CHUNK, (from, to) -> update(parameter, gradient, rate, root, from, to));
    }
  }

  private void update(int parameter, float[] gradient, float rate, float root, int from, int to) {
    float[] values = parameters.get(parameter).values();
    float[] m = first.get(parameter).values();
    float[] v = second.get(parameter).values();
    float small = (float) epsilon;
    float keepFirst = (float) FIRST_DECAY;
    float addFirst = (float) (1 - FIRST_DECAY);
    float keepSecond = (float) SECOND_DECAY;
    float addSecond = (float) (1 - SECOND_DECAY);
    for (int i = from; i < to; i++) {
      float g = gradient[i];
      m[i] = keepFirst * m[i] + addFirst * g;
      v[i] = keepSecond * v[i] + addSecond * g * g;
      values[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) * root + small);
    }
  }

  /** The moments of each parameter, {@code m.NAME} and {@code v.NAME}, and the steps taken. */
  List<Tensor> state() {
    List<Tensor> state = new ArrayList<>(first);
    state.addAll(second);
    state.add(steps);
    return state;
  }
}
