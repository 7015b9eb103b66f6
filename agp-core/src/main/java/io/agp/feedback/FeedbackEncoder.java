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
   * Pairwise feedback: for each relevant item the candidates of less gain that stand above it.
   *
   * @return the encoder; its error is {@link PairwiseFeedback#error}
   */
  static FeedbackEncoder pairwise() {
    return (user, ranking) -> PairwiseFeedback.of(user, ranking).toFeedback();
  }

  /**
   * Feedback from logged clicks: positions as in {@link #positions}, and the place in which each
   * clicked item had been shown. The error is the mean over the clicked items of gain · deviation /
   * (k − 1), at most 1, so that a click weighs as {@link ClickLabels} says; with gains of 1 it is
   * that of {@link #positions}.
   *
   * @return an encoder for users whose candidates are in the order that was shown to them
   */
  static FeedbackEncoder clicks() {
    return ClickFeedback::of;
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
