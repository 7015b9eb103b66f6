package io.agp.cli;

import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Problem;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A {@link DatasetSummary} for people and as JSON. */
final class InspectReport {
  private final DatasetSummary summary;
  private final Dataset dataset;
  private final DataSample sample;

  InspectReport(DatasetSummary summary) {
    this.summary = summary;
    this.dataset = summary.dataset();
    this.sample = DataSample.of(dataset);
  }

  private record Line(String what, String value) {}

  private record Row(String what, Spread spread) {}

  void print(PrintWriter out) {
    out.println(dataset.name() + ": format " + summary.format());
    out.println(
        TextTable.of(
            counts(),
            List.of(TextTable.left("", Line::what), TextTable.right("count", Line::value))));
    printSpreads(out);
    printAttributes(out);
    printProblems(out);
    printSample(out);
    out.flush();
  }

  private List<Line> counts() {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("users", "" + dataset.users().size()));
    lines.add(new Line("items", "" + dataset.items().size()));
    lines.add(new Line("interactions", "" + dataset.interactions()));
    lines.add(new Line("density", percent(summary.density())));
    lines.add(new Line("first interaction", time(summary.times().first())));
    lines.add(new Line("last interaction", time(summary.times().last())));
    lines.add(new Line("interactions without a time", "" + summary.times().unknown()));
    lines.add(new Line("users with fewer than 3 interactions", "" + summary.shortUsers()));
    lines.add(new Line("users whose last two are at the same time", "" + summary.tiedUsers()));
    lines.add(new Line("users with a split of the source", "" + dataset.heldOut().size()));
    lines.add(new Line("items without a title", "" + summary.untitledItems()));
    lines.add(new Line("items without an interaction", "" + summary.unusedItems()));
    return lines;
  }

  private void printSpreads(PrintWriter out) {
    List<Row> rows = new ArrayList<>();
    summary.perUser().ifPresent(spread -> rows.add(new Row("interactions of a user", spread)));
    summary.perItem().ifPresent(spread -> rows.add(new Row("interactions of an item", spread)));
    summary.titleLength().ifPresent(spread -> rows.add(new Row("characters of a title", spread)));
    summary
        .textLength()
        .ifPresent(spread -> rows.add(new Row("characters of title and attributes", spread)));
    if (!rows.isEmpty()) {
      out.println(
          TextTable.of(
              rows,
              List.of(
                  TextTable.left("", Row::what),
                  TextTable.right("min", row -> number(row.spread().min())),
                  TextTable.right("25 %", row -> number(row.spread().q1())),
                  TextTable.right("median", row -> number(row.spread().median())),
                  TextTable.right("75 %", row -> number(row.spread().q3())),
                  TextTable.right("max", row -> number(row.spread().max())))));
    }
  }

  private void printAttributes(PrintWriter out) {
    if (summary.attributes().isEmpty()) {
      out.println("No item has an attribute.");
      return;
    }
    out.println(
        TextTable.of(
            summary.attributes(),
            List.of(
                TextTable.left("attribute", AttributeUse::name),
                TextTable.right("items", use -> "" + use.items()),
                TextTable.right("share", use -> percent(share(use))),
                TextTable.left("example", AttributeUse::example))));
  }

  private void printProblems(PrintWriter out) {
    if (dataset.problems().isEmpty()) {
      out.println("No problem was found.");
      return;
    }
    out.println(
        TextTable.of(
            dataset.problems(),
            List.of(
                TextTable.left("problem", Problem::kind),
                TextTable.right("count", problem -> "" + problem.count()),
                TextTable.left("first", Problem::example))));
  }

  private void printSample(PrintWriter out) {
    out.println("The first items, as a prompt shows them:");
    sample
        .items()
        .forEach(item -> out.println("  " + TextTable.onOneLine(DataSample.inPrompt(item))));
    sample
        .user()
        .ifPresent(
            user -> {
              out.println("The last of user " + TextTable.shown(user.id()) + ":");
              DataSample.last(user)
                  .forEach(
                      contact ->
                          out.println(
                              "  "
                                  + time(contact.time())
                                  + "  "
                                  + TextTable.shown(contact.item().title())));
            });
  }

  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", dataset.name());
    json.put("format", summary.format());
    json.put("users", dataset.users().size());
    json.put("items", dataset.items().size());
    json.put("interactions", dataset.interactions());
    json.put("density", summary.density());
    json.put("times", timesAsJson());
    json.put("shortUsers", summary.shortUsers());
    json.put("tiedUsers", summary.tiedUsers());
    json.put("heldOutBySource", dataset.heldOut().size());
    json.put("untitledItems", summary.untitledItems());
    json.put("unusedItems", summary.unusedItems());
    summary.perUser().ifPresent(spread -> json.put("perUser", spread.asJson()));
    summary.perItem().ifPresent(spread -> json.put("perItem", spread.asJson()));
    summary.titleLength().ifPresent(spread -> json.put("titleLength", spread.asJson()));
    summary.textLength().ifPresent(spread -> json.put("textLength", spread.asJson()));
    json.put("attributes", summary.attributes().stream().map(this::asJson).toList());
    json.put("problems", dataset.problems().stream().map(InspectReport::asJson).toList());
    json.put("sample", sample.asJson());
    return json;
  }

  private Map<String, Object> timesAsJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    summary.times().first().ifPresent(first -> json.put("first", first.toString()));
    summary.times().last().ifPresent(last -> json.put("last", last.toString()));
    json.put("unknown", summary.times().unknown());
    return json;
  }

  private Map<String, Object> asJson(AttributeUse use) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", use.name());
    json.put("items", use.items());
    json.put("share", share(use));
    json.put("example", use.example());
    return json;
  }

  private static Map<String, Object> asJson(Problem problem) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", problem.kind());
    json.put("count", problem.count());
    json.put("first", problem.example());
    return json;
  }

  private double share(AttributeUse use) {
    return (double) use.items() / dataset.items().size();
  }

  private static String time(Optional<Instant> time) {
    return time.map(Instant::toString).orElse("not known");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
