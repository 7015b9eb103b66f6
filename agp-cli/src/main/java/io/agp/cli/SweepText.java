package io.agp.cli;

import com.github.freva.asciitable.ColumnData;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** An experiment's table as people read it, numbers rounded. */
record SweepText(SweepTable table) {
  /** As people read it on a terminal. */
  String text() {
    List<String> headers = headers();
    List<ColumnData<List<String>>> columns = new ArrayList<>();
    for (int i = 0; i < headers.size(); i++) {
      int place = i;
      columns.add(
          i < table.plan().labels().size()
              ? TextTable.left(headers.get(i), row -> row.get(place))
              : TextTable.right(headers.get(i), row -> row.get(place)));
    }
    return TextTable.of(lines(), columns) + "\n" + String.join("\n", table.notes());
  }

  /** As a page. */
  String markdown() {
    List<String> page = new ArrayList<>();
    page.add("# " + table.plan().name() + ": " + table.plan().shows());
    page.add("");
    page.add(markdownRow(headers()));
    page.add("|" + "---|".repeat(headers().size()));
    lines().forEach(line -> page.add(markdownRow(line)));
    page.add("");
    table.notes().forEach(note -> page.add("- " + note));
    return String.join("\n", page) + "\n";
  }

  private static String markdownRow(List<String> values) {
    return values.stream()
        .map(value -> TextTable.onOneLine(value).replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private List<String> headers() {
    List<String> headers = new ArrayList<>(table.plan().labels());
    table.plan().measures().forEach(measure -> headers.add(ours(measure)));
    headers.add("n");
    headers.add("difference");
    table.plan().publishedColumns().forEach(published -> headers.add(published + " (paper)"));
    table.plan().measures().stream()
        .filter(this::isPublished)
        .forEach(measure -> headers.add(measure + " ours - paper"));
    return headers;
  }

  private String ours(String measure) {
    return ExperimentPlan.column(table.column(), measure)
        + (table.simulated() ? " (ours, simulated)" : " (ours)");
  }

  /** Whether the paper has this measure for the data set that our column is named as. */
  private boolean isPublished(String measure) {
    return table.plan().publishedColumns().contains(ExperimentPlan.column(table.column(), measure));
  }

  private List<List<String>> lines() {
    return table.rows().stream().map(this::line).toList();
  }

  private List<String> line(SweepRow row) {
    List<String> line = new ArrayList<>(row.labels());
    Optional<CellResult> result = table.result(row.cell());
    table
        .plan()
        .measures()
        .forEach(measure -> line.add(result.map(r -> shown(measure, r.values())).orElse("")));
    line.add(result.map(r -> Integer.toString(r.n())).orElse(""));
    line.add(
        table
            .difference(row)
            .map(d -> Tables.interval(d) + " to " + table.against(row))
            .orElse(""));
    table
        .plan()
        .publishedColumns()
        .forEach(published -> line.add(row.published().getOrDefault(published, "")));
    table.plan().measures().stream()
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
    String paper = row.published().getOrDefault(ExperimentPlan.column(table.column(), measure), "");
    Optional<CellResult.Value> value =
        table.result(row.cell()).map(result -> result.values().get(measure));
    if (paper.isEmpty() || value.isEmpty()) {
      return "";
    }
    double published = Double.parseDouble(paper.split(" ", 2)[0]);
    String format = value.get().interval().isEmpty() ? "%+.0f" : "%+.3f";
    return String.format(Locale.ROOT, format, value.get().mean() - published);
  }
}
