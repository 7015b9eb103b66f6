package io.agp.experiments.read;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Separated values with a header as a table. A value may hold line breaks in quotes; an empty one
 * is no value. Empty lines are no rows.
 *
 * @param source the bytes
 * @param delimiter what separates values
 * @param charset the characters
 */
record CsvRows(TextSource source, char delimiter, Charset charset) implements TableRows {
  @Override
  public void read(List<String> columns, Reading reading, Consumer<TableRow> rows) {
    CsvTable.read(
        source, delimiter, charset, columns, reading, row -> rows.accept(textRow(row, columns)));
  }

  private static TableRow textRow(Row row, List<String> columns) {
    Map<String, String> values = new HashMap<>();
    for (String column : columns) {
      String value = row.value(column);
      if (!value.isEmpty()) {
        values.put(column, value);
      }
    }
    return new TextRow(row.file(), row.line(), values);
  }
}
