package io.agp.rpp.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;

/** Adam with PyTorch's defaults (β 0.9 and 0.999, ε 1e-8, no weight decay) over its parameters. */
final class Adam {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  /** PyTorch's guard against division by a norm of zero when it clips. */
  private static final double CLIP_EPSILON = 1e-6;

  private final String name;
  private final List<Parameter> parameters;
  private final List<double[][]> first;
  private final List<double[][]> second;
  private int steps;

  Adam(String name, List<Parameter> parameters) {
    this.name = name;
    this.parameters = List.copyOf(parameters);
    first = zeros(parameters);
    second = zeros(parameters);
  }

  private static List<double[][]> zeros(List<Parameter> parameters) {
    return parameters.stream()
        .map(Parameter::values)
        .map(values -> new double[values.length][values[0].length])
        .toList();
  }

  void clearGradients() {
    parameters.forEach(Parameter::clearGradient);
  }

  /** The Euclidean norm of all gradients together. */
  double gradientNorm() {
    double squares = 0;
    for (Parameter parameter : parameters) {
      for (double[] row : parameter.gradient()) {
        for (double value : row) {
          squares += value * value;
        }
      }
    }
    return Math.sqrt(squares);
  }

  /** Moves all parameters against their gradients, first scaled down if their norm is too large. */
  void step(double learningRate, double gradientNorm, double gradientClip) {
    double scale = Math.min(1, gradientClip / (gradientNorm + CLIP_EPSILON));
    steps++;
    double stepSize = learningRate / (1 - Math.pow(BETA1, steps));
    double correction = Math.sqrt(1 - Math.pow(BETA2, steps));
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      for (int row = 0; row < parameter.values().length; row++) {
        move(
            parameter.values()[row],
            parameter.gradient()[row],
            scale,
            first.get(i)[row],
            second.get(i)[row],
            stepSize,
            correction);
      }
    }
  }

  private static void move(
      double[] values,
      double[] gradient,
      double scale,
      double[] first,
      double[] second,
      double stepSize,
      double correction) {
    for (int i = 0; i < values.length; i++) {
      double g = gradient[i] * scale;
      first[i] = BETA1 * first[i] + (1 - BETA1) * g;
      second[i] = BETA2 * second[i] + (1 - BETA2) * g * g;
      values[i] -= stepSize * first[i] / (Math.sqrt(second[i]) / correction + EPSILON);
    }
  }

  /** The state in a fixed order: the number of steps, then both moments of each parameter. */
  List<NamedArray> state() {
    List<NamedArray> state = new ArrayList<>();
    state.add(
        new NamedArray(
            name + ".steps",
            1,
            count -> count >= 0 && count == Math.rint(count) && count <= Integer.MAX_VALUE,
            () -> new double[] {steps},
            counts -> steps = (int) counts[0]));
    for (int i = 0; i < parameters.size(); i++) {
      String parameter = parameters.get(i).name();
      state.add(moment("first", parameter, first.get(i), Double::isFinite));
      state.add(moment("second", parameter, second.get(i), v -> Double.isFinite(v) && v >= 0));
    }
    return state;
  }

  private NamedArray moment(String moment, String parameter, double[][] v, DoublePredicate rule) {
    return NamedArray.ofMatrix(name + "." + moment + "." + parameter, v, rule);
  }
}
