package io.agp.cli;

import io.agp.experiments.protocol.Samples;
import io.agp.experiments.report.Comparison;
import io.agp.metrics.PairedBootstrap;
import io.agp.optimize.LearnedPrompt;
import io.agp.optimize.SealedTestUsers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One base recommender on one data set: the NDCG@10 of every method.
 *
 * @param values by method, as printed
 * @param differences to the base ranking by method, with their intervals, as printed
 * @param n the number of test users
 */
record TableOneCell(Map<String, String> values, Map<String, String> differences, int n) {
  static final List<String> METHODS = List.of("base", "dir", "cot", "agp");
  private static final int CUT_OFF = 10;

  /** Learns, and tests once. */
  static TableOneCell run(
      Experiment experiment, Model model, RunFolder folder, Progress progress, int concurrency) {
    Samples samples = experiment.samples();
    SealedTestUsers test = experiment.trainingData().seal(samples.test());
    LearnedPrompt prompt = experiment.learn(model.client(), concurrency, progress);
    folder.writePrompt(prompt);
    Comparison comparison =
        experiment.compare(METHODS, model.client(), prompt, test.open(), concurrency, name -> {});
    Report.failIfNothingWorked(comparison);
    EvaluateCommand.write(folder, comparison);
    return of(comparison);
  }

  private static TableOneCell of(Comparison comparison) {
    Map<String, String> values = new LinkedHashMap<>();
    Map<String, String> differences = new LinkedHashMap<>();
    for (String method : METHODS) {
      values.put(method, String.format(Locale.ROOT, "%.3f", comparison.of(method).ndcg(CUT_OFF)));
      PairedBootstrap difference = comparison.difference(method, Comparison.BASE);
      differences.put(method, method.equals(Comparison.BASE) ? "" : Tables.interval(difference));
    }
    return new TableOneCell(values, differences, comparison.of(Comparison.BASE).n());
  }

  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("values", values);
    json.put("differences", differences);
    json.put("n", n);
    return json;
  }

  static TableOneCell of(JsonObject json) {
    return new TableOneCell(
        texts(json.object("values")), texts(json.object("differences")), json.integer("n"));
  }

  private static Map<String, String> texts(JsonObject json) {
    Map<String, String> texts = new LinkedHashMap<>();
    METHODS.forEach(method -> texts.put(method, json.string(method)));
    return texts;
  }
}
