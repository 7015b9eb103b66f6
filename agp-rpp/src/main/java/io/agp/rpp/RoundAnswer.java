package io.agp.rpp;

import io.agp.ModelRanking;
import io.agp.Ranking;
import io.agp.llm.TokenUsage;
import io.agp.rerank.BordaCount;
import java.util.List;

/** Which order comes of several rounds. */
public enum RoundAnswer {
  /** The last round's, as in the paper. */
  LAST,
  /**
   * The candidates by the sum of their places over all rounds ({@link BordaCount}); of equal sums,
   * the one that the last round puts first. As each round shows the candidates in another order,
   * this evens out what a model makes of places in the prompt.
   */
  BORDA;

  /** The ranking, with the cost and the answers of all rounds. */
  Ranking of(List<Ranking> rounds) {
    Ranking last = rounds.get(rounds.size() - 1);
    if (this == BORDA) {
      return BordaCount.combine(last.candidates(), rounds, last.items());
    }
    List<ModelRanking> answers =
        rounds.stream().flatMap(round -> round.answers().stream()).toList();
    TokenUsage usage =
        rounds.stream().map(Ranking::usage).reduce(TokenUsage.NONE, TokenUsage::plus);
    int calls = rounds.stream().mapToInt(Ranking::calls).sum();
    return last.toBuilder().cost(calls, usage).answers(answers).build();
  }
}
