package io.agp.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A paper's table or figure as its data file has it: rows to run, the published values, and how
 * both are laid out.
 *
 * @param name what the command line calls it
 * @param shows what it shows, in one line
 * @param needs what it takes beyond data and a model
 * @param source the paper and the table
 * @param labels what the columns before the values are called
 * @param dataSets the paper's data sets
 * @param measures as {@link CellMeasure} names them, and {@link CellMeasure#CALLS}
 * @param models how the paper abbreviates models, by their ids or their providers
 * @param recommenders the base recommenders; each gets all rows
 * @param settings of the paper, where they differ from the commands' defaults: objects {@code
 *     learning} and {@code rpp}, and {@code testUsers}
 * @param cells the rows to run
 * @param published the paper's rows
 * @param notes what a reader must know of the rows
 */
record ExperimentPlan(
    String name,
    String shows,
    String needs,
    String source,
    List<String> labels,
    List<String> dataSets,
    List<String> measures,
    Map<String, String> models,
    List<String> recommenders,
    JsonObject settings,
    List<CellTemplate> cells,
    List<Published> published,
    List<String> notes) {
  /** All of them, in the order of the papers. */
  static final List<String> NAMES =
      List.of(
          "table1",
          "fig2",
          "fig3",
          "efficiency",
          "rpp-table2",
          "rpp-table3",
          "rpp-table4",
          "rpp-table5",
          "rpp-table6",
          "rpp-table7",
          "rpp-table8",
          "rpp-fig4",
          "rpp-fig5",
          "rpp-fig6");

  /**
   * A row as it was published.
   *
   * @param labels the row's labels
   * @param values by "data set measure", as printed; without those that the paper does not give
   */
  record Published(List<String> labels, Map<String, String> values) {}

  /**
   * Reads an experiment's data file.
   *
   * @throws IllegalArgumentException if there is no experiment of this name
   */
  static ExperimentPlan load(String name) {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "Unknown experiment \"" + name + "\": known are " + String.join(", ", NAMES));
    }
    String file = "experiments/" + name + ".json";
    try (InputStream in = ExperimentPlan.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException("the resource " + file + " is missing");
      }
      return of(
          name, JsonObject.parse(file, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ExperimentPlan of(String name, JsonObject json) {
    List<String> dataSets = json.strings("dataSets");
    List<String> measures = json.strings("measures");
    Map<String, String> models = new LinkedHashMap<>();
    JsonObject abbreviated = json.object("models");
    abbreviated.fields().keySet().forEach(id -> models.put(id, abbreviated.string(id)));
    return new ExperimentPlan(
        name,
        json.string("shows"),
        json.string("needs"),
        json.string("source"),
        json.strings("labels"),
        dataSets,
        measures,
        models,
        json.strings("recommenders"),
        json.object("settings"),
        json.objects("cells", false).stream().map(CellTemplate::of).toList(),
        json.objects("published", false).stream()
            .map(row -> published(row, dataSets, measures))
            .toList(),
        json.strings("notes"));
  }

  private static Published published(JsonObject row, List<String> dataSets, List<String> measures) {
    List<String> printed = row.strings("values");
    List<String> columns = columns(dataSets, measures);
    if (printed.size() != columns.size()) {
      throw new IllegalArgumentException(
          row.strings("labels") + " must have " + columns + ", has " + printed);
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < printed.size(); i++) {
      if (!printed.get(i).isEmpty()) {
        values.put(columns.get(i), printed.get(i));
      }
    }
    return new Published(row.strings("labels"), values);
  }

  private static List<String> columns(List<String> dataSets, List<String> measures) {
    List<String> columns = new ArrayList<>();
    dataSets.forEach(set -> measures.forEach(measure -> columns.add(column(set, measure))));
    return columns;
  }

  static String column(String dataSet, String measure) {
    return dataSet + " " + measure;
  }

  /** Whether it is of the RPP paper, which AGP's own settings do not concern. */
  boolean isRpp() {
    return name.startsWith("rpp");
  }

  /** How many rows there are to run, with the experiment's own recommenders. */
  int cellCount() {
    long rows = cells.stream().filter(cell -> cell.unfilled().isEmpty()).count();
    return (int) rows * recommenders.size();
  }

  /** The columns that the paper gives at least one value of. */
  List<String> publishedColumns() {
    return columns(dataSets, measures).stream()
        .filter(column -> published.stream().anyMatch(row -> row.values().containsKey(column)))
        .toList();
  }

  /** How the paper abbreviates a model; its id if it does not. */
  String modelLabel(Provider provider, String id) {
    return models.getOrDefault(id, models.getOrDefault(provider.toString(), id));
  }
}
