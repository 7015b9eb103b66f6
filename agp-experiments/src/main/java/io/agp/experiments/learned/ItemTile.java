package io.agp.experiments.learned;

import java.util.Arrays;

/**
 * Some of the items, with the logits that a block of rows gives them: small enough that a core
 * keeps it close while all rows pass.
 */
final class ItemTile {
  private static final int ROWS = 64;

  private final Tensor table;
  private final int first;
  private final int items;
  private final int d;
  private final float[][] vectors;
  private final float[][] transposed;
  private final float[][] logits;
  private final float[][] slopes;
  private final float[] sum;

  /**
   * Makes room.
   *
   * @param table of all items
   * @param first the first row of the table that belongs to the tile
   * @param items how many rows of the table belong to it
   * @param rows the most rows of a block
   */
  ItemTile(Tensor table, int first, int items, int rows) {
    this.table = table;
    this.first = first;
    this.items = items;
    this.d = table.columns();
    this.vectors = new float[items][d];
    this.transposed = new float[d][items];
    this.logits = new float[rows][items];
    this.slopes = new float[items][ROWS];
    this.sum = new float[d];
  }

  /** Takes the items' vectors from the table. */
  void load() {
    for (int i = 0; i < items; i++) {
      System.arraycopy(table.values(), (first + i) * d, vectors[i], 0, d);
    }
    Rows.transpose(vectors, 0, items, d, transposed);
  }

  /** Computes the logits of a row; returns the largest. */
  float logits(int row, float[] hidden) {
    Arrays.fill(logits[row], 0);
    Rows.addCombination(logits[row], items, hidden, 0, d, transposed, 0);
    return Rows.max(logits[row], items);
  }

  boolean has(int item) {
    return item >= first && item < first + items;
  }

  /** The logit of an item of the tile. */
  float logit(int row, int item) {
    return logits[row][item - first];
  }

  /** Turns a row's logits into exponentials, see {@link Rows#exponentiate}. */
  float exponentiate(int row, float most) {
    return Rows.exponentiate(logits[row], items, most);
  }

  /** Turns a row's exponentials into gradients: what is wanted instead of them is 1 at the item. */
  void slopes(int row, float factor, int wanted, float share) {
    Rows.scale(logits[row], items, factor);
    if (has(wanted)) {
      logits[row][wanted - first] -= share;
    }
  }

  /** Adds to the gradient of a row. */
  void addToHidden(int row, float[] gradient) {
    Rows.addCombination(gradient, d, logits[row], 0, items, vectors, 0);
  }

  /** Adds to the gradient of the table what the first rows of a block make of it. */
  void addToItems(int rows, float[][] hidden, int firstHidden, float[] tableGradient) {
    for (int from = 0; from < rows; from += ROWS) {
      int count = Math.min(ROWS, rows - from);
      Rows.transpose(logits, from, count, items, slopes);
      for (int i = 0; i < items; i++) {
        Arrays.fill(sum, 0);
        Rows.addCombination(sum, d, slopes[i], 0, count, hidden, firstHidden + from);
        int at = (first + i) * d;
        for (int j = 0; j < d; j++) {
          tableGradient[at + j] += sum[j];
        }
      }
    }
  }
}
