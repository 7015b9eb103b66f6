package io.agp.rpp.internal;

/** How the items of a ranking become one vector of the next state. */
public enum Pooling {
  /** The last hidden state of a trained GRU that reads the items from the first place on. */
  GRU,
  /** The mean of the items, which knows no order: the ablation of the paper's Table 8. */
  MEAN
}
