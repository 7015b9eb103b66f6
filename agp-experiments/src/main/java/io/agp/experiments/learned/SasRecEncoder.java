package io.agp.experiments.learned;

import java.util.Arrays;

/**
 * Turns histories into vectors and vectors into scores. Thread-safe if the weights stay as they
 * are.
 */
final class SasRecEncoder {
  private final SasRecWeights weights;
  private final SasRecSettings settings;
  private final float[] transposed;

  SasRecEncoder(SasRecWeights weights, SasRecSettings settings) {
    this.weights = weights;
    this.settings = settings;
    this.transposed = new float[weights.items() * settings.dimensions()];
    int d = settings.dimensions();
    Rows.transpose(weights.item().values(), d, d, weights.items(), d, transposed);
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
    return Arrays.copyOfRange(network.hidden().value(), (length - 1) * d, length * d);
  }

  /** Fills with one score an item. */
  void scores(float[] hidden, float[] scores) {
    int items = weights.items();
    Arrays.fill(scores, 0);
    Rows.addCombination(scores, 0, items, hidden, 0, 1, hidden.length, transposed, 0, items);
  }

  /** An item's row of the table. */
  float[] vector(int item) {
    int d = settings.dimensions();
    return Arrays.copyOfRange(weights.item().values(), (item + 1) * d, (item + 2) * d);
  }
}
