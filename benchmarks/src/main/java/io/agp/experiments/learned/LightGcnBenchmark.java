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
 * One training step of LightGCN: three layers forward, the gradient three layers back, and Adam, on
 * a batch of 2,048 triples. {@link #plainPass} is the baseline: the multiplications and additions
 * of the six layers, over as many floats, from and to one place in the cache.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class LightGcnBenchmark {
  private static final int LAYERS = 3;
  private static final int BATCH = 2_048;

  /** How many interactions the graph has; each is an edge that both ends store. */
  @Param({"100000", "1000000"})
  public int interactions = 1_000_000;

  /** Length of the vectors. */
  @Param({"32", "64", "128"})
  public int dimensions = 64;

  /** How many threads share a step. */
  @Param({"1", "2"})
  public int threads = 1;

  private final float[] source = new float[512];
  private final float[] target = new float[512];
  private @Nullable LightGcnModel model;
  private Batch batch = new Batch(new int[0], new int[0], new int[0]);
  private Workers workers = new Workers(1);

  /** Makes the graph, the model and a batch. */
  @Setup
  public void setUp() {
    Sequences data = RandomSplit.of(interactions);
    model = new LightGcnModel(new LightGcnSettings(dimensions, LAYERS, .001, 1e-4, BATCH), data, 1);
    Triples triples = Triples.of(data);
    SplittableRandom random = new SplittableRandom(2);
    batch = triples.batch(triples.shuffled(random), 0, BATCH, random);
    workers = new Workers(threads);
  }

  /** Ends the threads. */
  @TearDown
  public void tearDown() {
    workers.close();
  }

  /**
   * One step.
   *
   * @return the loss before it
   */
  @Benchmark
  public double step() {
    return Objects.requireNonNull(model).step(batch, workers);
  }

  /**
   * Baseline: as many multiplications and additions as the six layers take, on one thread.
   *
   * @return the target, so that nothing is left out
   */
  @Benchmark
  public float[] plainPass() {
    long products = 2L * LAYERS * 2 * interactions * dimensions;
    for (long done = 0; done < products; done += 4L * target.length) {
      Rows.addFour(target, target.length, .1f, source, .2f, source, .3f, source, .4f, source);
    }
    return target;
  }
}
