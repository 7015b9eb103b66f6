package io.agp.optimize;

import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.metrics.Evaluation;
import io.agp.metrics.RandomizationTest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

/** The batch gate, then promotion on validation users; see {@link AcceptanceRule#validated}. */
final class ValidatedRule implements AcceptanceRule {
  private static final int CUT_OFF = 10;

  /** So little that no run gets there: it would take more than a hundred epochs at τ = 0.95. */
  private static final double LEAST_RISK = 1e-6;

  private static final long SEED = 20_261_120L;

  private final double tau;
  private final Function<? super LabelledUser, ?> cluster;

  ValidatedRule(double tau, Function<? super LabelledUser, ?> cluster) {
    if (!(tau > 0 && tau < 1)) {
      throw new IllegalArgumentException("tau must be above 0 and below 1, was " + tau);
    }
    this.tau = tau;
    this.cluster = Objects.requireNonNull(cluster, "cluster");
  }

  /** Whether the mean position got strictly better. */
  static boolean batchGate(Evaluation before, Supplier<Evaluation> after) {
    double[] change = differences(before, after.get(), Evaluation::meanPositionPerUser);
    return Arrays.stream(change).sum() < -1e-9;
  }

  @Override
  public boolean keepsEdit(Evaluation before, Supplier<Evaluation> after) {
    return batchGate(before, after);
  }

  @Override
  public boolean validates() {
    return true;
  }

  @Override
  public boolean promotes(Evaluation champion, Evaluation challenger, int tests, int epoch) {
    double[] gains = differences(champion, challenger, e -> e.ndcgPerUser(CUT_OFF));
    List<Object> clusters = champion.users().stream().<Object>map(cluster).toList();
    return promotes(RandomizationTest.sums(gains, clusters), tests, epoch);
  }

  /** By the differences of users, or of clusters of users, that are independent. */
  boolean promotes(double[] gains, int tests, int epoch) {
    double risk = Math.max(LEAST_RISK, (1 - tau) * share(epoch) / tests);
    return RandomizationTest.isAboveZero(gains, risk, SEED);
  }

  /** The part of the risk that an epoch may spend: 1/2, 1/6, 1/12 … add up to 1. */
  private static double share(int epoch) {
    return 1.0 / epoch / (epoch + 1);
  }

  /**
   * Second minus first for every user, 0 for a user whose ranking failed on either side: a failure
   * tells nothing of a prompt, so it can neither lift nor sink one.
   */
  static double[] differences(
      Evaluation first, Evaluation second, Function<Evaluation, double[]> measure) {
    double[] a = measure.apply(first);
    double[] b = measure.apply(second);
    double[] differences = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      differences[i] = failed(first, i) || failed(second, i) ? 0 : b[i] - a[i];
    }
    return differences;
  }

  private static boolean failed(Evaluation evaluation, int user) {
    return evaluation.rankings().get(user).source() == Ranking.Source.FALLBACK;
  }

  @Override
  public String toString() {
    return "validated";
  }
}
