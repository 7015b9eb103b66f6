package io.agp.experiments.learned;

import java.util.List;

/** A loss over all rows that have an item to be predicted. Not thread-safe. */
interface SasRecLoss {
  /**
   * Computes the mean loss and its gradients.
   *
   * @param slices have run forwards; the gradients of their hidden rows are set
   * @param itemGradient what is added to: the gradient of the table of items
   * @return the mean over the rows
   */
  double run(List<SasRecSlice> slices, float[] itemGradient, Workers workers);
}
