package io.agp.experiments.learned;

import java.util.List;
import java.util.SplittableRandom;

/** SASRec in training: an epoch is one step a batch of windows. */
final class SasRecTraining implements Trainable {
  private final SasRecSettings settings;
  private final SasRecWindows windows;
  private final SasRecWeights weights;
  private final SasRecStep step;

  SasRecTraining(Sequences data, SasRecSettings settings, long seed) {
    this.settings = settings;
    this.windows = new SasRecWindows(data, settings);
    this.weights = SasRecWeights.random(data.items(), settings, seed);
    this.step = new SasRecStep(weights, settings);
  }

  @Override
  public String name() {
    return SasRecRecommender.MODEL;
  }

  @Override
  public String settings() {
    return settings.text();
  }

  @Override
  public double epoch(long seed, Workers workers) {
    SplittableRandom random = new SplittableRandom(seed);
    List<SasRecWindows.Window> drawn = windows.draw(random);
    double sum = 0;
    for (int first = 0; first < drawn.size(); first += settings.batch()) {
      int end = Math.min(drawn.size(), first + settings.batch());
      List<SasRecWindows.Window> batch = drawn.subList(first, end);
      double mean =
          step.run(
              batch.size(),
              (index, slice, sequence, negatives) ->
                  windows.fill(batch.get(index), slice, sequence, negatives),
              random.nextLong(),
              workers);
      sum += batch.size() * mean;
    }
    // The last step may have broken what the mean loss does not show yet.
    return weights.isFinite() ? sum / Math.max(1, drawn.size()) : Double.NaN;
  }

  @Override
  public List<Tensor> parameters() {
    return weights.all();
  }

  @Override
  public List<Tensor> state() {
    return step.state();
  }

  @Override
  public Scorer scorer(Workers workers) {
    SasRecEncoder encoder = new SasRecEncoder(weights, settings);
    return (user, history, scores) -> encoder.scores(encoder.hidden(history), scores);
  }

  SasRecWeights weights() {
    return weights;
  }
}
