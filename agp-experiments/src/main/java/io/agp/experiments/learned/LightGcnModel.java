package io.agp.experiments.learned;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** LightGCN in training. Not thread-safe. */
final class LightGcnModel implements Trainable {
  private static final double FIRST_DEVIATION = .1;
  private static final double EPSILON = 1e-8;

  private final LightGcnSettings settings;
  private final BipartiteGraph graph;
  private final Triples triples;
  private final LightGcnNetwork network;
  private final Adam adam;

  LightGcnModel(LightGcnSettings settings, Sequences data, long seed) {
    this.settings = settings;
    this.triples = Triples.of(data);
    this.graph = new BipartiteGraph(data.histories(), data.items());
    Tensor embeddings =
        Tensor.random(
            "embeddings",
            graph.nodes(),
            settings.dimensions(),
            FIRST_DEVIATION,
            new SplittableRandom(seed));
    this.network =
        new LightGcnNetwork(graph, embeddings, settings.layers(), settings.regularisation());
    this.adam = new Adam(List.of(embeddings), settings.learningRate(), EPSILON);
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
    int[] order = triples.shuffled(random);
    double sum = 0;
    for (int from = 0; from < order.length; from += settings.batchSize()) {
      int to = Math.min(order.length, from + settings.batchSize());
      sum += (to - from) * step(triples.batch(order, from, to, random), workers);
    }
    return sum / order.length;
  }

  /** One step on a batch; returns its loss before the step. */
  double step(Batch batch, Workers workers) {
    double loss = network.loss(batch, workers);
    adam.step(List.of(network.gradient()), workers);
    return loss;
  }

  @Override
  public List<Tensor> parameters() {
    return List.of(network.embeddings());
  }

  @Override
  public List<Tensor> state() {
    return adam.state();
  }

  @Override
  public Scorer scorer(Workers workers) {
    float[][] propagated = network.propagate(workers);
    Tensor vectors = rows("items", propagated, graph.users(), graph.nodes());
    ItemScores items = new ItemScores(vectors, Tensor.zeros("biases", 1, vectors.rows()));
    return (user, history, scores) -> items.fill(propagated[user], scores);
  }

  /** The vectors that scores are products of: propagated embeddings. */
  Factors factors(Sequences data, Workers workers) {
    float[][] propagated = network.propagate(workers);
    return new Factors(
        LightGcnSettings.MODEL,
        settings.name(),
        settings.toString(),
        data,
        rows("users", propagated, 0, graph.users()),
        rows("items", propagated, graph.users(), graph.nodes()),
        Tensor.zeros("biases", 1, data.items()));
  }

  private static Tensor rows(String name, float[][] all, int from, int to) {
    Tensor tensor = Tensor.zeros(name, to - from, all[from].length);
    Rows.pack(Arrays.copyOfRange(all, from, to), tensor.values());
    return tensor;
  }
}
