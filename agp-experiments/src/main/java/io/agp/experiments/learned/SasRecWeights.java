package io.agp.experiments.learned;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What SASRec learns: a table of items, whose row 0 is padding, a table of positions, and per block
 * the matrices of attention and of the feed-forward part with their biases, gains and biases of
 * layer normalisations.
 *
 * @param item one row for padding, then one an item
 * @param others all the rest: positions, blocks, the last layer normalisation
 */
record SasRecWeights(Tensor item, List<Tensor> others) {
  /** The matrices of a block, in the order of the tensors. */
  static final List<String> MATRICES = List.of("q", "k", "v", "o", "1", "2");

  /** The layer normalisations of a block, in the order of the tensors. */
  static final List<String> NORMALISATIONS = List.of("ln1", "ln2");

  /** Weights of the right shapes, all zero. */
  static SasRecWeights zeros(int items, SasRecSettings settings) {
    int d = settings.dimensions();
    List<Tensor> others = new ArrayList<>();
    others.add(Tensor.zeros("position", settings.length(), d));
    for (int block = 0; block < settings.blocks(); block++) {
      for (String matrix : MATRICES) {
        others.add(Tensor.zeros(block + ".w" + matrix, d, d));
        others.add(Tensor.zeros(block + ".b" + matrix, 1, d));
      }
      for (String normalisation : NORMALISATIONS) {
        addNormalisation(others, block + "." + normalisation, d);
      }
    }
    addNormalisation(others, "ln", d);
    return new SasRecWeights(Tensor.zeros("item", Math.addExact(items, 1), d), others);
  }

  private static void addNormalisation(List<Tensor> tensors, String name, int d) {
    tensors.add(Tensor.zeros(name + ".gain", 1, d));
    tensors.add(Tensor.zeros(name + ".bias", 1, d));
  }

  /**
   * Weights to begin with: matrices and tables normally distributed with variance {@code 2 / (rows
   * + columns)} (Glorot and Bengio 2010), gains 1, biases 0, padding 0.
   */
  static SasRecWeights random(int items, SasRecSettings settings, long seed) {
    SasRecWeights weights = zeros(items, settings);
    Random random = new Random(seed);
    for (Tensor tensor : weights.all()) {
      if (tensor.name().endsWith("gain")) {
        Arrays.fill(tensor.values(), 1);
      } else if (tensor.rows() > 1 || tensor.name().equals("position")) {
        fill(tensor, random);
      }
    }
    Arrays.fill(weights.item.values(), 0, settings.dimensions(), 0);
    return weights;
  }

  private static void fill(Tensor tensor, Random random) {
    double deviation = Math.sqrt(2.0 / (tensor.rows() + tensor.columns()));
    float[] values = tensor.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
  }

  /** All tensors, the items first. */
  List<Tensor> all() {
    List<Tensor> all = new ArrayList<>();
    all.add(item);
    all.addAll(others);
    return all;
  }

  /** The same numbers in arrays of their own. */
  SasRecWeights copy() {
    return new SasRecWeights(
        item.copy(item.name()), others.stream().map(tensor -> tensor.copy(tensor.name())).toList());
  }

  /** Whether all are numbers. */
  boolean isFinite() {
    for (Tensor tensor : all()) {
      for (float value : tensor.values()) {
        if (!Float.isFinite(value)) {
          return false;
        }
      }
    }
    return true;
  }

  int items() {
    return item.rows() - 1;
  }
}
