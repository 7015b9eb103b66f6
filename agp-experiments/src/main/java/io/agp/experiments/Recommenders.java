package io.agp.experiments;

import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Split;
import io.agp.experiments.read.CandidateFile;
import io.agp.experiments.recommend.CandidateFileRecommender;
import io.agp.experiments.recommend.ItemKnnRecommender;
import io.agp.experiments.recommend.PopRecommender;
import io.agp.experiments.recommend.Recommender;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Fits recommenders by name. Thread-safe. */
public final class Recommenders {
  private static final String FILE = "file:";
  private static final Map<String, Function<Split, Recommender>> BY_NAME = byName();

  private Recommenders() {}

  private static Map<String, Function<Split, Recommender>> byName() {
    Map<String, Function<Split, Recommender>> known = new LinkedHashMap<>();
    known.put("pop", split -> PopRecommender.fit(split.training()));
    known.put("itemknn", split -> ItemKnnRecommender.fit(split.training()));
    return known;
  }

  /**
   * Fits a recommender on the training part of a split.
   *
   * @param name {@code pop}, {@code itemknn} with its defaults, or {@code file:PATH} for lists that
   *     somebody else made
   * @param split the split
   * @return the recommender
   * @throws IllegalArgumentException if the name is unknown
   * @throws DataException if a candidate file cannot be read
   */
  public static Recommender fit(String name, Split split) {
    if (name.startsWith(FILE)) {
      Path path = Path.of(name.substring(FILE.length()));
      return CandidateFileRecommender.of(CandidateFile.read(path), split);
    }
    Function<Split, Recommender> fitting = BY_NAME.get(name);
    if (fitting == null) {
      throw new IllegalArgumentException(
          String.format(
              "Unknown recommender \"%s\": known are %s, %sPATH",
              name, String.join(", ", BY_NAME.keySet()), FILE));
    }
    return fitting.apply(split);
  }
}
