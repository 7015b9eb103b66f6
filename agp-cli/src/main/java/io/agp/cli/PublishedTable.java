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
 * A paper's table as it was published.
 *
 * @param source the paper and the table
 * @param dataSets what the columns are called
 * @param rows the rows in the paper's order
 */
record PublishedTable(String source, List<String> dataSets, List<Row> rows) {
  /**
   * One row.
   *
   * @param recommender the base recommender
   * @param method the method
   * @param model the language model; empty for the base ranking
   * @param values by data set, as they are printed
   */
  record Row(String recommender, String method, String model, Map<String, String> values) {}

  /** Table 1 of the AGP paper. */
  static PublishedTable agpTable1() {
    try (InputStream in = PublishedTable.class.getResourceAsStream("agp-table1.json")) {
      if (in == null) {
        throw new IOException("the resource agp-table1.json is missing");
      }
      return of(
          JsonObject.parse(
              "agp-table1.json", new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PublishedTable of(JsonObject json) {
    List<String> dataSets = json.strings("dataSets");
    List<Row> rows = new ArrayList<>();
    for (JsonObject row : json.objects("rows", false)) {
      Map<String, String> values = new LinkedHashMap<>();
      List<String> printed = row.strings("values");
      for (int i = 0; i < dataSets.size(); i++) {
        values.put(dataSets.get(i), printed.get(i));
      }
      rows.add(
          new Row(row.string("recommender"), row.string("method"), row.string("model"), values));
    }
    return new PublishedTable(json.string("source"), dataSets, rows);
  }
}
