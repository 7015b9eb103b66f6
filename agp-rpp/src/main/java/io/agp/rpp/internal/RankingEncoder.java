package io.agp.rpp.internal;

import java.util.List;

/** Makes one vector of a ranking's item embeddings. */
interface RankingEncoder {
  /** The vector of at least one item, in the order of the ranking. */
  double[] encode(double[][] items);

  /** What is learned, in a fixed order; may be empty. */
  List<Parameter> parameters();

  /** The way back for the weights as they are now; one per update. */
  Gradient gradient();

  /** Adds what a ranking contributes to the gradients of the parameters. */
  interface Gradient {
    /** Takes the items and the gradient of the loss by their vector. */
    void add(double[][] items, double[] gradient);
  }
}
