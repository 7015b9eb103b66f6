package io.agp.cli;

import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.metrics.Evaluation;
import io.agp.metrics.RankingMetrics;

/** What is measured of a cell for every user, under the papers' abbreviations. */
enum CellMeasure {
  NDCG_1("N@1"),
  NDCG_5("N@5"),
  NDCG_10("N@10"),
  MRR_5("M@5"),
  MRR_10("M@10"),
  HIT_5("H@5"),
  POSITION("position");

  /** The requests of learning: a count, not a mean over users. */
  static final String CALLS = "calls";

  private final String text;

  CellMeasure(String text) {
    this.text = text;
  }

  double[] perUser(Evaluation evaluation) {
    double[] values = new double[evaluation.n()];
    for (int i = 0; i < values.length; i++) {
      values[i] = of(evaluation.users().get(i), evaluation.rankings().get(i));
    }
    return values;
  }

  private double of(LabelledUser user, Ranking ranking) {
    return switch (this) {
      case NDCG_1 -> RankingMetrics.ndcg(user, ranking, 1);
      case NDCG_5 -> RankingMetrics.ndcg(user, ranking, 5);
      case NDCG_10 -> RankingMetrics.ndcg(user, ranking, 10);
      case MRR_5 -> RankingMetrics.reciprocalRank(user, ranking, 5);
      case MRR_10 -> RankingMetrics.reciprocalRank(user, ranking, 10);
      case HIT_5 -> RankingMetrics.hit(user, ranking, 5);
      case POSITION -> RankingMetrics.meanPosition(user, ranking);
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
