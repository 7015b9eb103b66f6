package io.agp.experiments.learned;

import io.agp.User;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Split;
import io.agp.experiments.recommend.Catalogue;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * SASRec (Kang and McAuley 2018): a causal transformer over the last items of a history. The user's
 * vector is the hidden state of the last item, and the score of item i is its product with the
 * item's vector, the same that is used at the input. Items are embedded as {@code x = e · √d +
 * position}; each block computes {@code q = LN(x)}, {@code h = LN(q + attention(q, x, x))}, {@code
 * x = h + W2 · relu(W1 · h + b1) + b2}; the hidden state is the layer normalisation of the last x.
 * Immutable and thread-safe.
 *
 * <p>The defaults were chosen by NDCG@10 on the validation items of MovieLens latest-small, with
 * all items ranked. They differ from the paper's: there the loss is {@link Loss#BCE}, a batch has
 * 128 windows, each the last 50 items of a history or more and nothing from before them ({@code
 * windows(1)}), and dropout is 0.2 unless data are sparse.
 */
public final class SasRecRecommender implements LearnedRecommender {
  static final String MODEL = "SASRec";

  /** What training makes small. */
  public enum Loss {
    /** Binary cross-entropy of one positive and one random negative item, as in the paper. */
    BCE,
    /** Cross-entropy of the softmax over all items. */
    SOFTMAX
  }

  private final Catalogue catalogue;
  private final SasRecSettings settings;
  private final SasRecWeights weights;
  private final SasRecEncoder encoder;
  private final String data;

  private SasRecRecommender(Sequences data, SasRecSettings settings, SasRecWeights weights) {
    this.catalogue = data.catalogue();
    this.settings = settings;
    this.weights = weights;
    this.encoder = new SasRecEncoder(weights, settings);
    this.data = data.fingerprint();
  }

  /**
   * Fits with the defaults.
   *
   * @param split the split; its test items are not looked at
   * @param options how to train
   * @return the recommender
   * @throws DataException if there is a checkpoint that cannot be read or is of another training
   */
  public static SasRecRecommender fit(Split split, TrainingOptions options) {
    return builder().fit(split, options);
  }

  /**
   * Starts with the defaults.
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
   * @param split the split that it was fitted on
   * @return an equal recommender
   * @throws DataException if the file is missing or damaged, holds another model, or was fitted on
   *     other data
   */
  public static SasRecRecommender load(Path file, Split split) {
    String name = file.toString();
    Sequences data = Sequences.of(split);
    TensorFile read = SavedModel.read(file, MODEL, data);
    SasRecSettings settings = SasRecSettings.parse(name, SavedModel.settings(file, read));
    return new SasRecRecommender(data, settings, read(name, read, data.items(), settings));
  }

  private static SasRecWeights read(
      String name, TensorFile file, int items, SasRecSettings settings) {
    // Before room is made for it: a file must hold what it says it holds.
    file.tensor(name, "item", items + 1, settings.dimensions());
    file.tensor(name, "position", settings.length(), settings.dimensions());
    file.tensor(name, settings.blocks() - 1 + ".wq", settings.dimensions(), settings.dimensions());
    SasRecWeights weights = SasRecWeights.zeros(items, settings);
    for (Tensor tensor : weights.all()) {
      float[] values = file.tensor(name, tensor.name(), tensor.rows(), tensor.columns()).values();
      System.arraycopy(values, 0, tensor.values(), 0, values.length);
    }
    if (!weights.isFinite()) {
      throw DataException.of(name, "must hold finite weights");
    }
    return weights;
  }

  @Override
  public void save(Path file) {
    SavedModel.write(file, MODEL, name(), settings.text(), data, weights.all());
  }

  @Override
  public String name() {
    return String.format(
        "%s (%d blocks, %d dimensions, last %d)",
        MODEL, settings.blocks(), settings.dimensions(), settings.length());
  }

  @Override
  public Catalogue catalogue() {
    return catalogue;
  }

  @Override
  public int dimensions() {
    return settings.dimensions();
  }

  @Override
  public float[] userVector(User user) {
    return encoder.hidden(catalogue.indexesOf(user));
  }

  @Override
  public float[] itemVector(int item) {
    Objects.checkIndex(item, weights.items());
    return encoder.vector(item);
  }

  @Override
  public double[] scores(User user) {
    float[] scores = new float[weights.items()];
    encoder.scores(userVector(user), scores);
    double[] copy = new double[scores.length];
    for (int item = 0; item < copy.length; item++) {
      copy[item] = scores[item];
    }
    return copy;
  }

  /** Settings of a {@link SasRecRecommender}. Not thread-safe. */
  public static final class Builder {
    private static final int EPOCHS = 20;

    /** With more items, the softmax over all of them takes nearly all of the time. */
    private static final int MOST_FOR_SOFTMAX = 20_000;

    private int dimensions = 64;
    private int blocks = 2;
    private int heads = 1;
    private int length = 20;
    private double dropout = .5;
    private @Nullable Loss loss;
    private int batchSize = 16;
    private int windows = 4;
    private double learningRate = .001;

    private Builder() {}

    /**
     * Sets the length of all vectors; default 64.
     *
     * @param dimensions at least 1
     * @return this builder
     */
    public Builder dimensions(int dimensions) {
      this.dimensions = dimensions;
      return this;
    }

    /**
     * Sets the number of transformer blocks; default 2.
     *
     * @param blocks at least 1
     * @return this builder
     */
    public Builder blocks(int blocks) {
      this.blocks = blocks;
      return this;
    }

    /**
     * Sets the number of attention heads of a block; default 1.
     *
     * @param heads at least 1; must divide the dimensions
     * @return this builder
     */
    public Builder heads(int heads) {
      this.heads = heads;
      return this;
    }

    /**
     * Sets how many of a history's last items are looked at; default 20.
     *
     * @param length at least 1
     * @return this builder
     */
    public Builder length(int length) {
      this.length = length;
      return this;
    }

    /**
     * Sets the probability of dropout; default 0.5.
     *
     * @param dropout at least 0, below 1
     * @return this builder
     */
    public Builder dropout(double dropout) {
      this.dropout = dropout;
      return this;
    }

    /**
     * Sets what training makes small; default {@link Loss#SOFTMAX} for up to 20,000 items, whose
     * cost grows with the items, and {@link Loss#BCE} for more.
     *
     * @param loss the loss
     * @return this builder
     */
    public Builder loss(Loss loss) {
      this.loss = Objects.requireNonNull(loss, "loss");
      return this;
    }

    /**
     * Sets how many windows of histories a step is made of; default 16.
     *
     * @param batchSize at least 1
     * @return this builder
     */
    public Builder batchSize(int batchSize) {
      this.batchSize = batchSize;
      return this;
    }

    /**
     * Sets how many windows of one history an epoch has at most; default 4. A window is as long as
     * what is looked at. One holds the last items; the others are at places drawn anew for each
     * epoch, no more than cover the history once.
     *
     * @param windows at least 1; 1 takes the last items only, {@link Integer#MAX_VALUE} covers all
     *     histories
     * @return this builder
     */
    public Builder windows(int windows) {
      this.windows = windows;
      return this;
    }

    /**
     * Sets the learning rate of Adam; default 0.001.
     *
     * @param learningRate above 0
     * @return this builder
     */
    public Builder learningRate(double learningRate) {
      this.learningRate = learningRate;
      return this;
    }

    /**
     * Fits. If the options do not say how many, there are at most 20 epochs.
     *
     * @param split the split; its test items are not looked at
     * @param options how to train
     * @return the recommender
     * @throws IllegalArgumentException if a setting is out of its range, or if the loss is not
     *     finite
     * @throws DataException if there is a checkpoint that cannot be read or is of another training
     */
    public SasRecRecommender fit(Split split, TrainingOptions options) {
      Sequences data = Sequences.of(split);
      SasRecSettings settings = settings(data.items());
      SasRecTraining training = new SasRecTraining(data, settings, options.seed());
      TrainingLoop.run(training, data, options, EPOCHS);
      return new SasRecRecommender(data, settings, training.weights());
    }

    SasRecSettings settings(int items) {
      Loss fitting = items <= MOST_FOR_SOFTMAX ? Loss.SOFTMAX : Loss.BCE;
      return new SasRecSettings(
          dimensions,
          blocks,
          heads,
          length,
          dropout,
          loss == null ? fitting : loss,
          batchSize,
          windows,
          learningRate);
    }
  }
}
