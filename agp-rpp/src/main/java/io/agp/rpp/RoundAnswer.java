package io.agp.rpp;

import io.agp.Ranking;
import io.agp.llm.TokenUsage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which order comes of several rounds. */
public enum RoundAnswer {
  /** The last round's, as in the paper. */
  LAST,
  /**
   * The candidates by the sum of their places over all rounds (Borda); of equal sums, the one that
   * the last round puts first. As each round shows the candidates in another order, this evens out
   * what a model makes of places in the prompt.
   */
  BORDA;

  /** The ranking, with the cost of all rounds. */
  Ranking of(List<Ranking> rounds) {
    Ranking last = rounds.get(rounds.size() - 1);
    Ranking.Builder answer =
        this == LAST || rounds.size() == 1
            ? last.toBuilder()
            : Ranking.builder(last.candidates(), source(rounds))
                .order(borda(rounds))
                .repairs(repairs(rounds));
    TokenUsage usage = TokenUsage.NONE;
    for (Ranking round : rounds) {
      usage = usage.plus(round.usage());
    }
    return answer.cost(rounds.stream().mapToInt(Ranking::calls).sum(), usage).build();
  }

  private static int[] borda(List<Ranking> rounds) {
    Ranking last = rounds.get(rounds.size() - 1);
    int[] sums = new int[last.candidates().size()];
    for (Ranking round : rounds) {
      int[] order = round.order();
      for (int position = 0; position < order.length; position++) {
        sums[order[position]] += position;
      }
    }
    return Arrays.stream(last.order())
        .boxed()
        .sorted(
            Comparator.comparingInt(place -> sums[place])) // stable: the last round decides ties
        .mapToInt(place -> place)
        .toArray();
  }

  private static Set<Ranking.Repair> repairs(List<Ranking> rounds) {
    Set<Ranking.Repair> repairs = EnumSet.noneOf(Ranking.Repair.class);
    rounds.forEach(round -> repairs.addAll(round.repairs()));
    return repairs;
  }

  private static Ranking.Source source(List<Ranking> rounds) {
    if (rounds.stream().anyMatch(round -> round.source() == Ranking.Source.REPAIRED)) {
      return Ranking.Source.REPAIRED;
    }
    boolean stored = rounds.stream().allMatch(round -> round.source() == Ranking.Source.CACHE);
    return stored ? Ranking.Source.CACHE : Ranking.Source.LLM;
  }
}
