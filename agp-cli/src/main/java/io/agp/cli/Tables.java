package io.agp.cli;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import io.agp.Ranking;
import io.agp.experiments.report.Comparison;
import io.agp.metrics.Evaluation;
import io.agp.metrics.PairedBootstrap;
import io.agp.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What people read: the table of methods and the diff of prompts. */
final class Tables {
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?:])\\s+");
  private static final Map<String, String> NAMES =
      Map.of(
          "base", "Base",
          "dir", "LLM-Dir",
          "cot", "LLM-CoT",
          "agp", "AGP",
          "manual", "Manual",
          "fixed", "Fixed",
          "rpp", "RPP",
          "window", "LLM-Window");

  private Tables() {}

  static String name(String method) {
    return NAMES.getOrDefault(method, method);
  }

  /** The table of methods. */
  static String table(Comparison comparison) {
    List<ColumnData<String>> columns = new ArrayList<>();
    columns.add(new Column().header("method").dataAlign(HorizontalAlign.LEFT).with(Tables::name));
    columns.add(number("NDCG@1", m -> decimal(comparison.of(m).ndcg(1))));
    columns.add(number("NDCG@5", m -> decimal(comparison.of(m).ndcg(5))));
    columns.add(number("NDCG@10", m -> decimal(comparison.of(m).ndcg(10))));
    columns.add(number("MRR", m -> decimal(comparison.of(m).mrr(10))));
    columns.add(
        number(
            "position", m -> String.format(Locale.ROOT, "%.2f", comparison.of(m).meanPosition())));
    if (comparison.methods().contains(Comparison.BASE)) {
      columns.add(number("95 % of NDCG@10 - Base", m -> interval(comparison, m)));
    }
    columns.add(number("n", m -> Integer.toString(comparison.of(m).n())));
    columns.add(number("calls", m -> Long.toString(comparison.cost(m).calls())));
    columns.add(number("tokens", m -> Long.toString(comparison.cost(m).usage().total())));
    columns.add(number("by source", m -> sources(comparison.of(m))));
    return AsciiTable.builder()
        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
        .data(List.copyOf(comparison.methods()), columns)
        .asString();
  }

  private static ColumnData<String> number(String header, Function<String, String> value) {
    return new Column().header(header).dataAlign(HorizontalAlign.RIGHT).with(value);
  }

  private static String interval(Comparison comparison, String method) {
    if (method.equals(Comparison.BASE)) {
      return "";
    }
    return interval(comparison.difference(method, Comparison.BASE));
  }

  static String interval(PairedBootstrap difference) {
    return String.format(
        Locale.ROOT,
        "%+.3f [%+.3f, %+.3f]",
        difference.meanDifference(),
        difference.low(),
        difference.high());
  }

  /** An interval of values so small that three places would say too little. */
  static String interval4(PairedBootstrap difference) {
    return String.format(
        Locale.ROOT,
        "%+.4f [%+.4f, %+.4f]",
        difference.meanDifference(),
        difference.low(),
        difference.high());
  }

  private static String sources(Evaluation evaluation) {
    List<String> shares = new ArrayList<>();
    for (Map.Entry<Ranking.Source, Double> share : evaluation.shareBySource().entrySet()) {
      if (share.getValue() > 0) {
        shares.add(
            String.format(
                Locale.ROOT,
                "%s %.0f%%",
                share.getKey().name().toLowerCase(Locale.ROOT),
                100 * share.getValue()));
      }
    }
    return String.join(" ", shares);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /** The learned prompt as a diff to the first one, sentence by sentence. */
  static String diff(Prompt initial, Prompt learned) {
    return initial.text().equals(learned.text())
        ? "(the prompt is still the first one)"
        : diff(
            "first prompt " + initial.shortHash(),
            initial,
            "learned prompt " + learned.shortHash(),
            learned);
  }

  /** A prompt as a diff to another one, sentence by sentence. */
  static String diff(String beforeName, Prompt before, String afterName, Prompt after) {
    List<String> sentences = sentences(before);
    List<String> diff =
        UnifiedDiffUtils.generateUnifiedDiff(
            beforeName, afterName, sentences, DiffUtils.diff(sentences, sentences(after)), 100);
    return diff.isEmpty() ? "(the texts are equal)" : String.join("\n", diff);
  }

  /** The start of an id by content, for people to read. */
  static String shortId(String id) {
    return id.substring(0, Math.min(12, id.length()));
  }

  private static List<String> sentences(Prompt prompt) {
    List<String> sentences = new ArrayList<>();
    for (String line : prompt.text().split("\n", -1)) {
      sentences.addAll(List.of(SENTENCE_END.split(line)));
    }
    return sentences;
  }
}
