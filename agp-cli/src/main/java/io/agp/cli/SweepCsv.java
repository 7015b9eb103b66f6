package io.agp.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An experiment's table for programs. */
record SweepCsv(SweepTable table) {
  /** As comma separated values: a header, and numbers in full. */
  String text() {
    List<String> columns = new ArrayList<>(table.plan().labels());
    columns.addAll(List.of("cell", "simulated", "n"));
    for (String measure : table.plan().measures()) {
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
    table.plan().publishedColumns().forEach(published -> columns.add(published + " (paper)"));
    Stream<Map<String, String>> values = table.rows().stream().map(this::csvRow);
    return TableLayout.CSV.lines(columns, values).collect(Collectors.joining("\n", "", "\n"));
  }

  private Map<String, String> csvRow(SweepRow row) {
    Map<String, String> csv = new LinkedHashMap<>();
    for (int i = 0; i < table.plan().labels().size(); i++) {
      csv.put(table.plan().labels().get(i), row.labels().get(i));
    }
    row.cell().ifPresent(cell -> csv.put("cell", cell.id()));
    table.result(row.cell()).ifPresent(result -> put(csv, result));
    table
        .difference(row)
        .ifPresent(
            difference -> {
              List<Double> interval = List.of(difference.low(), difference.high());
              put(csv, "difference", difference.meanDifference(), interval);
              csv.put("difference to", table.against(row));
            });
    table.reason(row).ifPresent(why -> csv.put("empty", why));
    row.published().forEach((name, value) -> csv.put(name + " (paper)", value));
    return csv;
  }

  private void put(Map<String, String> csv, CellResult result) {
    csv.put("simulated", Boolean.toString(table.simulated()));
    csv.put("n", Integer.toString(result.n()));
    csv.put("fallback share", Double.toString(result.fallbackShare()));
    for (String measure : table.plan().measures()) {
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
}
