package io.agp.experiments.learned;

import java.util.Arrays;

/**
 * Turns histories into vectors and vectors into scores. Thread-safe if the weights stay as they
 * are.
 */
final class SasRecEncoder {
  private final SasRecWeights weights;
  private final SasRecSettings settings;
  private final float[][] transposed;

  SasRecEncoder(SasRecWeights weights, SasRecSettings settings) {
    this.weights = weights;
    this.settings = settings;
    this.transposed = new float[settings.dimensions()][weights.items()];
    for (int i = 0; i < weights.items(); i++) {
      for (int j = 0; j < transposed.length; j++) {
        transposed[j][i] = weights.item().values()[(i + 1) * transposed.length + j];
      }
    }
  }

  /** The hidden row of the last item; zeros if there is none. */
  float[] hidden(int[] history) {
    int d = settings.dimensions();
    if (history.length == 0) {
      return new float[d];
    }
    int length = settings.length();
    int filled = Math.min(length, history.length);
    SasRecNetwork network = new SasRecNetwork(weights, settings, 1, false);
    for (int i = 1; i <= filled; i++) {
      network.items()[length - i] = history[history.length - i] + 1;
    }
    network.forward(1, 0);
    return network.hidden().value()[length - 1].clone();
  }

  /** Fills with one score an item. */
  void scores(float[] hidden, float[] scores) {
    int items = weights.items();
    Arrays.fill(scores, 0);
    Rows.addCombination(scores, items, hidden, 0, hidden.length, transposed, 0);
  }

  /** An item's row of the table. */
  float[] vector(int item) {
    int d = settings.dimensions();
    return Arrays.copyOfRange(weights.item().values(), (item + 1) * d, (item + 2) * d);
  }
}
