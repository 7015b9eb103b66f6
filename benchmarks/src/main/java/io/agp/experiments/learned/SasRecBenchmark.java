package io.agp.experiments.learned;

import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one step of training SASRec costs: 128 full sequences, 2 blocks, forwards, backwards and
 * Adam.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "-Xmx2g")
public class SasRecBenchmark {
  private static final int BATCH = 128;

  /** How many threads share a batch. */
  @Param({"1", "2"})
  public int threads = 1;

  /** The loss. */
  @Param({"BCE", "SOFTMAX"})
  public SasRecRecommender.Loss loss = SasRecRecommender.Loss.BCE;

  /** The length of all vectors. */
  @Param("64")
  public int dimensions = 64;

  /** How many items a sequence has. */
  @Param("50")
  public int length = 50;

  /** How many items there are. */
  @Param("10000")
  public int items = 10_000;

  private @Nullable SasRecStep step;
  private @Nullable Workers workers;
  private long seed;

  /** Makes the weights and the threads. */
  @Setup
  public void setUp() {
    SasRecSettings settings =
        SasRecRecommender.builder()
            .dimensions(dimensions)
            .length(length)
            .batchSize(BATCH)
            .loss(loss)
            .settings(1);
    step = new SasRecStep(SasRecWeights.random(items, settings, 1), settings);
    workers = new Workers(threads);
  }

  /** Ends the threads. */
  @TearDown
  public void tearDown() {
    Objects.requireNonNull(workers).close();
  }

  /**
   * One step.
   *
   * @return the mean loss
   */
  @Benchmark
  public double batch() {
    return Objects.requireNonNull(step)
        .run(BATCH, this::fill, seed++, Objects.requireNonNull(workers));
  }

  private void fill(int index, SasRecSlice slice, int sequence, SplittableRandom random) {
    for (int row = sequence * length; row < (sequence + 1) * length; row++) {
      slice.network().items()[row] = random.nextInt(1, items + 1);
      slice.positives()[row] = random.nextInt(1, items + 1);
      slice.negatives()[row] = random.nextInt(1, items + 1);
    }
  }
}
