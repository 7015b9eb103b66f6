package io.agp.rpp;

import io.agp.metrics.RankingMetrics;
import io.agp.optimize.LearningEvent;
import java.util.List;

/** What the calls of an iteration came to. */
final class Tally {
  private final int users;
  private int answered;
  private int ranked;
  private int wrong;
  private double rewards;
  private double positions;

  Tally(List<Rollout.Result> results) {
    users = results.size();
    results.forEach(this::add);
  }

  private void add(Rollout.Result result) {
    if (result.reward.isPresent()) {
      answered++;
      rewards += result.reward.getAsDouble();
      wrong += result.reward.getAsDouble() < 1 ? 1 : 0;
    }
    if (result.ranking != null) {
      ranked++;
      positions += RankingMetrics.meanPosition(result.user, result.ranking);
    }
  }

  /** The mean over the users whose call did not fail; 0 if there are none. */
  double ndcg() {
    return answered == 0 ? 0 : rewards / answered;
  }

  /** Users without an order, whether the call failed or the answer held none. */
  int failed() {
    return users - ranked;
  }

  boolean nobodyAnswered() {
    return answered == 0;
  }

  LearningEvent.BatchRanked event(int iteration, int iterations) {
    return new LearningEvent.BatchRanked(
        iteration,
        1,
        1,
        iterations,
        ndcg(),
        ndcg(),
        ranked == 0 ? 0 : positions / ranked,
        wrong,
        failed());
  }
}
