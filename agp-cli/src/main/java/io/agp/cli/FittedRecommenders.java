package io.agp.cli;

import io.agp.experiments.data.Dataset;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The recommenders of a sweep: each is trained once, and kept in the sweep's folder. */
final class FittedRecommenders {
  private final Dataset dataset;
  private final SweepOptions options;
  private final SweepFolder folder;
  private final PrintWriter err;
  private final Map<String, BaseRanking> fitted = new HashMap<>();

  FittedRecommenders(Dataset dataset, SweepOptions options, SweepFolder folder, PrintWriter err) {
    this.dataset = dataset;
    this.options = options;
    this.folder = folder;
    this.err = err;
  }

  BaseRanking of(String name) {
    return fitted.computeIfAbsent(name, this::fit);
  }

  private BaseRanking fit(String name) {
    err.println("  recommender " + name);
    err.flush();
    RunFolder kept = folder.recommender(name);
    BaseRanking base =
        kept.base(
            dataset,
            options.recommenderOptions(name),
            Optional.of(kept.recommenderCheckpoint()),
            err);
    kept.writeRecommender(base.recommender());
    return base;
  }
}
