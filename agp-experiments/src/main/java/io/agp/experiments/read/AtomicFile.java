package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One of RecBole's atomic files: fields with tabs between them, and a header that says of each its
 * name and type, {@code name:type}. Immutable and thread-safe.
 *
 * @param source the text, in UTF-8
 * @param columns its columns in their order, of different names
 */
record AtomicFile(TextSource source, List<AtomicFile.Column> columns) {
  private static final SeparatedLines FIELDS = new SeparatedLines(StandardCharsets.UTF_8, "\t");

  /**
   * A column.
   *
   * @param name not blank
   * @param type one of the four types
   */
  record Column(String name, String type) {
    static final String TOKEN = "token";
    static final String TOKENS = "token_seq";
    static final String FLOAT = "float";
    static final String FLOATS = "float_seq";

    private static final Set<String> TYPES = Set.of(TOKEN, TOKENS, FLOAT, FLOATS);

    /** Reads {@code name:type}; a name may hold a colon. */
    static Optional<Column> of(String cell) {
      int colon = cell.lastIndexOf(':');
      return colon > 0
              && !cell.substring(0, colon).isBlank()
              && TYPES.contains(cell.substring(colon + 1))
          ? Optional.of(new Column(cell.substring(0, colon), cell.substring(colon + 1)))
          : Optional.empty();
    }

    boolean isToken() {
      return type.equals(TOKEN);
    }

    boolean isFloat() {
      return type.equals(FLOAT);
    }

    boolean isSequence() {
      return type.equals(TOKENS) || type.equals(FLOATS);
    }
  }

  /** Whether a first line is a header of such a file. */
  static boolean isHeader(String line) {
    return List.of(line.split("\t", -1)).stream().allMatch(cell -> Column.of(cell).isPresent());
  }

  static AtomicFile of(DataFile file) {
    TextSource source = file.source();
    List<String> cells = FIELDS.header(source);
    List<Column> columns = cells.stream().map(cell -> column(source, cell)).toList();
    Set<String> names = new HashSet<>();
    columns.forEach(
        column -> {
          if (!names.add(column.name())) {
            throw headerFault(source, column.name(), "must name each column once");
          }
        });
    return new AtomicFile(source, columns);
  }

  private static Column column(TextSource source, String cell) {
    return Column.of(cell)
        .orElseThrow(
            () ->
                headerFault(
                    source,
                    cell,
                    "must be name:type with the type token, token_seq, float or float_seq"));
  }

  private static DataException headerFault(TextSource source, String cell, String rule) {
    return DataException.at(source.name(), 1, "header", cell, rule);
  }

  /** The first of the names that is a column of the kind. */
  Optional<Column> named(List<String> names, Predicate<Column> kind) {
    return names.stream().flatMap(name -> find(name, kind).stream()).findFirst();
  }

  private Optional<Column> find(String name, Predicate<Column> kind) {
    return columns.stream().filter(c -> c.name().equals(name)).filter(kind).findFirst();
  }

  /** The first column of identifiers that is wanted, or an error that says what is missing. */
  Column firstToken(Predicate<Column> wanted, String what) {
    return columns.stream()
        .filter(Column::isToken)
        .filter(wanted)
        .findFirst()
        .orElseThrow(
            () ->
                headerFault(
                    source,
                    String.join("\t", columns.stream().map(Column::name).toList()),
                    "must have a column of " + what + " of type token"));
  }

  void read(Reading reading, Consumer<Row> rows) {
    FIELDS.readAfterHeader(source, columns.stream().map(Column::name).toList(), reading, rows);
  }
}
