package io.agp.experiments.learned;

import java.util.List;
import java.util.SplittableRandom;

/**
 * BPR-MF in training. A step of stochastic gradient descent on a triple (u, i, j) lowers
 *
 * <pre>
 * ln(1 + exp(−x)) + λ/2 · (|p_u|² + |q_i|² + |q_j|² + b_i² + b_j²),   x = b_i − b_j + ⟨p_u, q_i − q_j⟩
 * </pre>
 *
 * Not thread-safe.
 */
final class BprMfModel implements Trainable {
  /**
   * How often an epoch goes through the interactions, each time with other negatives. A pass is so
   * short, and changes the ranking so unevenly, that stopping after ten without a gain is too
   * early.
   */
  static final int PASSES = 5;

  private static final double FIRST_DEVIATION = .1;

  private final BprMfSettings settings;
  private final Triples triples;
  private final Tensor users;
  private final Tensor items;
  private final Tensor biases;
  private final float[][] p;
  private final float[][] q;
  private final float rate;
  private final float kept;

  BprMfModel(BprMfSettings settings, Sequences data, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    this.settings = settings;
    this.triples = Triples.of(data);
    int length = settings.dimensions();
    this.users = Tensor.random("users", data.users(), length, FIRST_DEVIATION, random);
    this.items = Tensor.random("items", data.items(), length, FIRST_DEVIATION, random);
    this.biases = Tensor.zeros("biases", 1, data.items());
    this.p = new float[users.rows()][length];
    this.q = new float[items.rows()][length];
    this.rate = (float) settings.learningRate();
    this.kept = (float) (1 - settings.learningRate() * settings.regularisation());
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public String settings() {
    return settings.toString();
  }

  @Override
  public double epoch(long seed, Workers workers) {
    SplittableRandom random = new SplittableRandom(seed);
    Rows.unpack(users.values(), p);
    Rows.unpack(items.values(), q);
    double sum = 0;
    for (int pass = 0; pass < PASSES; pass++) {
      sum += pass(random);
    }
    Rows.pack(p, users.values());
    Rows.pack(q, items.values());
    return sum / PASSES;
  }

  private double pass(SplittableRandom random) {
    double sum = 0;
    for (int triple : triples.shuffled(random)) {
      int user = triples.user(triple);
      sum += step(user, triples.positive(triple), triples.negative(user, random));
    }
    return sum / triples.size();
  }

  /** One step; returns the first term of the loss before the step. */
  private double step(int user, int positive, int negative) {
    float[] b = biases.values();
    double better =
        b[positive] - b[negative] + Rows.dotDifference(p[user], q[positive], q[negative]);
    float push = (float) (rate * Rows.sigmoid(-better));
    b[positive] = kept * b[positive] + push;
    b[negative] = kept * b[negative] - push;
    move(p[user], q[positive], q[negative], push);
    return Rows.softplus(-better);
  }

  private void move(float[] user, float[] positive, float[] negative, float push) {
    for (int k = 0; k < user.length; k++) {
      float p = user[k];
      float i = positive[k];
      float j = negative[k];
      user[k] = kept * p + push * (i - j);
      positive[k] = kept * i + push * p;
      negative[k] = kept * j - push * p;
    }
  }

  @Override
  public List<Tensor> parameters() {
    return List.of(users, items, biases);
  }

  /** Nothing: stochastic gradient descent remembers nothing. */
  @Override
  public List<Tensor> state() {
    return List.of();
  }

  @Override
  public Scorer scorer(Workers workers) {
    ItemScores scores = new ItemScores(items, biases);
    return (user, history, filled) -> scores.fill(users.row(user), filled);
  }

  /** The weights as they are now. */
  Factors factors(Sequences data) {
    return new Factors(
        BprMfSettings.MODEL, settings.name(), settings.toString(), data, users, items, biases);
  }
}
