package io.agp.experiments.protocol;

/**
 * Where the {@link Protocol#SAMPLED} protocol draws the k−1 other items from. None of them is in
 * the user's history. Each choice has its bias.
 */
public enum Negatives {
  /**
   * Evenly from 200 items that the user never had: the 100 next above and the 100 next below the
   * relevant item in popularity, or fewer above or below where popularity ends. Of fewer than 1,000
   * items, a tenth of them on each side, but at least k−1. In the base recommender's order of
   * score. Popularity alone tells almost nothing then; ordered by it, the relevant item is mostly
   * near the middle.
   */
  POPULARITY,

  /**
   * Evenly from all items that the user never had, in an order shuffled for each user. Most items
   * are hardly known, so that even popularity alone finds the relevant one well.
   */
  RANDOM,

  /**
   * Evenly from the base recommender's top 100, in its order of score. That recommender looks bad:
   * an item that it missed always comes last.
   */
  TOP100
}
