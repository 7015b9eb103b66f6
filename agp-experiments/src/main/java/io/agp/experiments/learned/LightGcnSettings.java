package io.agp.experiments.learned;

/**
 * What LightGCN is trained with.
 *
 * @param dimensions length of the vectors, at least 1
 * @param layers how often embeddings are propagated, at least 1
 * @param learningRate of Adam, above 0
 * @param regularisation weight of the squared embeddings, 0 or more
 * @param batchSize triples a step, at least 1
 */
record LightGcnSettings(
    int dimensions, int layers, double learningRate, double regularisation, int batchSize) {
  static final String MODEL = "LightGCN";
  static final LightGcnSettings DEFAULT = new LightGcnSettings(64, 3, .01, 3e-4, 2048);

  LightGcnSettings {
    Settings.requirePositive("dimensions", dimensions);
    Settings.requirePositive("layers", layers);
    Settings.requireAboveZero("learningRate", learningRate);
    Settings.requireNotNegative("regularisation", regularisation);
    Settings.requirePositive("batchSize", batchSize);
  }

  String name() {
    return String.format("%s (%d layers, %d dimensions)", MODEL, layers, dimensions);
  }
}
