package io.agp.rpp.internal;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A weight matrix or a bias with the gradient of the loss. In memory a weight is inputs × outputs,
 * the order in which the products read it; outside it is flat and outputs × inputs, as PyTorch has
 * it. A bias is one row of outputs in both.
 */
final class Parameter {
  private final String name;
  private final double[][] values;
  private final double[][] gradient;

  private Parameter(String name, int inputs, int outputs) {
    this.name = name;
    values = new double[inputs][outputs];
    gradient = new double[inputs][outputs];
  }

  /** Starts uniform in (−bound, bound), drawn in the order of the flat form. */
  static Parameter uniform(
      String name, int inputs, int outputs, double bound, SplittableRandom random) {
    Parameter parameter = new Parameter(name, inputs, outputs);
    read(random.doubles((long) inputs * outputs, -bound, bound).toArray(), parameter.values);
    return parameter;
  }

  String name() {
    return name;
  }

  /** The live values, inputs × outputs. */
  double[][] values() {
    return values;
  }

  /** The live gradient, inputs × outputs. */
  double[][] gradient() {
    return gradient;
  }

  /** The live values of a bias. */
  double[] biasValues() {
    return values[0];
  }

  /** The live gradient of a bias. */
  double[] biasGradient() {
    return gradient[0];
  }

  void clearGradient() {
    for (double[] row : gradient) {
      Arrays.fill(row, 0);
    }
  }

  /** The values under their name. */
  NamedArray named() {
    return NamedArray.ofMatrix(name, values, Double::isFinite);
  }

  /** The flat form of a matrix that is inputs × outputs. */
  static double[] flat(double[][] matrix) {
    int inputs = matrix.length;
    int outputs = matrix[0].length;
    double[] flat = new double[inputs * outputs];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = matrix[i % inputs][i / inputs];
    }
    return flat;
  }

  /** Reads a flat form into a matrix that is inputs × outputs. */
  static void read(double[] flat, double[][] target) {
    for (int i = 0; i < flat.length; i++) {
      target[i % target.length][i / target.length] = flat[i];
    }
  }
}
