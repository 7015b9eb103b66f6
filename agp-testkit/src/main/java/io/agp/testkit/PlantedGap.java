package io.agp.testkit;

/**
 * What there is to be learned of the users of a {@link PlantedWorld}: mean NDCG@10 over users,
 * choices and the model's noise. Immutable and thread-safe.
 *
 * @param random with every choice drawn uniformly for each user
 * @param bestFixed with the one prompt for all users that is best for these
 * @param best with each user's own best prompt
 */
public record PlantedGap(double random, double bestFixed, double best) {
  /**
   * The share of the way from random choice to the best possible: (ndcg - random) / (best -
   * random).
   *
   * @param ndcg what a learner's choices give: mean NDCG@10 of the same users, 0..1
   * @return 1 for the best possible, 0 for random choice, less than 0 below it; not finite where
   *     nothing can be learned
   */
  public double closed(double ndcg) {
    return (ndcg - random) / (best - random);
  }
}
