package io.agp.experiments.learned;

import java.util.Arrays;
import java.util.List;

/**
 * Binary cross-entropy of one positive and one negative item a row (Kang and McAuley 2018): {@code
 * softplus(-h · e₊) + softplus(h · e₋)}.
 */
final class BinaryLoss implements SasRecLoss {
  private static final int CHUNK = 1024;

  private final Tensor item;
  private final float[][] items;
  private final float[][] sums;

  BinaryLoss(Tensor item) {
    this.item = item;
    this.items = new float[item.rows()][item.columns()];
    this.sums = new float[item.rows()][item.columns()];
  }

  @Override
  public double run(List<SasRecSlice> slices, float[] itemGradient, Workers workers) {
    int count = Math.max(1, slices.stream().mapToInt(SasRecSlice::targets).sum());
    Rows.unpack(item.values(), items);
    double[] losses = new double[slices.size()];
    workers.loop(
        losses.length,
        1,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            losses[i] = run(slices.get(i), 1f / count);
          }
        });
    // Every chunk of items looks through all rows, so that a sum never depends on the threads.
    workers.loop(
        items.length, CHUNK, (from, to) -> addToItems(slices, 1f / count, from, to, itemGradient));
    double sum = 0;
    for (double loss : losses) {
      sum += loss;
    }
    return sum / count;
  }

  private double run(SasRecSlice slice, float share) {
    double loss = 0;
    for (int row = 0; row < slice.network().rows(); row++) {
      if (slice.positives()[row] != 0) {
        loss += pull(slice, row, slice.positives()[row], share, 1);
        loss += pull(slice, row, slice.negatives()[row], share, -1);
      }
    }
    return loss;
  }

  /** Pulls a row towards an item, or away from it if the sign is -1. */
  private double pull(SasRecSlice slice, int row, int target, float share, int sign) {
    float logit = sign * logit(slice, row, target);
    float factor = -sign * share * missing(logit);
    Rows.add(slice.network().hidden().gradient()[row], item.columns(), factor, items[target]);
    // softplus(-x), without overflow
    return Math.max(0, -logit) + Math.log1p(Math.exp(-Math.abs(logit)));
  }

  private float logit(SasRecSlice slice, int row, int target) {
    return Rows.dot(slice.network().hidden().value()[row], items[target], item.columns());
  }

  /** {@code 1 - sigmoid(x)}. */
  private static float missing(float logit) {
    return (float) (1 / (1 + Math.exp(logit)));
  }

  private void addToItems(
      List<SasRecSlice> slices, float share, int from, int to, float[] itemGradient) {
    for (int i = from; i < to; i++) {
      Arrays.fill(sums[i], 0);
    }
    for (SasRecSlice slice : slices) {
      for (int row = 0; row < slice.network().rows(); row++) {
        addToItem(slice, row, slice.positives()[row], share, 1, from, to);
        addToItem(slice, row, slice.negatives()[row], share, -1, from, to);
      }
    }
    for (int i = from; i < to; i++) {
      System.arraycopy(sums[i], 0, itemGradient, i * item.columns(), item.columns());
    }
  }

  private void addToItem(
      SasRecSlice slice, int row, int target, float share, int sign, int from, int to) {
    if (target != 0 && target >= from && target < to) {
      float factor = -sign * share * missing(sign * logit(slice, row, target));
      Rows.add(sums[target], item.columns(), factor, slice.network().hidden().value()[row]);
    }
  }
}
