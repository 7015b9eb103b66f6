package io.agp.experiments.learned;

import java.util.Objects;
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
 * One epoch of BPR-MF, which goes five times through the interactions: with the default number, the
 * time of a million triples. {@link #plainPass} is the baseline: the additions of one million
 * updates of three vectors, in the cache.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class BprMfBenchmark {
  /** How many, about: every user has the same number. */
  @Param("200000")
  public int interactions = 200_000;

  /** Length of the vectors. */
  @Param({"32", "64", "128"})
  public int dimensions = 64;

  private final Workers workers = new Workers(1);
  private float[] source = new float[0];
  private float[] target = new float[0];
  private @Nullable BprMfModel model;
  private long seed;

  /** Makes the model. */
  @Setup
  public void setUp() {
    BprMfSettings settings = new BprMfSettings(dimensions, .05, .02);
    model = new BprMfModel(settings, RandomSplit.of(interactions), 1);
    source = new float[dimensions];
    target = new float[dimensions];
  }

  /** Ends the threads. */
  @TearDown
  public void tearDown() {
    workers.close();
  }

  /**
   * One epoch.
   *
   * @return its mean loss
   */
  @Benchmark
  public double epoch() {
    return Objects.requireNonNull(model).epoch(seed++, workers);
  }

  /**
   * Baseline: three vector additions a triple.
   *
   * @return the target, so that nothing is left out
   */
  @Benchmark
  public float[] plainPass() {
    for (int update = 0; update < 3 * BprMfModel.PASSES * interactions; update++) {
      Rows.add(target, target.length, .1f, source);
    }
    return target;
  }
}
