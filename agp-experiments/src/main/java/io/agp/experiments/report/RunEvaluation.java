package io.agp.experiments.report;

import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.experiments.data.HeldOutUser;
import io.agp.experiments.data.Problem;
import io.agp.experiments.data.Split;
import io.agp.experiments.read.ForeignRun;
import io.agp.metrics.Evaluation;
import io.agp.metrics.PairedBootstrap;
import io.agp.metrics.RankingMetrics;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;

/**
 * The run of another program, scored with our measures. Every user with a held-out test item
 * counts, in the order of the split; that item is the relevant one. Users whom the run does not
 * have stay in n and count as missed. Immutable and thread-safe.
 *
 * <p>Ids that no item has keep their places, as trec_eval would have it; of an item listed twice,
 * the better place counts (trec_eval refuses such a run). Both are counted, and so are users whom
 * the split does not have, and items of the history, whether kept or not.
 */
public final class RunEvaluation {
  private static final int[] CUT_OFFS = {1, 5, 10};

  private final String name;
  private final Evaluation evaluation;
  private final List<Problem> problems;
  private final int missing;
  private final Map<String, ToDoubleBiFunction<LabelledUser, Ranking>> measures;

  RunEvaluation(
      String name, Evaluation evaluation, List<Problem> problems, int missing, int items) {
    this.name = name;
    this.evaluation = evaluation;
    this.problems = List.copyOf(problems);
    this.missing = missing;
    this.measures = measures(items);
  }

  private static Map<String, ToDoubleBiFunction<LabelledUser, Ranking>> measures(int items) {
    Map<String, ToDoubleBiFunction<LabelledUser, Ranking>> measures = new LinkedHashMap<>();
    for (int k : CUT_OFFS) {
      measures.put("ndcg@" + k, (user, ranking) -> RankingMetrics.ndcg(user, ranking, k));
      measures.put("mrr@" + k, (user, ranking) -> RankingMetrics.reciprocalRank(user, ranking, k));
      measures.put("hit@" + k, (user, ranking) -> RankingMetrics.hit(user, ranking, k));
    }
    measures.put("meanPosition", (user, ranking) -> position(user, ranking, items));
    return measures;
  }

  private static double position(LabelledUser user, Ranking ranking, int items) {
    String relevant = user.gains().keySet().iterator().next();
    return ranking.rankOf(relevant).orElse(Math.max(items, ranking.items().size() + 1));
  }

  /**
   * Scores a run as it stands: items of the history keep their places.
   *
   * @param run the run
   * @param split the split of the data set that the run is for; at least one user held out
   * @return the evaluation
   * @throws IllegalArgumentException if the split holds no user out
   */
  public static RunEvaluation of(ForeignRun run, Split split) {
    return of(run, split, HistoryItems.KEEP);
  }

  /**
   * Scores a run.
   *
   * @param run the run
   * @param split the split of the data set that the run is for; at least one user held out
   * @param historyItems what is done with items of a user's history before the test item
   * @return the evaluation
   * @throws IllegalArgumentException if the split holds no user out
   */
  public static RunEvaluation of(ForeignRun run, Split split, HistoryItems historyItems) {
    return new RunScoring(run, split, historyItems).evaluation();
  }

  /**
   * What tables and messages call it.
   *
   * @return the run's name
   */
  public String name() {
    return name;
  }

  /**
   * The rankings, for {@link Comparison#of} and {@link RunFiles}. Its own mean position puts a
   * missed item right after the list's end, which flatters short lists; see {@link #measures()}.
   *
   * @return an evaluation with one user for each {@link HeldOutUser} of the split, in that order
   */
  public Evaluation evaluation() {
    return evaluation;
  }

  /**
   * What was found in the run and how it was dealt with.
   *
   * @return an immutable list; empty for a clean and complete run
   */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * How many users have no list, or an empty one, and so count as missed.
   *
   * @return 0..n
   */
  public int missing() {
    return missing;
  }

  /**
   * The measures, as means over all users.
   *
   * @return {@code ndcg@k}, {@code mrr@k} and {@code hit@k} for k = 1, 5, 10, and {@code
   *     meanPosition}, where an item that the run misses has the last place of all items of the
   *     data set (or the one after its list's end, if that is later)
   */
  public Map<String, Double> measures() {
    Map<String, Double> means = new LinkedHashMap<>();
    for (String measure : measures.keySet()) {
      means.put(measure, Arrays.stream(perUser(measure)).average().orElseThrow());
    }
    return means;
  }

  /**
   * One measure of every user.
   *
   * @param measure a name of {@link #measures()}
   * @return one value per user, in the order of the split
   * @throws IllegalArgumentException if there is no such measure
   */
  public double[] perUser(String measure) {
    ToDoubleBiFunction<LabelledUser, Ranking> value = measures.get(measure);
    if (value == null) {
      throw new IllegalArgumentException(
          "There is no measure \"" + measure + "\", there are " + measures.keySet());
    }
    double[] values = new double[evaluation.n()];
    Arrays.setAll(
        values, u -> value.applyAsDouble(evaluation.users().get(u), evaluation.rankings().get(u)));
    return values;
  }

  /**
   * The paired difference to another run in each measure, with its 95 % interval.
   *
   * @param other a run for the same split
   * @param seed the bootstrap's seed
   * @return by the names of {@link #measures()}, this run minus the other
   * @throws IllegalArgumentException if the users are not the same
   */
  public Map<String, PairedBootstrap> differences(RunEvaluation other, long seed) {
    SameUsers.require(evaluation, other.evaluation);
    Map<String, PairedBootstrap> differences = new LinkedHashMap<>();
    for (String measure : measures.keySet()) {
      differences.put(
          measure, PairedBootstrap.compare(other.perUser(measure), perUser(measure), seed));
    }
    return differences;
  }
}
