package io.agp.experiments.learned;

import java.util.Arrays;

/**
 * A part of a batch with a network of its own, so that parts can be computed at the same time. Not
 * thread-safe.
 */
final class SasRecSlice {
  private final SasRecNetwork network;
  private final int[] positives;
  private final int[] negatives;
  private int sequences;

  SasRecSlice(SasRecWeights weights, SasRecSettings settings, int sequences) {
    this.network = new SasRecNetwork(weights, settings, sequences, true);
    this.positives = new int[sequences * settings.length()];
    this.negatives = new int[positives.length];
  }

  SasRecNetwork network() {
    return network;
  }

  /** The item to be predicted at each row; 0 where none is. */
  int[] positives() {
    return positives;
  }

  /** An item that does not come next at each row; 0 where the positive is 0. */
  int[] negatives() {
    return negatives;
  }

  /** Makes all rows padding. */
  void clear(int newSequences) {
    sequences = newSequences;
    Arrays.fill(network.items(), 0);
    Arrays.fill(positives, 0);
    Arrays.fill(negatives, 0);
  }

  void forward(long seed) {
    network.forward(sequences, seed);
  }

  /** How many rows have an item to be predicted. */
  int targets() {
    int targets = 0;
    for (int positive : positives) {
      targets += positive == 0 ? 0 : 1;
    }
    return targets;
  }
}
