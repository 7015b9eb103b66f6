package io.agp.cli;

import com.github.freva.asciitable.ColumnData;
import io.agp.metrics.PairedBootstrap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An experiment's table: our values with their intervals beside the published ones, and below it
 * what a reader must know. What was not run, or cannot be filled, is empty.
 *
 * @param plan the experiment
 * @param column what our column is called
 * @param rows the rows
 * @param results of the cells that are done, by their ids
 * @param described the settings, for the notes
 * @param simulated whether the simulated model answered
 * @param seed the bootstrap's seed
 */
record SweepTable(
    ExperimentPlan plan,
    String column,
    List<SweepRow> rows,
    Map<String, CellResult> results,
    Map<String, String> described,
    boolean simulated,
    long seed) {
  private static final String INTERVALS =
      "Brackets are 95 % intervals from a bootstrap over users; differences are of NDCG@10, paired by"
          + " user. Users whose call failed, or whose answer could not be read, keep the base order and stay"
          + " in n.";

  /** As people read it on a terminal. */
  String text() {
    List<String> headers = headers();
    List<ColumnData<List<String>>> columns = new ArrayList<>();
    for (int i = 0; i < headers.size(); i++) {
      int place = i;
      columns.add(
          i < plan.labels().size()
              ? TextTable.left(headers.get(i), row -> row.get(place))
              : TextTable.right(headers.get(i), row -> row.get(place)));
    }
    return TextTable.of(lines(), columns) + "\n" + String.join("\n", notes());
  }

  /** As a page. */
  String markdown() {
    List<String> page = new ArrayList<>();
    page.add("# " + plan.name() + ": " + plan.shows());
    page.add("");
    page.add(markdownRow(headers()));
    page.add("|" + "---|".repeat(headers().size()));
    lines().forEach(line -> page.add(markdownRow(line)));
    page.add("");
    notes().forEach(note -> page.add("- " + note));
    return String.join("\n", page) + "\n";
  }

  private static String markdownRow(List<String> values) {
    return values.stream()
        .map(value -> TextTable.onOneLine(value).replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private List<String> headers() {
    List<String> headers = new ArrayList<>(plan.labels());
    plan.measures().forEach(measure -> headers.add(ours(measure)));
    headers.add("n");
    headers.add("difference");
    plan.publishedColumns().forEach(published -> headers.add(published + " (paper)"));
    plan.measures().stream()
        .filter(this::isPublished)
        .forEach(measure -> headers.add(measure + " ours - paper"));
    return headers;
  }

  private String ours(String measure) {
    return ExperimentPlan.column(column, measure) + (simulated ? " (ours, simulated)" : " (ours)");
  }

  /** Whether the paper has this measure for the data set that our column is named as. */
  private boolean isPublished(String measure) {
    return plan.publishedColumns().contains(ExperimentPlan.column(column, measure));
  }

  private List<List<String>> lines() {
    return rows.stream().map(this::line).toList();
  }

  private List<String> line(SweepRow row) {
    List<String> line = new ArrayList<>(row.labels());
    Optional<CellResult> result = result(row.cell());
    plan.measures()
        .forEach(measure -> line.add(result.map(r -> shown(measure, r.values())).orElse("")));
    line.add(result.map(r -> Integer.toString(r.n())).orElse(""));
    line.add(difference(row).map(d -> Tables.interval(d) + " to " + against(row)).orElse(""));
    plan.publishedColumns()
        .forEach(published -> line.add(row.published().getOrDefault(published, "")));
    plan.measures().stream()
        .filter(this::isPublished)
        .forEach(measure -> line.add(minusPublished(row, measure)));
    return line;
  }

  private static String shown(String measure, Map<String, CellResult.Value> values) {
    CellResult.Value value = values.get(measure);
    if (value == null) {
      return "";
    }
    List<Double> interval = value.interval();
    return interval.isEmpty()
        ? String.format(Locale.ROOT, "%.0f", value.mean())
        : String.format(
            Locale.ROOT, "%.3f [%.3f, %.3f]", value.mean(), interval.get(0), interval.get(1));
  }

  private String minusPublished(SweepRow row, String measure) {
    String paper = row.published().getOrDefault(ExperimentPlan.column(column, measure), "");
    Optional<CellResult.Value> value =
        result(row.cell()).map(result -> result.values().get(measure));
    if (paper.isEmpty() || value.isEmpty()) {
      return "";
    }
    double published = Double.parseDouble(paper.split(" ", 2)[0]);
    String format = value.get().interval().isEmpty() ? "%+.0f" : "%+.3f";
    return String.format(Locale.ROOT, format, value.get().mean() - published);
  }

  /** The result of a cell that is done and filled. */
  private Optional<CellResult> result(Optional<Cell> cell) {
    return cell.map(c -> results.get(c.id())).filter(result -> result.unfilled().isEmpty());
  }

  private Optional<PairedBootstrap> difference(SweepRow row) {
    Optional<CellResult> other = result(row.against());
    return other.flatMap(o -> result(row.cell()).flatMap(own -> own.minus(o, seed)));
  }

  /** What stands below the table. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (simulated) {
      notes.add("Simulated. " + Report.SIMULATED);
    }
    notes.add("Published values: " + plan.source() + ".");
    notes.addAll(plan.notes());
    notes.add(INTERVALS);
    notes.add(
        described.entrySet().stream()
            .map(setting -> setting.getKey() + " " + setting.getValue())
            .collect(
                Collectors.joining("; ", "Settings, where a row does not name others: ", ".")));
    notes.addAll(reasons());
    rows.stream().flatMap(row -> failures(row).stream()).forEach(notes::add);
    return notes;
  }

  /** What a row is held against: the labels that differ from its own. */
  private String against(SweepRow row) {
    return rows.stream()
        .filter(other -> other.cell().isPresent() && other.cell().equals(row.against()))
        .findFirst()
        .map(other -> differing(other.labels(), row.labels()))
        .orElse("");
  }

  private static String differing(List<String> labels, List<String> own) {
    return IntStream.range(0, labels.size())
        .filter(i -> !labels.get(i).isEmpty() && !labels.get(i).equals(own.get(i)))
        .mapToObj(labels::get)
        .collect(Collectors.joining(", "));
  }

  private static String label(SweepRow row) {
    return row.labels().stream()
        .filter(label -> !label.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /** Why rows are empty; rows of one reason share a line. */
  private List<String> reasons() {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (SweepRow row : rows) {
      reason(row)
          .ifPresent(why -> byReason.computeIfAbsent(why, w -> new ArrayList<>()).add(label(row)));
    }
    List<String> reasons = new ArrayList<>();
    byReason.forEach(
        (why, labels) -> reasons.add("Empty: " + String.join("; ", labels) + ": " + why + "."));
    if (rows.stream().anyMatch(SweepRow::isPublishedOnly)) {
      reasons.add("Rows of the paper alone are of recommenders, models or sizes other than these.");
    }
    return reasons;
  }

  private Optional<String> reason(SweepRow row) {
    if (row.cell().isEmpty()) {
      return row.unfilled();
    }
    CellResult result = results.get(row.cell().get().id());
    return result == null ? Optional.of("not run yet") : result.unfilled();
  }

  private Optional<String> failures(SweepRow row) {
    return result(row.cell())
        .filter(result -> result.fallbackShare() > 0)
        .map(
            result ->
                String.format(
                    Locale.ROOT,
                    "%s: %.1f %% of the users kept the base order, as their call failed or its answer could"
                        + " not be read.",
                    label(row),
                    100 * result.fallbackShare()));
  }

  /** As comma separated values: a header, and numbers in full. */
  String csv() {
    List<String> columns = new ArrayList<>(plan.labels());
    columns.addAll(List.of("cell", "simulated", "n"));
    for (String measure : plan.measures()) {
      columns.addAll(List.of(measure, measure + " low", measure + " high"));
    }
    columns.addAll(
        List.of(
            "difference",
            "difference low",
            "difference high",
            "difference to",
            "fallback share",
            "empty"));
    plan.publishedColumns().forEach(published -> columns.add(published + " (paper)"));
    Stream<Map<String, String>> values = rows.stream().map(this::csvRow);
    return TableLayout.CSV.lines(columns, values).collect(Collectors.joining("\n", "", "\n"));
  }

  private Map<String, String> csvRow(SweepRow row) {
    Map<String, String> csv = new LinkedHashMap<>();
    for (int i = 0; i < plan.labels().size(); i++) {
      csv.put(plan.labels().get(i), row.labels().get(i));
    }
    row.cell().ifPresent(cell -> csv.put("cell", cell.id()));
    result(row.cell()).ifPresent(result -> put(csv, result));
    difference(row)
        .ifPresent(
            difference -> {
              List<Double> interval = List.of(difference.low(), difference.high());
              put(csv, "difference", difference.meanDifference(), interval);
              csv.put("difference to", against(row));
            });
    reason(row).ifPresent(why -> csv.put("empty", why));
    row.published().forEach((name, value) -> csv.put(name + " (paper)", value));
    return csv;
  }

  private void put(Map<String, String> csv, CellResult result) {
    csv.put("simulated", Boolean.toString(simulated));
    csv.put("n", Integer.toString(result.n()));
    csv.put("fallback share", Double.toString(result.fallbackShare()));
    for (String measure : plan.measures()) {
      CellResult.Value value = result.values().get(measure);
      if (value != null) {
        put(csv, measure, value.mean(), value.interval());
      }
    }
  }

  private static void put(
      Map<String, String> csv, String name, double mean, List<Double> interval) {
    csv.put(name, Double.toString(mean));
    if (!interval.isEmpty()) {
      csv.put(name + " low", interval.get(0).toString());
      csv.put(name + " high", interval.get(1).toString());
    }
  }

  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("experiment", plan.name());
    json.put("shows", plan.shows());
    json.put("source", plan.source());
    json.put("simulated", simulated);
    json.put("column", column);
    json.put("settings", described);
    json.put("rows", rows.stream().map(this::jsonRow).toList());
    json.put("notes", notes());
    return json;
  }

  private Map<String, Object> jsonRow(SweepRow row) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("labels", row.labels());
    row.cell().ifPresent(cell -> json.put("cell", cell.id()));
    result(row.cell())
        .ifPresent(
            result -> {
              Map<String, Object> ours = result.asJson();
              ours.remove("ndcg@10");
              json.put("ours", ours);
            });
    difference(row)
        .ifPresent(
            difference -> {
              Map<String, Object> held = Json.interval(difference);
              held.put("to", against(row));
              json.put("difference", held);
            });
    reason(row).ifPresent(why -> json.put("empty", why));
    json.put("published", row.published());
    return json;
  }
}
