package io.agp.experiments.learned;

import java.util.List;

/** A model in training. Not thread-safe. */
interface Trainable {
  /** What progress calls it. */
  String name();

  /** Everything that decides the numbers besides the data and the seed, as text. */
  String settings();

  /**
   * Trains for one epoch.
   *
   * @param seed of everything random in this epoch
   * @return the mean loss
   */
  double epoch(long seed, Workers workers);

  /** The weights, changed in place by training. */
  List<Tensor> parameters();

  /** What training needs besides the weights to go on as if it had never stopped. */
  List<Tensor> state();

  /** The model as it is now; no longer valid once the next epoch begins. */
  Scorer scorer(Workers workers);

  /** Scores all items for a user. Thread-safe. */
  interface Scorer {
    /**
     * Scores.
     *
     * @param user the user's number
     * @param history item numbers, the oldest first
     * @param scores is filled, one score an item
     */
    void scores(int user, int[] history, float[] scores);
  }
}
