package io.agp.experiments.read;

import java.util.List;
import java.util.function.Consumer;

/** The rows of a table, to be read one at a time. Implementations are immutable. */
@FunctionalInterface
interface TableRows {
  /**
   * Reads every row in order.
   *
   * @param columns the columns that are wanted; a table without one of them is refused
   * @param reading counts malformed rows
   * @param rows is given each row
   */
  void read(List<String> columns, Reading reading, Consumer<TableRow> rows);
}
