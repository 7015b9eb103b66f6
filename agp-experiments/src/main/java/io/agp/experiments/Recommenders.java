package io.agp.experiments;

import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Split;
import io.agp.experiments.learned.TrainingOptions;
import io.agp.experiments.read.CandidateFile;
import io.agp.experiments.recommend.Bm25Recommender;
import io.agp.experiments.recommend.CandidateFileRecommender;
import io.agp.experiments.recommend.ItemKnnRecommender;
import io.agp.experiments.recommend.PopRecommender;
import io.agp.experiments.recommend.Recommender;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Fits recommenders by name. Thread-safe. */
public final class Recommenders {
  /** Stands before the path of a file with lists that somebody else made. */
  public static final String FILE = "file:";

  /** Stands before the path of a trained recommender that was saved. */
  public static final String SAVED = "model:";

  private static final Map<String, Fitting> BY_NAME = byName();

  private Recommenders() {}

  /** Fits one kind of recommender. */
  @FunctionalInterface
  private interface Fitting {
    Recommender fit(RecommenderSpec spec, Split split, TrainingOptions training);
  }

  private static Map<String, Fitting> byName() {
    Map<String, Fitting> known = new LinkedHashMap<>();
    known.put("pop", (spec, split, training) -> pop(spec, split));
    known.put("itemknn", (spec, split, training) -> itemKnn(spec, split));
    known.put("bm25", (spec, split, training) -> bm25(spec, split));
    return known;
  }

  /**
   * Fits a recommender on the training part of a split, with the default options of training.
   *
   * @param name as in {@link #fit(String, Split, TrainingOptions)}
   * @param split the split
   * @return the recommender
   * @throws IllegalArgumentException if the name or a setting is unknown
   * @throws DataException if a file cannot be read, or is for other data
   */
  public static Recommender fit(String name, Split split) {
    return fit(name, split, TrainingOptions.DEFAULT);
  }

  /**
   * Fits a recommender on the training part of a split.
   *
   * @param name {@code pop}, {@code itemknn}, {@code bm25}, {@code bpr-mf}, {@code lightgcn} or
   *     {@code sasrec}, with settings behind a colon ({@code lightgcn:layers=2,dimensions=32})
   *     where the defaults are not meant; {@code file:PATH} for lists that somebody else made; or
   *     {@code model:PATH} for a trained recommender that was saved
   * @param split the split
   * @param training how to train one that is trained
   * @return the recommender
   * @throws IllegalArgumentException if the name or a setting is unknown
   * @throws DataException if a file cannot be read, or is for other data
   */
  public static Recommender fit(String name, Split split, TrainingOptions training) {
    if (name.startsWith(FILE)) {
      Path path = Path.of(name.substring(FILE.length()));
      return CandidateFileRecommender.of(CandidateFile.read(path), split);
    }
    RecommenderSpec spec = RecommenderSpec.parse(name);
    Fitting fitting = BY_NAME.get(spec.name());
    if (fitting == null) {
      throw new IllegalArgumentException(
          String.format(
              "Unknown recommender \"%s\": known are %s, %sPATH, %sPATH",
              name, String.join(", ", BY_NAME.keySet()), FILE, SAVED));
    }
    return fitting.fit(spec, split, training);
  }

  private static Recommender pop(RecommenderSpec spec, Split split) {
    spec.requireNothingElse();
    return PopRecommender.fit(split.training());
  }

  private static Recommender itemKnn(RecommenderSpec spec, Split split) {
    ItemKnnRecommender.Builder builder = ItemKnnRecommender.builder();
    if (spec.has("history")) {
      if (spec.text("history").equals("all")) {
        builder.wholeHistory();
      } else {
        builder.lastItems(spec.integer("history"));
      }
    }
    if (spec.has("decay")) {
      builder.decay(spec.number("decay"));
    }
    spec.requireNothingElse();
    return builder.fit(split.training());
  }

  private static Recommender bm25(RecommenderSpec spec, Split split) {
    Bm25Recommender.Builder builder = Bm25Recommender.builder();
    if (spec.has("history")) {
      builder.lastItems(spec.integer("history"));
    }
    spec.requireNothingElse();
    return builder.fit(split.training());
  }
}
