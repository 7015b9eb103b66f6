package io.agp.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a table's rows become lines. */
enum TableLayout {
  /** Comma separated values with a header; a value that is not known is empty. */
  CSV {
    @Override
    Stream<String> lines(List<String> columns, Stream<Map<String, String>> rows) {
      return Stream.concat(
          Stream.of(line(columns.stream())),
          rows.map(row -> line(columns.stream().map(column -> row.getOrDefault(column, "")))));
    }
  },

  /** One JSON object a line; a value that is not known is absent. */
  JSONL {
    @Override
    Stream<String> lines(List<String> columns, Stream<Map<String, String>> rows) {
      return rows.map(Json::line);
    }
  };

  abstract Stream<String> lines(List<String> columns, Stream<Map<String, String>> rows);

  /** The name of a table's file. */
  String file(String table) {
    return table + (this == CSV ? ".csv" : ".jsonl");
  }

  private static String line(Stream<String> values) {
    return values.map(TableLayout::quoted).collect(Collectors.joining(","));
  }

  private static String quoted(String value) {
    boolean plain = value.chars().noneMatch(c -> ",\"\r\n".indexOf(c) >= 0) && isUnpadded(value);
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }

  /** Some programs strip what is not quoted. */
  private static boolean isUnpadded(String value) {
    return value.equals(value.strip());
  }
}
