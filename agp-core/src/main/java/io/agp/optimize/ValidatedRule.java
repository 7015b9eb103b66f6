package io.agp.optimize;

import io.agp.Ranking;
import io.agp.metrics.Evaluation;
import io.agp.metrics.PairedBootstrap;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;

/** The batch gate, then promotion on validation users; see {@link AcceptanceRule#validated}. */
final class ValidatedRule implements AcceptanceRule {
  private static final int CUT_OFF = 10;
  private static final long SEED = 20_261_120L;

  private final double tau;

  ValidatedRule(double tau) {
    if (!(tau > 0 && tau < 1)) {
      throw new IllegalArgumentException("tau must be above 0 and below 1, was " + tau);
    }
    this.tau = tau;
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
    double risk = (1 - tau) * Math.pow(0.5, epoch) / tests;
    return PairedBootstrap.compare(new double[gains.length], gains, SEED).probabilityBetter()
        >= 1 - risk;
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
