package io.agp.experiments.learned;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cross-entropy of the softmax over all items: {@code log Σ_i exp(h · e_i) - h · e₊}. Rows are
 * handled in blocks, so that no more than a few million logits exist at a time.
 */
final class SoftmaxLoss implements SasRecLoss {
  private static final int MOST_LOGITS = 1 << 22;
  private static final int MOST_ROWS = 512;
  private static final int ROWS = 16;
  private static final int ITEMS = 256;

  private final int block;
  private final List<ItemTile> tiles = new ArrayList<>();
  private final double[] losses;
  private final List<float[]> hidden = new ArrayList<>();
  private final List<float[]> gradients = new ArrayList<>();
  private int[] positives = {};

  SoftmaxLoss(Tensor item) {
    this.block = Math.max(ROWS, Math.min(MOST_ROWS, MOST_LOGITS / item.rows()));
    this.losses = new double[block];
    for (int first = 1; first < item.rows(); first += ITEMS) {
      tiles.add(new ItemTile(item, first, Math.min(ITEMS, item.rows() - first), block));
    }
  }

  @Override
  public double run(List<SasRecSlice> slices, float[] itemGradient, Workers workers) {
    gather(slices);
    int count = hidden.size();
    float[][] rows = hidden.toArray(new float[0][]);
    workers.loop(tiles.size(), 1, (from, to) -> tiles.subList(from, to).forEach(ItemTile::load));
    double sum = 0;
    for (int first = 0; first < count; first += block) {
      int start = first;
      int size = Math.min(block, count - first);
      workers.loop(size, ROWS, (from, to) -> rows(start, from, to, 1f / count));
      workers.loop(
          tiles.size(),
          1,
          (from, to) ->
              tiles
                  .subList(from, to)
                  .forEach(tile -> tile.addToItems(size, rows, start, itemGradient)));
      for (int row = 0; row < size; row++) {
        sum += losses[row];
      }
    }
    return sum / Math.max(1, count);
  }

  /** Finds the rows with an item to be predicted. */
  private void gather(List<SasRecSlice> slices) {
    hidden.clear();
    gradients.clear();
    positives = new int[slices.stream().mapToInt(SasRecSlice::targets).sum()];
    for (SasRecSlice slice : slices) {
      Tape.Node node = slice.network().hidden();
      for (int row = 0; row < slice.network().rows(); row++) {
        if (slice.positives()[row] != 0) {
          positives[hidden.size()] = slice.positives()[row];
          hidden.add(node.value()[row]);
          gradients.add(node.gradient()[row]);
        }
      }
    }
  }

  private void rows(int start, int from, int to, float share) {
    float[] most = new float[to - from];
    Arrays.fill(most, Float.NEGATIVE_INFINITY);
    for (ItemTile tile : tiles) {
      for (int row = from; row < to; row++) {
        float here = tile.logits(row, hidden.get(start + row));
        most[row - from] = Math.max(most[row - from], here);
      }
    }
    for (int row = from; row < to; row++) {
      losses[row] = loss(row, most[row - from], positives[start + row], share);
    }
    for (ItemTile tile : tiles) {
      for (int row = from; row < to; row++) {
        tile.addToHidden(row, gradients.get(start + row));
      }
    }
  }

  /** Turns the logits of a row into their gradients; returns the loss. */
  private double loss(int row, float most, int positive, float share) {
    float logit = 0;
    double sum = 0;
    for (ItemTile tile : tiles) {
      logit += tile.has(positive) ? tile.logit(row, positive) : 0;
      sum += tile.exponentiate(row, most);
    }
    for (ItemTile tile : tiles) {
      tile.slopes(row, (float) (share / sum), positive, share);
    }
    return most + Math.log(sum) - logit;
  }
}
