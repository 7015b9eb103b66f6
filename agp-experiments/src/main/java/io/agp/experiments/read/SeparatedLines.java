package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Lines of fields with a separator between them, and nothing that could quote one. Immutable and
 * thread-safe.
 *
 * @param charset a superset of ASCII
 * @param separator not empty
 */
record SeparatedLines(Charset charset, String separator) {
  /**
   * Reads a file without a header.
   *
   * @param names what its fields are; a line that has more or fewer is malformed
   */
  void read(TextSource source, List<String> names, Reading reading, Consumer<Row> rows) {
    read(source, 1, names, names.size(), reading, rows);
  }

  /** Reads what follows the first line, which the caller has understood. */
  void readAfterHeader(TextSource source, List<String> names, Reading reading, Consumer<Row> rows) {
    read(source, 2, names, names.size(), reading, rows);
  }

  /**
   * Reads a file whose first line names its fields. Fields that nobody asked for may be missing at
   * the end of a line.
   *
   * @param columns the columns it must have, in any place; others may be there too
   */
  void readNamed(TextSource source, List<String> columns, Reading reading, Consumer<Row> rows) {
    List<String> names = header(source);
    if (!names.containsAll(columns) || new HashSet<>(names).size() < names.size()) {
      throw DataException.at(
          source.name(),
          1,
          "header",
          String.join(separator, names),
          "must name each column once, and among them " + String.join(", ", columns));
    }
    int fewest = columns.stream().mapToInt(names::indexOf).max().orElse(0) + 1;
    read(source, 2, names, fewest, reading, rows);
  }

  /** The fields of the first line; one empty field if there is none. */
  List<String> header(TextSource source) {
    return split(Lines.first(source, charset).text(), Integer.MAX_VALUE);
  }

  private void read(
      TextSource source,
      long from,
      List<String> names,
      int fewest,
      Reading reading,
      Consumer<Row> rows) {
    Lines.read(source, charset, from, reading, line -> rows.accept(row(line, names, fewest)));
  }

  private Row row(Lines.Line line, List<String> names, int fewest) {
    List<String> values = split(line.text(), names.size() + 1);
    if (values.size() < fewest || values.size() > names.size()) {
      throw line.rejected("line", line.text(), "must have the fields " + String.join(", ", names));
    }
    return new Row(line.file(), line.number(), names, values);
  }

  /** Splits into so many fields at most: what is behind the last one is left in it. */
  private List<String> split(String text, int most) {
    List<String> fields = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf(separator);
        end >= 0 && fields.size() < most - 1;
        end = text.indexOf(separator, start)) {
      fields.add(text.substring(start, end));
      start = end + separator.length();
    }
    fields.add(text.substring(start));
    return fields;
  }
}
