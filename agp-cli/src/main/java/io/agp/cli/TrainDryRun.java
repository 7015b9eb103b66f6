package io.agp.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code agp train --dry-run}: draws the users, and says what learning from them can cost. */
final class TrainDryRun {
  private final RunSettings run;
  private final @Nullable Integer noise;

  /**
   * Of a run.
   *
   * @param noise how often everybody is ranked to measure the noise, if that is what is run
   */
  TrainDryRun(RunSettings run, @Nullable Integer noise) {
    this.run = run;
    this.noise = noise;
  }

  /** Nothing is sent, and nothing is written. */
  void print(PrintWriter out, PrintWriter err) {
    BudgetOptions budget = run.options().budget;
    budget.check();
    budget.ledger(run.provider(), run.options(), Map.of()); // refuses limits without a price
    BaseRanking base =
        BaseRanking.fit(run.data().dataset(), run.recommender(), Optional.empty(), err);
    Experiment experiment = Experiment.prepare(base, run.learning(), 0, run.seed());
    run.rpp().profiles.check(run.method(), experiment.samples(), experiment.dataset());
    int tokens = DryRunTable.maxOutputTokens(budget);
    SpendingBound bound =
        noise == null
            ? TrainingBound.of(experiment, run, tokens)
            : TrainingBound.ofNoise(experiment, run, noise, tokens);
    DryRunTable.print(out, bound, run.provider(), run.options());
  }
}
