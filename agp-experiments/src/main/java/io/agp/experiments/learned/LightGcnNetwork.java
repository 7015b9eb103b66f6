package io.agp.experiments.learned;

import java.util.Arrays;

/**
 * The embeddings of LightGCN with their written-out gradient. The loss of B triples (u, i, j) is
 *
 * <pre>
 * 1/B · Σ ln(1 + exp(−⟨e_u, e_i − e_j⟩)) + λ/(2·B) · Σ (|x_u|² + |x_i|² + |x_j|²)
 * </pre>
 *
 * where x are the embeddings and e the embeddings propagated over the graph. Not thread-safe.
 */
final class LightGcnNetwork {
  private final BipartiteGraph graph;
  private final int layers;
  private final double regularisation;
  private final int length;
  private final Tensor embeddings;
  private final float[] propagated;
  private final float[] scratch;
  private final float[] outerGradient;
  private final float[] gradient;

  /**
   * Makes a network.
   *
   * @param embeddings x, one row a node of the graph; not copied
   * @param layers how often embeddings are propagated, at least 1
   * @param regularisation λ
   */
  LightGcnNetwork(BipartiteGraph graph, Tensor embeddings, int layers, double regularisation) {
    this.graph = graph;
    this.layers = layers;
    this.regularisation = regularisation;
    this.embeddings = embeddings;
    this.length = embeddings.columns();
    int size = embeddings.values().length;
    this.propagated = new float[size];
    this.scratch = new float[size];
    this.outerGradient = new float[size];
    this.gradient = new float[size];
  }

  Tensor embeddings() {
    return embeddings;
  }

  /** Propagates the embeddings as they are now. */
  float[] propagate(Workers workers) {
    graph.propagate(embeddings.values(), propagated, scratch, layers, workers);
    return propagated;
  }

  /** The gradient that {@link #loss} found. */
  float[] gradient() {
    return gradient;
  }

  /** The loss of a batch; finds the gradient of the embeddings too. */
  double loss(Batch batch, Workers workers) {
    propagate(workers);
    Arrays.fill(outerGradient, 0);
    double loss = 0;
    for (int triple = 0; triple < batch.size(); triple++) {
      loss += rankingLoss(batch, triple);
    }
    graph.propagate(outerGradient, gradient, scratch, layers, workers);
    double squares = 0;
    for (int triple = 0; triple < batch.size(); triple++) {
      squares += decay(batch, triple);
    }
    return (loss + regularisation / 2 * squares) / batch.size();
  }

  private double rankingLoss(Batch batch, int triple) {
    int user = row(batch.user(triple));
    int positive = itemRow(batch.positive(triple));
    int negative = itemRow(batch.negative(triple));
    float[] e = propagated;
    double better =
        Vectors.dot(e, user, e, positive, length) - Vectors.dot(e, user, e, negative, length);
    float slope = (float) (-Vectors.sigmoid(-better) / batch.size());
    Vectors.add(outerGradient, user, slope, e, positive, length);
    Vectors.add(outerGradient, user, -slope, e, negative, length);
    Vectors.add(outerGradient, positive, slope, e, user, length);
    Vectors.add(outerGradient, negative, -slope, e, user, length);
    return Vectors.softplus(-better);
  }

  private double decay(Batch batch, int triple) {
    float slope = (float) (regularisation / batch.size());
    return decay(row(batch.user(triple)), slope)
        + decay(itemRow(batch.positive(triple)), slope)
        + decay(itemRow(batch.negative(triple)), slope);
  }

  private double decay(int row, float slope) {
    float[] x = embeddings.values();
    Vectors.add(gradient, row, slope, x, row, length);
    return Vectors.dot(x, row, x, row, length);
  }

  private int row(int node) {
    return node * length;
  }

  private int itemRow(int item) {
    return row(graph.users() + item);
  }
}
