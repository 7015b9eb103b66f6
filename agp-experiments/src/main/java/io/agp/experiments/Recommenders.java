package io.agp.experiments;

import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Split;
import io.agp.experiments.learned.BprMfRecommender;
import io.agp.experiments.learned.LearnedRecommender;
import io.agp.experiments.learned.LightGcnRecommender;
import io.agp.experiments.learned.SasRecRecommender;
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
import java.util.OptionalInt;

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
    known.put("bpr-mf", Recommenders::bprMf);
    known.put("lightgcn", Recommenders::lightGcn);
    known.put("sasrec", Recommenders::sasRec);
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
    if (name.startsWith(SAVED)) {
      return LearnedRecommender.load(Path.of(name.substring(SAVED.length())), split);
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
    spec.text("history", length -> setHistory(spec, length, builder));
    spec.number("decay", builder::decay);
    spec.requireNothingElse();
    return builder.fit(split.training());
  }

  private static void setHistory(
      RecommenderSpec spec, String length, ItemKnnRecommender.Builder builder) {
    if (length.equals("all")) {
      builder.wholeHistory();
    } else {
      builder.lastItems(spec.wholeNumber("history", length));
    }
  }

  private static Recommender bm25(RecommenderSpec spec, Split split) {
    Bm25Recommender.Builder builder = Bm25Recommender.builder();
    spec.integer("history", builder::lastItems);
    spec.requireNothingElse();
    return builder.fit(split.training());
  }

  private static Recommender bprMf(RecommenderSpec spec, Split split, TrainingOptions training) {
    BprMfRecommender.Builder builder = BprMfRecommender.builder();
    spec.integer("dimensions", builder::dimensions);
    spec.number("learning-rate", builder::learningRate);
    spec.number("regularisation", builder::regularisation);
    return builder.fit(split, lastOf(spec, training));
  }

  private static Recommender lightGcn(RecommenderSpec spec, Split split, TrainingOptions training) {
    LightGcnRecommender.Builder builder = LightGcnRecommender.builder();
    spec.integer("dimensions", builder::dimensions);
    spec.integer("layers", builder::layers);
    spec.number("learning-rate", builder::learningRate);
    spec.number("regularisation", builder::regularisation);
    spec.integer("batch", builder::batchSize);
    return builder.fit(split, lastOf(spec, training));
  }

  private static Recommender sasRec(RecommenderSpec spec, Split split, TrainingOptions training) {
    SasRecRecommender.Builder builder = SasRecRecommender.builder();
    spec.integer("dimensions", builder::dimensions);
    spec.integer("blocks", builder::blocks);
    spec.integer("heads", builder::heads);
    spec.integer("length", builder::length);
    spec.number("dropout", builder::dropout);
    spec.number("learning-rate", builder::learningRate);
    spec.integer("batch", builder::batchSize);
    spec.integer("windows", builder::windows);
    spec.constant("loss", SasRecRecommender.Loss.class, builder::loss);
    return builder.fit(split, lastOf(spec, training));
  }

  /** The settings that all trained recommenders have; nothing else may be left. */
  private static TrainingOptions lastOf(RecommenderSpec spec, TrainingOptions training) {
    OptionalInt epochs = spec.integer("epochs");
    OptionalInt patience = spec.integer("patience");
    spec.requireNothingElse();
    TrainingOptions limited =
        epochs.isPresent() ? training.withEpochs(epochs.getAsInt()) : training;
    return patience.isPresent() ? limited.withPatience(patience.getAsInt()) : limited;
  }
}
