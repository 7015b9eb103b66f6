package io.agp.experiments.learned;

/**
 * What BPR-MF is trained with.
 *
 * @param dimensions length of the vectors, at least 1
 * @param learningRate of every step, above 0
 * @param regularisation of vectors and biases, 0 or more
 */
record BprMfSettings(int dimensions, double learningRate, double regularisation) {
  static final String MODEL = "BPR-MF";
  static final BprMfSettings DEFAULT = new BprMfSettings(64, .05, .01);

  BprMfSettings {
    Settings.requirePositive("dimensions", dimensions);
    Settings.requireAboveZero("learningRate", learningRate);
    Settings.requireNotNegative("regularisation", regularisation);
  }

  String name() {
    return String.format("%s (%d dimensions)", MODEL, dimensions);
  }
}
