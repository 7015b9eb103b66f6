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
  private final Tensor embeddings;
  private final float[][] x;
  private final float[][] propagated;
  private final float[][] scratch;
  private final float[][] outerGradient;
  private final float[][] innerGradient;
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
    this.x = rows(embeddings);
    this.propagated = rows(embeddings);
    this.scratch = rows(embeddings);
    this.outerGradient = rows(embeddings);
    this.innerGradient = rows(embeddings);
    this.gradient = new float[embeddings.values().length];
  }

  private static float[][] rows(Tensor shape) {
    return new float[shape.rows()][shape.columns()];
  }

  Tensor embeddings() {
    return embeddings;
  }

  /** Propagates the embeddings as they are now. The rows are filled anew by the next call. */
  float[][] propagate(Workers workers) {
    Rows.unpack(embeddings.values(), x);
    graph.propagate(x, propagated, scratch, layers, workers);
    return propagated;
  }

  /** The gradient that {@link #loss} found. */
  float[] gradient() {
    return gradient;
  }

  /** The loss of a batch; finds the gradient of the embeddings too. */
  double loss(Batch batch, Workers workers) {
    propagate(workers);
    for (float[] row : outerGradient) {
      Arrays.fill(row, 0);
    }
    double loss = 0;
    for (int triple = 0; triple < batch.size(); triple++) {
      loss += rankingLoss(batch, triple);
    }
    graph.propagate(outerGradient, innerGradient, scratch, layers, workers);
    double squares = 0;
    for (int triple = 0; triple < batch.size(); triple++) {
      squares += decay(batch, triple);
    }
    Rows.pack(innerGradient, gradient);
    return (loss + regularisation / 2 * squares) / batch.size();
  }

  private double rankingLoss(Batch batch, int triple) {
    int user = batch.user(triple);
    int positive = graph.itemNode(batch.positive(triple));
    int negative = graph.itemNode(batch.negative(triple));
    float[][] e = propagated;
    double better = Rows.dotDifference(e[user], e[positive], e[negative]);
    float slope = (float) (-Rows.sigmoid(-better) / batch.size());
    Rows.add(outerGradient[user], outerGradient[user].length, slope, e[positive]);
    Rows.add(outerGradient[user], outerGradient[user].length, -slope, e[negative]);
    Rows.add(outerGradient[positive], outerGradient[positive].length, slope, e[user]);
    Rows.add(outerGradient[negative], outerGradient[negative].length, -slope, e[user]);
    return Rows.softplus(-better);
  }

  private double decay(Batch batch, int triple) {
    float slope = (float) (regularisation / batch.size());
    return decay(batch.user(triple), slope)
        + decay(graph.itemNode(batch.positive(triple)), slope)
        + decay(graph.itemNode(batch.negative(triple)), slope);
  }

  private double decay(int node, float slope) {
    Rows.add(innerGradient[node], innerGradient[node].length, slope, x[node]);
    return Rows.squares(x[node]);
  }
}
