package io.agp.experiments.learned;

import io.agp.experiments.data.Split;
import java.nio.file.Path;

/**
 * Matrix factorisation with Bayesian personalised ranking (Rendle et al. 2009, "BPR: Bayesian
 * Personalized Ranking from Implicit Feedback"). The score of user u and item i is
 *
 * <pre>
 * x(u, i) = b_i + ⟨p_u, q_i⟩
 * </pre>
 *
 * and p, q and b are trained by stochastic gradient descent on triples of a user u, an item i of
 * the user's and a random item j that is not the user's, each of which lowers
 *
 * <pre>
 * ln(1 + exp(−(x(u, i) − x(u, j)))) + λ/2 · (|p_u|² + |q_i|² + |q_j|² + b_i² + b_j²)
 * </pre>
 *
 * <p>Training uses one thread, and further threads for validation only: threads that update the
 * same weights at once (Hogwild) would make two runs differ. An epoch goes five times through the
 * interactions, each time with other items j. A million triples of 64 dimensions take about a
 * quarter of a second.
 *
 * <p>A user of the training keeps the trained vector, whatever the history given. A user unknown to
 * the training gets the mean of the vectors q of the history's items; without a history the scores
 * are the biases b, which follow popularity. Immutable and thread-safe.
 */
public final class BprMfRecommender extends FactorRecommender {
  private static final int EPOCHS = 200;

  private BprMfRecommender(Factors factors) {
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
  public static BprMfRecommender fit(Split split, TrainingOptions options) {
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
  public static BprMfRecommender load(Path file, Split split) {
    return new BprMfRecommender(Factors.load(file, split, BprMfSettings.MODEL));
  }

  /** Settings of a {@link BprMfRecommender}. Not thread-safe. */
  public static final class Builder {
    private int dimensions = BprMfSettings.DEFAULT.dimensions();
    private double learningRate = BprMfSettings.DEFAULT.learningRate();
    private double regularisation = BprMfSettings.DEFAULT.regularisation();

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
     * Sets the learning rate; default 0.05.
     *
     * @param learningRate above 0
     * @return this builder
     */
    public Builder learningRate(double learningRate) {
      this.learningRate = learningRate;
      return this;
    }

    /**
     * Sets λ, the weight of the squared weights; default 0.01.
     *
     * @param regularisation 0 or more
     * @return this builder
     */
    public Builder regularisation(double regularisation) {
      this.regularisation = regularisation;
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
    public BprMfRecommender fit(Split split, TrainingOptions options) {
      BprMfSettings settings = new BprMfSettings(dimensions, learningRate, regularisation);
      Sequences data = Sequences.of(split);
      BprMfModel model = new BprMfModel(settings, data, options.seed());
      TrainingLoop.run(model, data, options, EPOCHS);
      return new BprMfRecommender(model.factors(data));
    }
  }
}
