package io.agp.experiments.learned;

/**
 * Scores of all items for a vector: b_i + ⟨vector, v_i⟩. The items' vectors are stored by
 * dimension, so that the inner loop runs over items and needs no sums across. Immutable and
 * thread-safe.
 */
final class ItemScores {
  private final int items;
  private final int dimensions;
  private final float[] byDimension;
  private final float[] biases;

  /**
   * Turns the items' vectors.
   *
   * @param vectors one row an item
   * @param biases b, one an item; copied
   */
  ItemScores(Tensor vectors, Tensor biases) {
    this.items = vectors.rows();
    this.dimensions = vectors.columns();
    this.byDimension = new float[vectors.values().length];
    this.biases = biases.values().clone();
    for (int item = 0; item < items; item++) {
      for (int d = 0; d < dimensions; d++) {
        byDimension[d * items + item] = vectors.values()[item * dimensions + d];
      }
    }
  }

  /**
   * Scores.
   *
   * @param vectors where the vector is
   * @param from its first place
   * @param scores is filled, one score an item
   */
  void fill(float[] vectors, int from, float[] scores) {
    System.arraycopy(biases, 0, scores, 0, items);
    int d = 0;
    for (; d + 3 < dimensions; d += 4) {
      int row = d * items;
      Vectors.addFour(
          scores,
          0,
          vectors[from + d],
          vectors[from + d + 1],
          vectors[from + d + 2],
          vectors[from + d + 3],
          byDimension,
          row,
          row + items,
          row + 2 * items,
          row + 3 * items,
          items);
    }
    for (; d < dimensions; d++) {
      Vectors.add(scores, 0, vectors[from + d], byDimension, d * items, items);
    }
  }
}
