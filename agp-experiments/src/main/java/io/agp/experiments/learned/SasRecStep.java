package io.agp.experiments.learned;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Steps of Adam on batches. A batch is cut into slices of a fixed number of sequences, and their
 * gradients are added in the order of the slices; so results do not depend on the number of
 * threads. All buffers are kept between steps. Not thread-safe.
 */
final class SasRecStep {
  private static final int SEQUENCES = 8;
  private static final int ITEMS = 1024;
  private static final double ADAM_EPSILON = 1e-8;

  /** Where the sequences of a batch come from. */
  @FunctionalInterface
  interface Source {
    /**
     * Fills one sequence of a slice, which has only padding before. Called by several threads.
     *
     * @param index the sequence's number in the batch
     * @param sequence its number in the slice
     * @param random of this slice
     */
    void fill(int index, SasRecSlice slice, int sequence, SplittableRandom random);
  }

  private final SasRecSettings settings;
  private final SasRecWeights weights;
  private final List<SasRecSlice> slices = new ArrayList<>();
  private final List<float[]> gradients;
  private final SasRecLoss loss;
  private final Adam adam;

  SasRecStep(SasRecWeights weights, SasRecSettings settings) {
    this.settings = settings;
    this.weights = weights;
    for (int first = 0; first < settings.batch(); first += SEQUENCES) {
      int sequences = Math.min(SEQUENCES, settings.batch() - first);
      slices.add(new SasRecSlice(weights, settings, sequences));
    }
    this.gradients =
        weights.all().stream().map(tensor -> new float[tensor.values().length]).toList();
    this.loss = loss(settings.loss(), weights.item());
    this.adam = new Adam(weights.all(), settings.learningRate(), ADAM_EPSILON);
  }

  private static SasRecLoss loss(SasRecRecommender.Loss loss, Tensor item) {
    return loss == SasRecRecommender.Loss.BCE ? new BinaryLoss(item) : new SoftmaxLoss(item);
  }

  /**
   * Takes one step.
   *
   * @param sequences how many, at most the batch of the settings
   * @param source of the sequences
   * @param seed of everything random in this step
   * @return the mean loss before the step
   */
  double run(int sequences, Source source, long seed, Workers workers) {
    long[] seeds = new SplittableRandom(seed).longs(slices.size()).toArray();
    List<SasRecSlice> used = slices.subList(0, (sequences + SEQUENCES - 1) / SEQUENCES);
    workers.loop(
        used.size(),
        1,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            forward(i, Math.min(SEQUENCES, sequences - i * SEQUENCES), source, seeds[i]);
          }
        });
    double mean = backward(used, workers);
    adam.step(gradients, workers);
    return mean;
  }

  private void forward(int number, int sequences, Source source, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SasRecSlice slice = slices.get(number);
    slice.clear(sequences);
    for (int sequence = 0; sequence < sequences; sequence++) {
      source.fill(number * SEQUENCES + sequence, slice, sequence, random);
    }
    slice.forward(random.nextLong());
  }

  private double backward(List<SasRecSlice> used, Workers workers) {
    Arrays.fill(gradients.get(0), 0);
    double mean = loss.run(used, gradients.get(0), workers);
    workers.loop(
        used.size(), 1, (from, to) -> used.subList(from, to).forEach(s -> s.network().backward()));
    workers.loop(weights.item().rows(), ITEMS, (from, to) -> addInputs(used, from, to));
    workers.loop(gradients.size() - 1, 1, (from, to) -> addUp(used, from, to));
    return mean;
  }

  /** Adds what the rows of the input make of the gradients of some items. */
  private void addInputs(List<SasRecSlice> used, int from, int to) {
    int d = settings.dimensions();
    float factor = SasRecNetwork.factor(settings);
    for (SasRecSlice slice : used) {
      SasRecNetwork network = slice.network();
      for (int row = 0; row < network.rows(); row++) {
        int item = network.items()[row];
        if (item != 0 && item >= from && item < to) {
          addTo(gradients.get(0), item * d, factor, network.embedding().gradient()[row]);
        }
      }
    }
  }

  /** Adds up the slices' gradients of some of the other weights. */
  private void addUp(List<SasRecSlice> used, int from, int to) {
    for (int i = from; i < to; i++) {
      float[] sum = gradients.get(i + 1);
      Arrays.fill(sum, 0);
      for (SasRecSlice slice : used) {
        int at = 0;
        for (float[] row : slice.network().parameters().get(i).gradient()) {
          addTo(sum, at, 1, row);
          at += row.length;
        }
      }
    }
  }

  private static void addTo(float[] sum, int at, float factor, float[] row) {
    for (int j = 0; j < row.length; j++) {
      sum[at + j] += factor * row[j];
    }
  }

  /** What the last step went down, in the order of {@link SasRecWeights#all}. */
  List<float[]> gradients() {
    return gradients;
  }

  /** The parts of a batch, as the last step left them. */
  List<SasRecSlice> slices() {
    return slices;
  }

  /** What Adam needs to go on. */
  List<Tensor> state() {
    return adam.state();
  }
}
