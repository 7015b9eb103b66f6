package io.agp.cli;

import io.agp.Reranker;
import io.agp.experiments.report.Comparison;
import io.agp.llm.LlmClient;
import io.agp.prompt.PromptPolicy;
import io.agp.rerank.HistoryReranker;
import io.agp.rerank.RoundsReranker;
import io.agp.rerank.WindowReranker;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** The methods as the options have them ranked, and what became of their rounds. */
final class Rounds {
  static final String WINDOW = "window";

  private final RoundsOptions options;
  private final long seed;
  private final boolean all;
  private final Map<String, RoundsReranker> made = new LinkedHashMap<>();

  /**
   * Nothing is asked yet.
   *
   * @throws IllegalArgumentException if there are fewer rounds than 1
   */
  Rounds(RoundsOptions options, long seed) {
    this(options, seed, false);
  }

  /** Rounds that do not end early, however orders agree. */
  static Rounds all(RoundsOptions options, long seed) {
    return new Rounds(options, seed, true);
  }

  private Rounds(RoundsOptions options, long seed, boolean all) {
    if (options.rounds < 1) {
      throw new IllegalArgumentException("--rounds must be at least 1, was " + options.rounds);
    }
    this.options = options;
    this.seed = seed;
    this.all = all;
  }

  /** A method by its name. */
  Reranker of(String name, LlmClient llm, PromptPolicy policy, int history) {
    Reranker once =
        name.equals(WINDOW)
            ? WindowReranker.of(HistoryReranker.direct(llm, history), options.window, options.step)
            : Methods.of(name, llm, policy, history);
    if (options.rounds == 1 || name.equals(Comparison.BASE)) {
      return once;
    }
    RoundsReranker.Builder builder = RoundsReranker.builder(once).rounds(options.rounds).seed(seed);
    RoundsReranker rounds = all ? builder.allAtOnce().build() : builder.build();
    made.put(name, rounds);
    return rounds;
  }

  /**
   * Says for each method in rounds how many there were, how many failed and how many were saved.
   */
  void print(PrintWriter out) {
    made.forEach(
        (name, rounds) -> {
          RoundsReranker.Counts counts = rounds.counts();
          out.printf(
              "%s: %d rounds for %d rankings, %d saved as orders agreed, %d failed.%n",
              Tables.name(name),
              counts.rounds(),
              counts.rankings(),
              counts.saved(),
              counts.failed());
        });
    out.flush();
  }

  /** The same as JSON values, by method; empty without rounds. */
  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    made.forEach(
        (name, rounds) -> {
          RoundsReranker.Counts counts = rounds.counts();
          Map<String, Object> ofOne = new LinkedHashMap<>();
          ofOne.put("rankings", counts.rankings());
          ofOne.put("rounds", counts.rounds());
          ofOne.put("saved", counts.saved());
          ofOne.put("failed", counts.failed());
          json.put(name, ofOne);
        });
    return json;
  }
}
