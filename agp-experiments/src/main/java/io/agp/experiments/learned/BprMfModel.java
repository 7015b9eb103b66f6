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
  private static final double FIRST_DEVIATION = .1;

  private final BprMfSettings settings;
  private final Triples triples;
  private final Tensor users;
  private final Tensor items;
  private final Tensor biases;
  private final int length;
  private final float rate;
  private final float kept;

  BprMfModel(BprMfSettings settings, Sequences data, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    this.settings = settings;
    this.triples = Triples.of(data);
    this.length = settings.dimensions();
    this.users = Tensor.random("users", data.users(), length, FIRST_DEVIATION, random);
    this.items = Tensor.random("items", data.items(), length, FIRST_DEVIATION, random);
    this.biases = Tensor.zeros("biases", 1, data.items());
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
    double sum = 0;
    for (int triple : triples.shuffled(random)) {
      int user = triples.user(triple);
      sum += step(user, triples.positive(triple), triples.negative(user, random));
    }
    return sum / triples.size();
  }

  /** One step; returns the first term of the loss before the step. */
  double step(int user, int positive, int negative) {
    float[] p = users.values();
    float[] q = items.values();
    float[] b = biases.values();
    int u = user * length;
    int i = positive * length;
    int j = negative * length;
    double better = b[positive] - b[negative] + difference(p, u, q, i, j);
    float push = (float) (rate * Vectors.sigmoid(-better));
    b[positive] = kept * b[positive] + push;
    b[negative] = kept * b[negative] - push;
    move(p, u, q, i, j, push);
    return Vectors.softplus(-better);
  }

  /** ⟨p_u, q_i − q_j⟩. Four sums, so that no addition waits for the last. */
  private float difference(float[] p, int u, float[] q, int i, int j) {
    float sum0 = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    int k = 0;
    for (; k + 3 < length; k += 4) {
      sum0 += p[u + k] * (q[i + k] - q[j + k]);
      sum1 += p[u + k + 1] * (q[i + k + 1] - q[j + k + 1]);
      sum2 += p[u + k + 2] * (q[i + k + 2] - q[j + k + 2]);
      sum3 += p[u + k + 3] * (q[i + k + 3] - q[j + k + 3]);
    }
    for (; k < length; k++) {
      sum0 += p[u + k] * (q[i + k] - q[j + k]);
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  private void move(float[] p, int u, float[] q, int i, int j, float push) {
    for (int k = 0; k < length; k++) {
      float user = p[u + k];
      float positive = q[i + k];
      float negative = q[j + k];
      p[u + k] = kept * user + push * (positive - negative);
      q[i + k] = kept * positive + push * user;
      q[j + k] = kept * negative - push * user;
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
