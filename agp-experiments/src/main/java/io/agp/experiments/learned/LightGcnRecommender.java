package io.agp.experiments.learned;

import io.agp.experiments.data.Split;
import java.nio.file.Path;

/**
 * LightGCN (He et al. 2020, "LightGCN: Simplifying and Powering Graph Convolution Network for
 * Recommendation"): vectors of users and items, smoothed over the graph of who took what. With the
 * bipartite adjacency matrix A and its degrees D, the vectors are
 *
 * <pre>
 * e = 1/(K + 1) · Σ_{k=0..K} (D^−1/2 A D^−1/2)^k · x,   score(u, i) = ⟨e_u, e_i⟩
 * </pre>
 *
 * and x is trained by Adam on batches of a user u, an item i of the user's and a random item j that
 * is not the user's, with the loss
 *
 * <pre>
 * mean ln(1 + exp(−⟨e_u, e_i − e_j⟩)) + λ/2 · mean (|x_u|² + |x_i|² + |x_j|²)
 * </pre>
 *
 * <p>A user of the training keeps the trained vector, whatever the history given. A user unknown to
 * the training gets the mean of the vectors e of the history's items; without a history all scores
 * are 0, so that popularity decides. Immutable and thread-safe.
 */
public final class LightGcnRecommender extends FactorRecommender {
  private static final int EPOCHS = 200;

  private LightGcnRecommender(Factors factors) {
    super(factors);
  }

  /**
   * Trains with the default settings.
   *
   * @param split the training part is trained on, the validation items end the training
   * @param options how to train; at most 200 epochs if it does not say how many
   * @return the trained recommender
   * @throws IllegalArgumentException if there is nothing to train on
   * @throws io.agp.experiments.data.DataException if the checkpoint cannot be read or is of another
   *     training
   */
  public static LightGcnRecommender fit(Split split, TrainingOptions options) {
    return builder().fit(split, options);
  }

  /**
   * Starts with the default settings.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @param file the file
   * @param split the split that the recommender was trained on
   * @return the recommender, equal to the one that was saved
   * @throws io.agp.experiments.data.DataException if the file cannot be read, is damaged, or is of
   *     another recommender or other data
   */
  public static LightGcnRecommender load(Path file, Split split) {
    return new LightGcnRecommender(Factors.load(file, split, LightGcnSettings.MODEL));
  }

  /** Settings of a {@link LightGcnRecommender}. Not thread-safe. */
  public static final class Builder {
    private int dimensions = LightGcnSettings.DEFAULT.dimensions();
    private int layers = LightGcnSettings.DEFAULT.layers();
    private double learningRate = LightGcnSettings.DEFAULT.learningRate();
    private double regularisation = LightGcnSettings.DEFAULT.regularisation();
    private int batchSize = LightGcnSettings.DEFAULT.batchSize();

    private Builder() {}

    /**
     * Sets the length of the vectors; default 64.
     *
     * @param dimensions at least 1
     * @return this builder
     */
    public Builder dimensions(int dimensions) {
      this.dimensions = dimensions;
      return this;
    }

    /**
     * Sets the number of layers K; default 3.
     *
     * @param layers at least 1
     * @return this builder
     */
    public Builder layers(int layers) {
      this.layers = layers;
      return this;
    }

    /**
     * Sets Adam's learning rate; default 0.01.
     *
     * @param learningRate above 0
     * @return this builder
     */
    public Builder learningRate(double learningRate) {
      this.learningRate = learningRate;
      return this;
    }

    /**
     * Sets λ, the weight of the squared vectors x; default 0.0003.
     *
     * @param regularisation 0 or more
     * @return this builder
     */
    public Builder regularisation(double regularisation) {
      this.regularisation = regularisation;
      return this;
    }

    /**
     * Sets how many triples a step takes; default 2048. All vectors are propagated in every step,
     * so that smaller batches make longer epochs.
     *
     * @param batchSize at least 1
     * @return this builder
     */
    public Builder batchSize(int batchSize) {
      this.batchSize = batchSize;
      return this;
    }

    /**
     * Trains.
     *
     * @param split the training part is trained on, the validation items end the training
     * @param options how to train; at most 200 epochs if it does not say how many
     * @return the trained recommender
     * @throws IllegalArgumentException if a setting is out of its range, or there is nothing to
     *     train on
     * @throws io.agp.experiments.data.DataException if the checkpoint cannot be read or is of
     *     another training
     */
    public LightGcnRecommender fit(Split split, TrainingOptions options) {
      LightGcnSettings settings =
          new LightGcnSettings(dimensions, layers, learningRate, regularisation, batchSize);
      Sequences data = Sequences.of(split);
      LightGcnModel model = new LightGcnModel(settings, data, options.seed());
      TrainingLoop.run(model, data, options, EPOCHS);
      try (Workers workers = new Workers(options.threads())) {
        return new LightGcnRecommender(model.factors(data, workers));
      }
    }
  }
}
