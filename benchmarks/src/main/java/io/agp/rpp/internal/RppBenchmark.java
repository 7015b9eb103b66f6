package io.agp.rpp.internal;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * RPP's four agents in the paper's size: an update on 200 users, and what one user costs while
 * served. An update without discount runs no GRU where there is one step; with a discount it does,
 * over ten candidates of each user.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class RppBenchmark {
  private static final List<Integer> ACTIONS = List.of(3, 4, 9, 5);
  private static final int USERS = 200;
  private static final int CANDIDATES = 10;

  /** Length of the embeddings. */
  @Param("64")
  public int dimensions = 64;

  /** How many steps the users took. */
  @Param({"1", "3"})
  public int steps = 1;

  /** The discount. */
  @Param({"0", "0.95"})
  public double gamma;

  private final SplittableRandom random = new SplittableRandom(1);
  private ActorCritic networks = ActorCritic.random(1, ACTIONS, Pooling.GRU, 1);
  private Trajectory trajectory = trajectory(1, 1);
  private UpdateSettings settings = UpdateSettings.builder().build();
  private double[] vector = new double[0];
  private double[][] items = new double[0][];

  /** Makes networks and a batch. */
  @Setup
  public void setUp() {
    networks = ActorCritic.random(dimensions, ACTIONS, Pooling.GRU, 1);
    trajectory = trajectory(steps, dimensions);
    settings = UpdateSettings.builder().gamma(gamma).build();
    vector = random.doubles(dimensions).toArray();
    items = vectors(CANDIDATES, dimensions);
  }

  /**
   * One gradient step.
   *
   * @return its losses
   */
  @Benchmark
  public Update update() {
    return networks.update(trajectory, settings);
  }

  /**
   * The actions of all four agents for one user.
   *
   * @return their sum, so that nothing is left out
   */
  @Benchmark
  public int decision() {
    int sum = 0;
    for (int agent = 0; agent < ACTIONS.size(); agent++) {
      sum += networks.best(agent, vector);
    }
    return sum;
  }

  /**
   * The next state of one user.
   *
   * @return the state
   */
  @Benchmark
  public double[] nextState() {
    return networks.nextState(vector, items);
  }

  private Trajectory trajectory(int steps, int dimensions) {
    double[][][] prompts = new double[steps][][];
    double[][][][] rankings = new double[steps][USERS][][];
    double[][] rewards = new double[steps][];
    int[][][] actions = new int[ACTIONS.size()][steps][];
    for (int step = 0; step < steps; step++) {
      prompts[step] = vectors(USERS, dimensions);
      rewards[step] = random.doubles(USERS).toArray();
      for (int user = 0; user < USERS; user++) {
        rankings[step][user] = vectors(CANDIDATES, dimensions);
      }
      for (int agent = 0; agent < ACTIONS.size(); agent++) {
        actions[agent][step] = random.ints(USERS, 0, ACTIONS.get(agent)).toArray();
      }
    }
    return Trajectory.builder()
        .userEmbeddings(vectors(USERS, dimensions))
        .promptEmbeddings(prompts)
        .rankedItems(rankings)
        .rewards(rewards)
        .actions(actions)
        .build();
  }

  private double[][] vectors(int count, int dimensions) {
    double[][] vectors = new double[count][];
    for (int i = 0; i < count; i++) {
      vectors[i] = random.doubles(dimensions, -1, 1).toArray();
    }
    return vectors;
  }
}
