package io.agp.feedback;

import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.metrics.RankingMetrics;
import java.util.Locale;

/**
 * Turns a ranking and the relevant items into feedback that a model can learn from.
 *
 * <pre>{@code
 * FeedbackEncoder topThree = (user, ranking) ->
 *     RankingMetrics.hit(user, ranking, 3) == 1
 *         ? new Feedback(0, "")
 *         : new Feedback(1, "What the person chose is not among the first three.");
 * }</pre>
 *
 * <p>Computed here, never by a model. Implementations are thread-safe and do not block.
 */
@FunctionalInterface
public interface FeedbackEncoder {
  /**
   * Encodes one user's ranking.
   *
   * @param user the user with the relevant items
   * @param ranking the ranking of the user's candidates
   * @return the feedback; error 0 exactly if there is nothing to criticise
   */
  Feedback encode(LabelledUser user, Ranking ranking);

  /**
   * Position-based feedback: for each relevant item the rank it has and the rank it should have
   * (equation 4 of the AGP paper).
   *
   * @return the encoder that AGP uses by default
   */
  static FeedbackEncoder positions() {
    return (user, ranking) -> PositionFeedback.of(user, ranking).toFeedback();
  }

  /**
   * The ablation of Figure 3: the learner sees NDCG and no position.
   *
   * @param k the cut-off of NDCG, at least 1
   * @return the encoder
   * @throws IllegalArgumentException if {@code k} is less than 1
   */
  static FeedbackEncoder metricOnly(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("The cut-off k must be at least 1, was " + k);
    }
    return (user, ranking) -> {
      double ndcg = RankingMetrics.ndcg(user, ranking, k);
      boolean right = PositionFeedback.of(user, ranking).error() == 0;
      return new Feedback(
          right ? 0 : 1 - ndcg,
          String.format(Locale.ROOT, "NDCG@%d of the order is %.3f; 1 would be perfect.", k, ndcg));
    };
  }
}
