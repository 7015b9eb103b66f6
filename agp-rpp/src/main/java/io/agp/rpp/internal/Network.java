package io.agp.rpp.internal;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Linear(d, d)–ReLU–Linear(d, outputs): the shape of every actor and critic. */
final class Network {
  private final Linear first;
  private final Linear second;

  /** The layers are named 0 and 2, as PyTorch numbers them: the ReLU between is 1. */
  Network(String name, int dimensions, int outputs, SplittableRandom random) {
    first = new Linear(name + ".0", dimensions, dimensions, random);
    second = new Linear(name + ".2", dimensions, outputs, random);
  }

  List<Parameter> parameters() {
    return Stream.of(first, second).flatMap(layer -> layer.parameters().stream()).toList();
  }

  /** The output for one row. */
  double[] forward(double[] x) {
    double[] hidden = first.forward(x);
    rectify(hidden);
    return second.forward(hidden);
  }

  /** The output for each row, with what the way back needs. */
  Pass forward(double[][] x) {
    double[][] hidden = first.forward(x);
    for (double[] row : hidden) {
      rectify(row);
    }
    return new Pass(x, hidden, second.forward(hidden));
  }

  private static void rectify(double[] row) {
    for (int i = 0; i < row.length; i++) {
      row[i] = Math.max(0, row[i]);
    }
  }

  /** One way through the network. */
  final class Pass {
    private final double[][] input;
    private final double[][] hidden;
    private final double[][] output;

    private Pass(double[][] input, double[][] hidden, double[][] output) {
      this.input = input;
      this.hidden = hidden;
      this.output = output;
    }

    double[][] output() {
      return output;
    }

    /** Adds the gradients of all weights, given dL/doutput; returns dL/d(first layer's output). */
    double[][] addGradient(double[][] gradient) {
      second.addGradient(hidden, gradient);
      double[][] inner = new double[hidden.length][hidden[0].length];
      second.addInputGradient(gradient, inner);
      maskInactive(inner);
      first.addGradient(input, inner);
      return inner;
    }

    /** Adds dL/dinput to a target, given what {@link #addGradient} returned or some of its rows. */
    void addInputGradient(double[][] inner, double[][] target) {
      first.addInputGradient(inner, target);
    }

    private void maskInactive(double[][] inner) {
      for (int row = 0; row < inner.length; row++) {
        for (int i = 0; i < inner[row].length; i++) {
          if (hidden[row][i] <= 0) {
            inner[row][i] = 0;
          }
        }
      }
    }
  }
}
