package io.agp.cli;

import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.metrics.Evaluation;
import io.agp.metrics.RankingMetrics;
import java.util.function.ToDoubleBiFunction;

/** What is measured of a cell for every user, under the papers' abbreviations. */
enum CellMeasure {
  NDCG_1("N@1", ndcg(1)),
  NDCG_5("N@5", ndcg(5)),
  NDCG_10("N@10", ndcg(10)),
  MRR_5("M@5", reciprocalRank(5)),
  MRR_10("M@10", reciprocalRank(10)),
  HIT_5("H@5", (user, ranking) -> RankingMetrics.hit(user, ranking, 5)),
  POSITION("position", RankingMetrics::meanPosition);

  /** The requests of learning: a count, not a mean over users. */
  static final String CALLS = "calls";

  private final String text;
  private final ToDoubleBiFunction<LabelledUser, Ranking> value;

  CellMeasure(String text, ToDoubleBiFunction<LabelledUser, Ranking> value) {
    this.text = text;
    this.value = value;
  }

  private static ToDoubleBiFunction<LabelledUser, Ranking> ndcg(int k) {
    return (user, ranking) -> RankingMetrics.ndcg(user, ranking, k);
  }

  private static ToDoubleBiFunction<LabelledUser, Ranking> reciprocalRank(int k) {
    return (user, ranking) -> RankingMetrics.reciprocalRank(user, ranking, k);
  }

  double[] perUser(Evaluation evaluation) {
    double[] values = new double[evaluation.n()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value.applyAsDouble(evaluation.users().get(i), evaluation.rankings().get(i));
    }
    return values;
  }

  @Override
  public String toString() {
    return text;
  }
}
