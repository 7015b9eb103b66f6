package io.agp.experiments.learned;

/**
 * Scores of all items for a vector: b_i + ⟨vector, v_i⟩. The items' vectors are stored by
 * dimension, so that the inner loop runs over items and needs no sums across. Immutable and
 * thread-safe.
 */
final class ItemScores {
  private final float[][] byDimension;
  private final float[] biases;

  /**
   * Turns the items' vectors.
   *
   * @param vectors one row an item
   * @param biases b, one an item; copied
   */
  ItemScores(Tensor vectors, Tensor biases) {
    this.byDimension = new float[vectors.columns()][vectors.rows()];
    this.biases = biases.values().clone();
    for (int item = 0; item < vectors.rows(); item++) {
      for (int d = 0; d < vectors.columns(); d++) {
        byDimension[d][item] = vectors.values()[item * vectors.columns() + d];
      }
    }
  }

  /**
   * Scores.
   *
   * @param vector one number a dimension
   * @param scores is filled, one score an item
   */
  void fill(float[] vector, float[] scores) {
    System.arraycopy(biases, 0, scores, 0, scores.length);
    int d = 0;
    for (; d + 3 < vector.length; d += 4) {
      Rows.addFour(
          scores,
          scores.length,
          vector[d],
          byDimension[d],
          vector[d + 1],
          byDimension[d + 1],
          vector[d + 2],
          byDimension[d + 2],
          vector[d + 3],
          byDimension[d + 3]);
    }
    for (; d < vector.length; d++) {
      Rows.add(scores, scores.length, vector[d], byDimension[d]);
    }
  }
}
