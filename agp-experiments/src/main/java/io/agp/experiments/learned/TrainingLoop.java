package io.agp.experiments.learned;

import io.agp.experiments.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model epoch by epoch, keeps the weights of the epoch that ranked the validation items
 * best, and stops when it has not become better for a while; without validation items it keeps the
 * last of all epochs. After each epoch its whole state goes to the checkpoint, and everything
 * random depends on the seed and the epoch alone: a training that was killed ends with the same
 * numbers as one that was not.
 */
final class TrainingLoop {
  private static final String BEST = "best.";
  private static final String STATE = "state.";

  private final Trainable model;
  private final Sequences data;
  private final TrainingOptions options;
  private final int epochs;
  private final boolean isValidated;
  private List<Tensor> best;
  private int epoch;
  private int bestEpoch;
  private double bestNdcg = Double.NEGATIVE_INFINITY;
  private double lastNdcg;

  private TrainingLoop(
      Trainable model, Sequences data, TrainingOptions options, int defaultEpochs) {
    this.model = model;
    this.data = data;
    this.options = options;
    this.epochs = options.epochs().orElse(defaultEpochs);
    this.isValidated = Validation.users(data).length > 0;
    this.best = copies();
  }

  /**
   * Trains to the end; the model then has the best weights.
   *
   * @throws DataException if the checkpoint cannot be read or is of another training
   */
  static void run(Trainable model, Sequences data, TrainingOptions options, int defaultEpochs) {
    try (Workers workers = new Workers(options.threads())) {
      new TrainingLoop(model, data, options, defaultEpochs).run(workers);
    }
  }

  private void run(Workers workers) {
    options.checkpoint().filter(Files::exists).ifPresent(this::resume);
    while (epoch < epochs && epoch - bestEpoch < options.patience()) {
      epoch++;
      double loss = model.epoch(epochSeed(), workers);
      requireFinite(loss);
      judge(Validation.ndcg(model.scorer(workers), data, workers));
      options.checkpoint().ifPresent(this::save);
      options.progress().accept(progress(loss));
    }
    restore(best);
    options.checkpoint().ifPresent(TrainingLoop::delete);
  }

  private void requireFinite(double loss) {
    if (!Double.isFinite(loss) || !model.parameters().stream().allMatch(Tensor::isFinite)) {
      throw new IllegalArgumentException(
          String.format(
              "The training of %s must have a finite loss and finite weights, its loss was %s in"
                  + " epoch %d: lower the learning rate (%s)",
              model.name(), loss, epoch, model.settings()));
    }
  }

  private long epochSeed() {
    return new SplittableRandom(options.seed() * 1_000_003 + epoch).nextLong();
  }

  private void judge(double ndcg) {
    lastNdcg = ndcg;
    if (ndcg > bestNdcg || !isValidated) {
      bestNdcg = ndcg;
      bestEpoch = epoch;
      best = copies();
    }
  }

  private TrainingProgress progress(double loss) {
    return new TrainingProgress(model.name(), epoch, epochs, loss, lastNdcg, bestEpoch, bestNdcg);
  }

  private List<Tensor> copies() {
    return model.parameters().stream().map(tensor -> tensor.copy(BEST + tensor.name())).toList();
  }

  private void restore(List<Tensor> copies) {
    for (int i = 0; i < copies.size(); i++) {
      fill(model.parameters().get(i), copies.get(i));
    }
  }

  private static void fill(Tensor target, Tensor source) {
    System.arraycopy(source.values(), 0, target.values(), 0, target.values().length);
  }

  private Map<String, String> identity() {
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("model", model.name());
    identity.put("settings", model.settings());
    identity.put("seed", Long.toString(options.seed()));
    identity.put("data", data.fingerprint());
    return identity;
  }

  private void save(Path checkpoint) {
    Map<String, String> metadata = identity();
    metadata.put("epoch", Integer.toString(epoch));
    metadata.put("bestEpoch", Integer.toString(bestEpoch));
    metadata.put("bestNdcg", Double.toString(bestNdcg));
    List<Tensor> tensors = new ArrayList<>(model.parameters());
    tensors.addAll(best);
    model.state().forEach(tensor -> tensors.add(tensor.named(STATE + tensor.name())));
    TensorFile.write(checkpoint, metadata, tensors);
  }

  private void resume(Path checkpoint) {
    String name = checkpoint.toString();
    TensorFile file = TensorFile.read(checkpoint);
    identity().forEach((key, value) -> requireSame(name, key, value, file.metadata().get(key)));
    restore(found(file, name, "", model.parameters()));
    best = found(file, name, BEST, model.parameters());
    List<Tensor> state = model.state();
    List<Tensor> kept = found(file, name, STATE, state);
    for (int i = 0; i < kept.size(); i++) {
      fill(state.get(i), kept.get(i));
    }
    try {
      epoch = Integer.parseInt(file.metadata().getOrDefault("epoch", ""));
      bestEpoch = Integer.parseInt(file.metadata().getOrDefault("bestEpoch", ""));
      bestNdcg = Double.parseDouble(file.metadata().getOrDefault("bestNdcg", ""));
    } catch (NumberFormatException e) {
      throw DataException.of(name, "must be a checkpoint: it does not say how far training got");
    }
  }

  private static List<Tensor> found(
      TensorFile file, String name, String prefix, List<Tensor> shapes) {
    return shapes.stream()
        .map(shape -> file.tensor(name, prefix + shape.name(), shape.rows(), shape.columns()))
        .toList();
  }

  private static void requireSame(String file, String what, String wanted, @Nullable String found) {
    if (!wanted.equals(found)) {
      throw DataException.of(
          file,
          String.format(
              "must be a checkpoint of this training: its %s is \"%s\", not \"%s\"; delete it to"
                  + " begin anew",
              what, found, wanted));
    }
  }

  private static void delete(Path checkpoint) {
    try {
      Files.deleteIfExists(checkpoint);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + checkpoint, e);
    }
  }
}
