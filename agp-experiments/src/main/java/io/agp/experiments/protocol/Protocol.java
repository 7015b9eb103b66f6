package io.agp.experiments.protocol;

/** How candidates are made, and which users take part. */
public enum Protocol {
  /**
   * The top k of the base recommender, the history removed; only users whose relevant item is among
   * them take part. What the base recommender misses is not measured: the users who take part are
   * those it served well.
   */
  FILTERED,

  /**
   * The relevant item and k−1 others that {@link Negatives} draws. Every user takes part, but the
   * lists are easier or harder than a recommender's own.
   */
  SAMPLED,

  /**
   * The top k of the base recommender as it comes, the history removed. Every user takes part; what
   * the base recommender misses counts as missed for every method.
   */
  OPEN
}
