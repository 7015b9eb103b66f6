package io.agp.cli;

import io.agp.experiments.Recommenders;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Problem;
import io.agp.experiments.data.Split;
import io.agp.experiments.learned.TrainingOptions;
import io.agp.experiments.recommend.CandidateFileRecommender;
import io.agp.experiments.recommend.Recommender;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Data, its split, and a recommender fitted on the training part of it.
 *
 * @param dataset all of the data
 * @param split who is held out
 * @param recommender makes the lists
 */
record BaseRanking(Dataset dataset, Split split, Recommender recommender) {
  /** Fits the recommender with progress on {@code err}. */
  static BaseRanking fit(
      Dataset dataset, RecommenderOptions options, Optional<Path> checkpoint, PrintWriter err) {
    Split split = Split.leaveOneOut(dataset);
    TrainingOptions training = options.training();
    if (checkpoint.isPresent()) {
      training = training.withCheckpoint(checkpoint.get());
    }
    try (TrainingBar bar = new TrainingBar(err)) {
      Recommender recommender =
          Recommenders.fit(options.recommender, split, training.withProgress(bar));
      return new BaseRanking(dataset, split, recommender);
    }
  }

  /** What the data and a candidate file hold that could not be used, counted. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(dataset.problems());
    if (recommender instanceof CandidateFileRecommender file) {
      problems.addAll(file.problems());
    }
    return problems;
  }

  /** Names every kind of problem with its first example. */
  static void print(PrintWriter out, List<Problem> problems) {
    problems.forEach(
        problem ->
            out.printf(
                "  note: %d x %s (first: %s)%n",
                problem.count(), problem.kind(), problem.example()));
  }
}
