package io.agp.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.metrics.Evaluation;
import io.agp.metrics.PairedBootstrap;
import io.agp.metrics.RandomizationTest;
import io.agp.optimize.SimulatedPrompts.Noise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often the rules accept a rewrite that changes nothing, and one that is better; writes the
 * numbers of docs/acceptance.md to target/acceptance.txt.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AcceptanceSimulationTest {
  private static final int RUNS = 1_000;
  private static final int EPOCHS = 8;
  private static final int TESTS = 4;
  private static final double[] TAUS = {0.8, 0.9, 0.95, 0.99};

  private final List<String> lines = new ArrayList<>();

  @AfterAll
  void write() throws IOException {
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target", "acceptance.txt"), lines.stream().sorted().toList());
  }

  @ParameterizedTest
  @CsvSource({
    "INDEPENDENT,20",
    "INDEPENDENT,60",
    "INDEPENDENT,200",
    "LIKE_THE_PARENT,60",
    "LIKE_THE_PARENT,200",
    "CLUSTERED,60",
    "CLUSTERED,200"
  })
  void rewritesThatChangeNothingArePromotedInNoMoreRunsThanTauAllows(Noise noise, int users) {
    double[] shares = promotingRuns(noise, users, noise == Noise.CLUSTERED);
    say("nothing %-15s %3d users, tau .8 .9 .95 .99: %s".formatted(noise, users, percent(shares)));

    for (int t = 0; t < TAUS.length - 1; t++) {
      assertThat(shares[t]).as("tau %s", TAUS[t]).isLessThanOrEqualTo(1 - TAUS[t] + 1e-9);
    }
    assertThat(shares[TAUS.length - 1]).as("0.01 and chance").isLessThan(0.02);
  }

  /** Why the clusters have to be told. */
  @Test
  void usersWhoMoveTogetherAreNotIndependent() {
    double[] shares = promotingRuns(Noise.CLUSTERED, 100, false);
    say("nothing CLUSTERED, not told 100 users, tau .8 .9 .95 .99: " + percent(shares));

    assertThat(shares[2]).isGreaterThan(0.05);
  }

  private static double[] promotingRuns(Noise noise, int users, boolean clusters) {
    int[] promoting =
        IntStream.range(0, RUNS)
            .parallel()
            .map(run -> tausThatPromote(new SimulatedPrompts(users, noise, run), clusters))
            .toArray();
    return IntStream.range(0, TAUS.length)
        .mapToDouble(t -> (double) Arrays.stream(promoting).filter(taus -> taus > t).count() / RUNS)
        .toArray();
  }

  /** How many; what a lower τ does not promote, a higher one does not either. */
  private static int tausThatPromote(SimulatedPrompts prompts, boolean clusters) {
    List<double[]> gains = gainsOfRewrites(prompts, clusters);
    int taus = 0;
    while (taus < TAUS.length && promotesOne(rule(TAUS[taus]), gains)) {
      taus++;
    }
    return taus;
  }

  /** Of a line of rewrites, each of the one before, against the first prompt. */
  private static List<double[]> gainsOfRewrites(SimulatedPrompts prompts, boolean clusters) {
    List<double[]> gains = new ArrayList<>();
    int[] champion = prompts.first();
    int[] ranks = champion;
    for (int i = 0; i < EPOCHS * TESTS; i++) {
      ranks = prompts.rewrite(ranks);
      double[] ofUsers = SimulatedPrompts.gains(champion, ranks);
      gains.add(clusters ? RandomizationTest.sums(ofUsers, prompts.clusters()) : ofUsers);
    }
    return gains;
  }

  private static ValidatedRule rule(double tau) {
    return (ValidatedRule) AcceptanceRule.validated(tau);
  }

  private static boolean promotesOne(ValidatedRule rule, List<double[]> gains) {
    for (int i = 0; i < gains.size(); i++) {
      if (rule.promotes(gains.get(i), TESTS, 1 + i / TESTS)) {
        return true;
      }
    }
    return false;
  }

  /** What a bootstrap of each prompt against τ, as peers would have it, does in the same runs. */
  @Test
  void aBootstrapOfEachPromptOnItsOwnIsFarAbove() {
    int promoting = 0;
    for (int run = 0; run < 200; run++) {
      promoting +=
          gainsOfRewrites(new SimulatedPrompts(60, Noise.INDEPENDENT, run), false).stream()
                  .anyMatch(gains -> bootstrap(gains) >= 0.95)
              ? 1
              : 0;
    }
    say(
        "nothing INDEPENDENT, bootstrap of each prompt at .95, 60 users: "
            + percent(promoting / 200.0));

    assertThat(promoting / 200.0).isGreaterThan(0.3);
  }

  private static double bootstrap(double[] gains) {
    return PairedBootstrap.compare(new double[gains.length], gains, 1).probabilityBetter();
  }

  @Test
  void aBatchAndNoRuleAtAllAcceptRewritesThatChangeNothing() {
    int batch = 0;
    int always = 0;
    for (int run = 0; run < RUNS; run++) {
      SimulatedPrompts prompts = new SimulatedPrompts(10, Noise.INDEPENDENT, run);
      Evaluation before = prompts.evaluation(prompts.first());
      Evaluation after = prompts.evaluation(prompts.first());
      batch += AcceptanceRule.batch().keepsEdit(before, () -> after) ? 1 : 0;
      always += AcceptanceRule.always().keepsEdit(before, () -> after) ? 1 : 0;
    }
    say(
        "nothing, of single proposals: batch of 10 "
            + percent(batch / 1000.0)
            + ", always "
            + percent(always / 1000.0));

    assertThat(batch).isBetween(400, 550);
    assertThat(always).isEqualTo(RUNS);
  }

  /** Three epochs of four prompts, each with the effect; one user in two keeps the old rank. */
  @ParameterizedTest
  @CsvSource({
    "0.05,60,0.2", "0.05,100,0.4", "0.05,200,0.6", "0.05,400,0.9",
    "0.10,60,0.7", "0.10,100,0.9", "0.10,200,0.97", "0.10,400,0.99"
  })
  void aBetterPromptIsPromotedTheMoreSurelyTheMoreUsersThereAre(
      double effect, int users, double least) {
    int runs = 200;
    double[] found = new double[2];
    for (int run = 0; run < runs; run++) {
      SimulatedPrompts prompts = new SimulatedPrompts(users, Noise.LIKE_THE_PARENT, run);
      int[] champion = prompts.first();
      double mean =
          Arrays.stream(champion).mapToDouble(SimulatedPrompts::ndcg).average().orElseThrow();
      boolean[] promoted = new boolean[2];
      for (int epoch = 1; epoch <= 3; epoch++) {
        for (int test = 0; test < TESTS; test++) {
          double[] gains =
              SimulatedPrompts.gains(
                  champion, prompts.better(prompts.first(), effect / (1 - mean)));
          promoted[0] = promoted[0] || rule(0.95).promotes(gains, TESTS, epoch);
          promoted[1] = promoted[1] || (test == 0 && rule(0.95).promotes(gains, 1, epoch));
        }
      }
      found[0] += promoted[0] ? 1.0 / runs : 0;
      found[1] += promoted[1] ? 1.0 / runs : 0;
    }
    say(
        "better by %.2f, %3d users, 4 tests / 1 test an epoch: %s"
            .formatted(effect, users, percent(found)));

    assertThat(found[0]).isGreaterThan(least);
  }

  private void say(String line) {
    lines.add(line);
  }

  private static String percent(double... shares) {
    return String.join(
        " ",
        Arrays.stream(shares)
            .mapToObj(share -> String.format(Locale.ROOT, "%.1f %%", 100 * share))
            .toList());
  }
}
