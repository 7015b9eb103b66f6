package io.agp.cli;

import io.agp.experiments.learned.TrainingOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who makes the base rankings. */
final class RecommenderOptions {
  @Option(
      names = "--recommender",
      paramLabel = "NAME",
      defaultValue = "pop",
      description = {
        "Who makes the base rankings: pop, itemknn, bm25, bpr-mf, lightgcn, sasrec, with settings as"
            + " in lightgcn:layers=2,dimensions=32; file:PATH for lists made elsewhere; model:PATH for"
            + " a trained one that was saved. Default: ${DEFAULT-VALUE}."
      })
  String recommender = "pop";

  @Option(
      names = "--recommender-seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The seed of the recommender's training. Default: ${DEFAULT-VALUE}.")
  long seed = 1;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads that train the recommender; the numbers are the same with any. Default: one a"
              + " processor.")
  @Nullable Integer threads;

  /** The options as they go into a run's file; threads change no number. */
  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", recommender);
    json.put("seed", Long.toString(seed));
    return json;
  }

  static RecommenderOptions of(JsonObject json) {
    RecommenderOptions options = new RecommenderOptions();
    options.recommender = json.string("name");
    options.seed = Long.parseLong(json.string("seed"));
    return options;
  }

  TrainingOptions training() {
    TrainingOptions options = TrainingOptions.DEFAULT.withSeed(seed);
    return threads == null ? options : options.withThreads(threads);
  }
}
