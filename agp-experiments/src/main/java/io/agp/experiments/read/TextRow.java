package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A row whose columns hold texts.
 *
 * @param source what messages call the table
 * @param number the line or row, from 1
 * @param values the texts by column; a column without a value is absent
 */
record TextRow(String source, long number, Map<String, String> values) implements TableRow {
  @Override
  public Optional<String> scalar(String column) {
    return Optional.ofNullable(values.get(column));
  }

  @Override
  public List<String> texts(String column) {
    return scalar(column).stream().toList();
  }

  @Override
  public DataException rejected(String column, String rule) {
    return DataException.at(source, number, column, values.getOrDefault(column, ""), rule);
  }

  @Override
  public String place() {
    return source + ", line " + number;
  }
}
