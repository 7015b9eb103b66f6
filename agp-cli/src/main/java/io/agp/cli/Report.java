package io.agp.cli;

import io.agp.Ranking;
import io.agp.experiments.report.Comparison;
import io.agp.llm.LlmException;
import io.agp.metrics.Evaluation;
import io.agp.optimize.LearnedPrompt;
import io.agp.prompt.PromptPolicy;
import io.agp.rpp.RppPolicy;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code demo} and {@code evaluate} say in the end. */
final class Report {
  static final String SIMULATED =
      "The model is simulated: the numbers show that the machinery learns, not how well a language"
          + " model ranks.";

  static final String CLICKS =
      "Relevant is what was clicked where it was shown: gains are weighted by the inverse propensity"
          + " of the place, but means over users still lean towards the order shown (Base).";

  private Report() {}

  static void print(
      PrintWriter out, Comparison comparison, Optional<SliceTable> slices, boolean simulated) {
    out.println(Tables.table(comparison));
    printDifference(out, comparison, "agp", "dir");
    printDifference(out, comparison, "rpp", "manual");
    printDifference(out, comparison, "fixed", "manual");
    String bias = BiasTable.of(comparison);
    if (!bias.isEmpty()) {
      out.println(
          "NDCG@10 by the slot of the relevant item in the prompt, and how often the answer copies"
              + " the order shown:");
      out.println(bias);
    }
    slices.ifPresent(
        table -> {
          out.println("NDCG@10 by slices of the users (intervals are of one slice each):");
          out.println(table.text());
        });
    out.println(
        "Intervals: 95 %, paired bootstrap over users. Failed users keep the base order and stay in n.");
    if (simulated) {
      out.println(SIMULATED);
    }
    out.flush();
  }

  private static void printDifference(
      PrintWriter out, Comparison comparison, String method, String other) {
    if (comparison.methods().containsAll(Set.of(method, other))) {
      out.printf(
          "%s - %s in NDCG@10: %s%n",
          Tables.name(method),
          Tables.name(other),
          Tables.interval(comparison.difference(method, other)));
    }
  }

  static Map<String, Object> json(
      Comparison comparison, PromptPolicy policy, boolean simulated, long seed, long calls) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("simulated", simulated);
    json.put("seed", seed);
    json.put("methods", comparison.asJson());
    json.put("calls", calls);
    if (policy instanceof LearnedPrompt prompt) {
      Map<String, Object> texts = new LinkedHashMap<>();
      texts.put("initial", prompt.initial().text());
      texts.put("learned", prompt.prompt().text());
      json.put("prompt", texts);
    } else if (policy instanceof RppPolicy rpp) {
      json.put("policy", rpp.learnedOn());
    }
    return json;
  }

  /**
   * Ends the command with the provider's exception if not one ranking of a model came through, or
   * if a call failed because it could not be journalled, is not in the recording, or would have
   * exceeded a limit: the numbers would be of a test that is not finished.
   */
  static void failIfNothingWorked(Comparison comparison) {
    failIfNotKept(comparison);
    boolean asked = false;
    @Nullable Throwable failure = null;
    for (String method : comparison.methods()) {
      Evaluation evaluation = comparison.of(method);
      if (!method.equals(Comparison.BASE)) {
        asked = true;
        if (evaluation.fallbackShare() < 1) {
          return;
        }
        failure = evaluation.rankings().get(0).failure().orElse(failure);
      }
    }
    if (asked && failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private static void failIfNotKept(Comparison comparison) {
    for (String method : comparison.methods()) {
      for (Ranking ranking : comparison.of(method).rankings()) {
        Throwable failure = ranking.failure().orElse(null);
        if (failure instanceof LlmException.JournalFailed
            || failure instanceof LlmException.NotRecorded
            || failure instanceof LlmException.LimitReached) {
          throw (LlmException) failure;
        }
      }
    }
  }
}
