package io.agp.cli;

import io.agp.LabelledUser;
import io.agp.Reranker;
import io.agp.experiments.protocol.Samples;
import io.agp.llm.LlmClient;
import io.agp.metrics.Evaluation;
import io.agp.metrics.NoiseFloor;
import io.agp.prompt.Prompt;
import io.agp.rerank.ProfileReranker;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** {@code agp train --aa}: the first prompt against itself, asked again with calls of their own. */
final class NoiseReport {
  /** Normal quantile of 0.05 / 2 / 4: the first epoch's four tests at τ = 0.95. */
  private static final double GATE = 2.498;

  private final NoiseFloor floor;
  private final List<Evaluation> replicates;
  private final SortedSet<Integer> sizes;
  private final int topK;

  private NoiseReport(
      NoiseFloor floor, List<Evaluation> replicates, SortedSet<Integer> sizes, int topK) {
    this.floor = floor;
    this.replicates = replicates;
    this.sizes = sizes;
    this.topK = topK;
  }

  /**
   * Ranks the users to learn from and to validate with.
   *
   * @param llm without a cache, which would answer every replicate alike
   */
  static NoiseReport measure(
      LlmClient llm,
      Samples samples,
      LearningOptions learning,
      int times,
      int concurrency,
      long seed) {
    List<LabelledUser> users = new ArrayList<>(samples.train());
    users.addAll(samples.validation());
    Reranker reranker =
        ProfileReranker.builder(llm)
            .prompt(Prompt.initialProfilePrompt())
            .historyLength(learning.history)
            .build();
    List<Evaluation> replicates = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      replicates.add(Evaluation.run(reranker, users, concurrency));
    }
    SortedSet<Integer> sizes =
        new TreeSet<>(List.of(learning.batchSize, learning.validationUsers, 100, 200, 400));
    return new NoiseReport(
        NoiseFloor.of(replicates, learning.topK, seed),
        List.copyOf(replicates),
        sizes,
        learning.topK);
  }

  /** Ends the command with the provider's exception if nothing was ranked by the model. */
  void failIfNothingWorked() {
    if (replicates.stream().allMatch(replicate -> replicate.fallbackShare() == 1)
        && replicates.get(0).rankings().get(0).failure().orElse(null)
            instanceof RuntimeException failure) {
      throw failure;
    }
  }

  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "The first prompt against itself: %d users ranked %d times, NDCG %.3f in the mean; standard"
            + " deviation of a user's difference %.3f.%n",
        replicates.get(0).n(),
        replicates.size(),
        mean(),
        floor.standardDeviation());
    out.println(
        TextTable.of(
            List.copyOf(sizes),
            List.of(
                TextTable.right("users", size -> Integer.toString(size)),
                TextTable.right(
                    "95 % of differences",
                    size -> {
                      NoiseFloor.Spread spread = floor.spread(size);
                      return String.format(
                          Locale.ROOT, "%+.3f .. %+.3f", spread.low(), spread.high());
                    }),
                TextTable.right("looks better", size -> percent(floor.spread(size).better())),
                TextTable.right("least gain found", size -> gain(size)))));
    out.println(
        "Least gain found: in four of five cases, by the first epoch's test at 0.95, if calls were all"
            + " the noise. Two prompts differ by user too, so learning needs more.");
    if (floor.standardDeviation() == 0) {
      out.println("The model answers the same request the same: its noise floor is zero.");
    }
    long failed = replicates.stream().mapToLong(r -> Math.round(r.fallbackShare() * r.n())).sum();
    if (failed > 0) {
      out.printf("%d rankings failed and count as the base order.%n", failed);
    }
    out.flush();
  }

  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("users", replicates.get(0).n());
    json.put("replicates", replicates.size());
    json.put("ndcg@k", mean());
    json.put("standardDeviation", floor.standardDeviation());
    json.put("fallbackShares", replicates.stream().map(Evaluation::fallbackShare).toList());
    json.put("spreads", sizes.stream().map(this::asJson).toList());
    return json;
  }

  private Map<String, Object> asJson(int size) {
    NoiseFloor.Spread spread = floor.spread(size);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("users", size);
    json.put("low", spread.low());
    json.put("high", spread.high());
    json.put("better", spread.better());
    json.put("detectable", floor.detectable(size, GATE));
    return json;
  }

  private double mean() {
    return replicates.stream().mapToDouble(r -> r.ndcg(topK)).average().orElseThrow();
  }

  private String gain(int size) {
    return String.format(Locale.ROOT, "%.3f", floor.detectable(size, GATE));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", 100 * share);
  }
}
