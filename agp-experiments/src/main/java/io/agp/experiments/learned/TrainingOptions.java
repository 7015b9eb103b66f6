package io.agp.experiments.learned;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * How a recommender is trained, whatever it is. Immutable; thread-safe if the listener is.
 *
 * @param seed the seed of weights, shuffles, negatives and dropout. The same seed gives the same
 *     numbers, whatever the number of threads
 * @param threads how many threads compute; at least 1
 * @param epochs the most epochs, at least 1; empty takes the recommender's default
 * @param patience how many epochs in a row without a better NDCG@10 on the validation items end the
 *     training; at least 1. The weights of the best epoch are kept
 * @param checkpoint where to keep the state after every epoch, so that a training that was killed
 *     goes on with the epoch after; empty keeps none. The file is deleted when the training is done
 * @param progress is told of every epoch
 */
public record TrainingOptions(
    long seed,
    int threads,
    OptionalInt epochs,
    int patience,
    Optional<Path> checkpoint,
    Consumer<TrainingProgress> progress) {
  /** Seed 1, as many threads as there are processors, no checkpoint, no listener. */
  public static final TrainingOptions DEFAULT =
      new TrainingOptions(
          1,
          Runtime.getRuntime().availableProcessors(),
          OptionalInt.empty(),
          10,
          Optional.empty(),
          progress -> {});

  /**
   * Checks.
   *
   * @param seed the seed
   * @param threads how many threads compute
   * @param epochs the most epochs
   * @param patience how many epochs without a gain end the training
   * @param checkpoint where to keep the state
   * @param progress is told of every epoch
   * @throws IllegalArgumentException if a number is less than 1
   */
  public TrainingOptions {
    requirePositive("threads", threads);
    requirePositive("epochs", epochs.orElse(1));
    requirePositive("patience", patience);
    Objects.requireNonNull(checkpoint, "checkpoint");
    Objects.requireNonNull(progress, "progress");
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, was " + value);
    }
  }

  /**
   * These options with another seed.
   *
   * @param seed any number
   * @return new options
   */
  public TrainingOptions withSeed(long seed) {
    return new TrainingOptions(seed, threads, epochs, patience, checkpoint, progress);
  }

  /**
   * These options with another number of threads.
   *
   * @param threads at least 1
   * @return new options
   */
  public TrainingOptions withThreads(int threads) {
    return new TrainingOptions(seed, threads, epochs, patience, checkpoint, progress);
  }

  /**
   * These options with another limit of epochs.
   *
   * @param epochs at least 1
   * @return new options
   */
  public TrainingOptions withEpochs(int epochs) {
    return new TrainingOptions(
        seed, threads, OptionalInt.of(epochs), patience, checkpoint, progress);
  }

  /**
   * These options with another patience.
   *
   * @param patience at least 1
   * @return new options
   */
  public TrainingOptions withPatience(int patience) {
    return new TrainingOptions(seed, threads, epochs, patience, checkpoint, progress);
  }

  /**
   * These options with a checkpoint.
   *
   * @param file where to keep the state; its folder must exist
   * @return new options
   */
  public TrainingOptions withCheckpoint(Path file) {
    return new TrainingOptions(seed, threads, epochs, patience, Optional.of(file), progress);
  }

  /**
   * These options with a listener.
   *
   * @param listener is told of every epoch, in the thread that trains
   * @return new options
   */
  public TrainingOptions withProgress(Consumer<TrainingProgress> listener) {
    return new TrainingOptions(seed, threads, epochs, patience, checkpoint, listener);
  }
}
