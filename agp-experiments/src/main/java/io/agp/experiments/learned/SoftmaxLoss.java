package io.agp.experiments.learned;

import java.util.List;

/**
 * Cross-entropy of the softmax over all items: {@code log Σ_i exp(h · e_i) - h · e₊}. Rows are
 * handled in blocks, so that no more than a few million logits exist at a time.
 */
final class SoftmaxLoss implements SasRecLoss {
  private static final int MOST_LOGITS = 1 << 22;
  private static final int ROWS = 8;
  private static final int ITEMS = 256;

  private final Tensor item;
  private final int d;
  private final int items;
  private final int block;
  private final float[] transposed;
  private final float[] logits;
  private final double[] losses;
  private float[] hidden = {};
  private float[] gradient = {};
  private int[] positives = {};

  SoftmaxLoss(Tensor item) {
    this.item = item;
    this.d = item.columns();
    this.items = item.rows() - 1;
    this.block = Math.max(ROWS, Math.min(512, MOST_LOGITS / Math.max(1, items)) / ROWS * ROWS);
    this.transposed = new float[d * items];
    this.logits = new float[block * items];
    this.losses = new double[block];
  }

  @Override
  public double run(List<SasRecSlice> slices, float[] itemGradient, Workers workers) {
    int count = gather(slices);
    workers.loop(items, ITEMS, this::transpose);
    double sum = 0;
    for (int first = 0; first < count; first += block) {
      int start = first;
      int rows = Math.min(block, count - first);
      workers.loop(rows, ROWS, (from, to) -> rows(start, from, to, 1f / count));
      workers.loop(items, ITEMS, (from, to) -> addToItems(start, rows, from, to, itemGradient));
      for (int row = 0; row < rows; row++) {
        sum += losses[row];
      }
    }
    scatter(slices);
    return sum / Math.max(1, count);
  }

  /** Puts the rows with an item to be predicted one after the other. */
  private int gather(List<SasRecSlice> slices) {
    int count = slices.stream().mapToInt(SasRecSlice::targets).sum();
    if (positives.length < count) {
      hidden = new float[count * d];
      gradient = new float[count * d];
      positives = new int[count];
    }
    int next = 0;
    for (SasRecSlice slice : slices) {
      for (int row = 0; row < slice.network().rows(); row++) {
        if (slice.positives()[row] != 0) {
          positives[next] = slice.positives()[row];
          System.arraycopy(slice.network().hidden().value(), row * d, hidden, next * d, d);
          next++;
        }
      }
    }
    java.util.Arrays.fill(gradient, 0, count * d, 0);
    return count;
  }

  private void scatter(List<SasRecSlice> slices) {
    int next = 0;
    for (SasRecSlice slice : slices) {
      for (int row = 0; row < slice.network().rows(); row++) {
        if (slice.positives()[row] != 0) {
          System.arraycopy(gradient, next * d, slice.network().hidden().gradient(), row * d, d);
          next++;
        }
      }
    }
  }

  /** Columns are items without the padding. */
  private void transpose(int from, int to) {
    for (int i = from; i < to; i++) {
      for (int j = 0; j < d; j++) {
        transposed[j * items + i] = item.values()[(i + 1) * d + j];
      }
    }
  }

  private void rows(int start, int from, int to, float share) {
    java.util.Arrays.fill(logits, from * items, to * items, 0);
    for (int first = 0; first < items; first += ITEMS) {
      int width = Math.min(ITEMS, items - first);
      for (int row = from; row < to; row++) {
        Rows.addCombination(
            logits,
            row * items + first,
            width,
            hidden,
            (start + row) * d,
            1,
            d,
            transposed,
            first,
            items);
      }
    }
    for (int row = from; row < to; row++) {
      loss(start + row, row, share);
    }
    for (int first = 0; first < items; first += ITEMS) {
      int width = Math.min(ITEMS, items - first);
      for (int row = from; row < to; row++) {
        Rows.addCombination(
            gradient,
            (start + row) * d,
            d,
            logits,
            row * items + first,
            1,
            width,
            item.values(),
            (first + 1) * d,
            d);
      }
    }
  }

  /** Turns a row of logits into their gradients. */
  private void loss(int target, int row, float share) {
    int at = row * items;
    int positive = at + positives[target] - 1;
    float logit = logits[positive];
    losses[row] = Rows.softmax(logits, at, items) - logit;
    logits[positive] -= 1;
    for (int i = at; i < at + items; i++) {
      logits[i] *= share;
    }
  }

  private void addToItems(int start, int rows, int from, int to, float[] itemGradient) {
    for (int i = from; i < to; i++) {
      Rows.addCombination(
          itemGradient, (i + 1) * d, d, logits, i, items, rows, hidden, start * d, d);
    }
  }
}
