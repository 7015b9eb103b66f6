package io.agp.rpp.internal;

import java.util.List;
import java.util.SplittableRandom;

/** A fully connected layer, y = x·Wᵀ + b. Safe for concurrent reading, not beside an update. */
final class Linear {
  private final Parameter weight;
  private final Parameter bias;

  /** Starts with PyTorch's default, uniform in ±1/√inputs. */
  Linear(String name, int inputs, int outputs, SplittableRandom random) {
    double bound = 1 / Math.sqrt(inputs);
    weight = Parameter.uniform(name + ".weight", inputs, outputs, bound, random);
    bias = Parameter.uniform(name + ".bias", 1, outputs, bound, random);
  }

  List<Parameter> parameters() {
    return List.of(weight, bias);
  }

  /** y for one row. */
  double[] forward(double[] x) {
    double[] y = bias.biasValues().clone();
    Rows.addProduct(x, weight.values(), y);
    return y;
  }

  /** y for each row, each by the same operations as if it came alone. */
  double[][] forward(double[][] x) {
    double[][] y = new double[x.length][];
    for (int row = 0; row < x.length; row++) {
      y[row] = forward(x[row]);
    }
    return y;
  }

  /** Adds the gradients of weight and bias, given the rows that went in and dL/dy. */
  void addGradient(double[][] x, double[][] gradient) {
    Rows.addProduct(Rows.transposed(x), gradient, weight.gradient());
    Rows.addSum(gradient, bias.biasGradient());
  }

  /** Adds dL/dx to a target, given dL/dy. */
  void addInputGradient(double[][] gradient, double[][] target) {
    Rows.addProduct(gradient, Rows.transposed(weight.values()), target);
  }
}
