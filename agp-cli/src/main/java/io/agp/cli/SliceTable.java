package io.agp.cli;

import com.github.freva.asciitable.ColumnData;
import com.google.common.primitives.Ints;
import io.agp.experiments.report.Comparison;
import io.agp.metrics.Evaluation;
import io.agp.metrics.PairedBootstrap;
import io.agp.metrics.Slicing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** NDCG@10 of each slice of the users, by method, with what it gains over the base ranking. */
final class SliceTable {
  private static final int CUT_OFF = 10;

  private final Comparison comparison;
  private final long seed;
  private final List<Row> rows = new ArrayList<>();

  /** One slice: the places of its users. */
  private record Row(String slice, List<Integer> places) {}

  SliceTable(Comparison comparison, List<Slicing> slicings, long seed) {
    this.comparison = comparison;
    this.seed = seed;
    Evaluation any = comparison.of(comparison.methods().iterator().next());
    for (Slicing slicing : slicings) {
      slicing
          .slices(any.users())
          .forEach((name, places) -> rows.add(new Row(name, Ints.asList(places))));
    }
  }

  String text() {
    List<ColumnData<Row>> columns = new ArrayList<>();
    columns.add(TextTable.left("slice", Row::slice));
    columns.add(TextTable.right("n", row -> Integer.toString(row.places.size())));
    for (String method : comparison.methods()) {
      columns.add(
          TextTable.right(
              Tables.name(method),
              row -> String.format(Locale.ROOT, "%.3f", mean(ndcg(method, row)))));
    }
    others()
        .forEach(
            method ->
                columns.add(
                    TextTable.right(
                        Tables.name(method) + " - Base",
                        row -> Tables.interval(difference(method, row)))));
    return TextTable.of(rows, columns);
  }

  /** For each slice its name, its size, and for each method NDCG@10 and the gain over the base. */
  List<Map<String, Object>> asJson() {
    return rows.stream().map(this::asJson).toList();
  }

  private Map<String, Object> asJson(Row row) {
    Map<String, Object> methods = new LinkedHashMap<>();
    Set<String> others = others();
    for (String method : comparison.methods()) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("ndcg@10", mean(ndcg(method, row)));
      if (others.contains(method)) {
        PairedBootstrap gain = difference(method, row);
        values.put("difference", gain.meanDifference());
        values.put("ci95", List.of(gain.low(), gain.high()));
      }
      methods.put(method, values);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("slice", row.slice);
    json.put("n", row.places.size());
    json.put("methods", methods);
    return json;
  }

  /** The methods that are held against the base ranking; none without it. */
  private Set<String> others() {
    Set<String> others = new LinkedHashSet<>(comparison.methods());
    return others.remove(Comparison.BASE) ? others : Set.of();
  }

  private double[] ndcg(String method, Row row) {
    double[] all = comparison.of(method).ndcgPerUser(CUT_OFF);
    return row.places.stream().mapToDouble(place -> all[place]).toArray();
  }

  private PairedBootstrap difference(String method, Row row) {
    return PairedBootstrap.compare(ndcg(Comparison.BASE, row), ndcg(method, row), seed);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
