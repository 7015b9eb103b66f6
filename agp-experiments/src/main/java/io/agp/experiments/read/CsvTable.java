package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Separated values with a header, read one record at a time. Empty lines are no records. A record
 * that breaks a rule is one malformed record; text that is no CSV at all, or no UTF-8, is the end,
 * as nobody can tell where the next record begins.
 */
final class CsvTable {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(true).get();
  private static final Pattern LINE_BREAK = Pattern.compile("[\\r\\n]");
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,18}");

  private final TextSource source;
  private final Reading reading;
  private List<String> header = List.of();
  private long line;

  private CsvTable(TextSource source, Reading reading) {
    this.source = source;
    this.reading = reading;
  }

  /**
   * Reads every record in the order of the file.
   *
   * @param source the text
   * @param columns the columns it must have, in any place; others may be there too
   * @param reading counts malformed records
   * @param rows is given each record after the header
   */
  static void read(TextSource source, List<String> columns, Reading reading, Consumer<Row> rows) {
    new CsvTable(source, reading).read(columns, rows);
  }

  private void read(List<String> columns, Consumer<Row> rows) {
    try (CSVParser parser = CSVParser.parse(source.open(), FORMAT)) {
      Iterator<CSVRecord> records = parser.iterator();
      header = header(records, columns);
      line = parser.getCurrentLineNumber();
      while (records.hasNext()) {
        CSVRecord next = records.next();
        line = parser.getCurrentLineNumber();
        reading.record(() -> rows.accept(row(next)));
      }
    } catch (UncheckedIOException e) {
      throw failure(Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private List<String> header(Iterator<CSVRecord> records, List<String> columns) {
    List<String> names = records.hasNext() ? records.next().toList() : List.of();
    String shown = String.join(",", names);
    if (!names.containsAll(columns)) {
      throw DataException.at(
          source.name(), 1, "header", shown, "must name " + String.join(",", columns));
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw DataException.at(source.name(), 1, "header", shown, "must name each column once");
    }
    return List.copyOf(names);
  }

  private Row row(CSVRecord values) {
    if (values.size() != header.size()) {
      throw DataException.at(
          source.name(),
          line,
          "record",
          String.join(",", values),
          String.format("must have %d fields, has %d", header.size(), values.size()));
    }
    return new Row(values);
  }

  private DataException failure(IOException cause) {
    if (cause instanceof CSVException) {
      return DataException.at(
          source.name(), line + 1, "must be well-formed CSV: " + cause.getMessage());
    }
    return source.failure(cause);
  }

  /** One record; valid until the next one is read. */
  final class Row {
    private final CSVRecord values;

    private Row(CSVRecord values) {
      this.values = values;
    }

    /** A text on one line; may be empty. */
    String text(String column) {
      String value = value(column);
      // A stray quote swallows what follows up to the next quote: that is damage, not a title.
      if (LINE_BREAK.matcher(value).find()) {
        throw rejected(column, "must not hold a line break");
      }
      return value;
    }

    /** An identifier that is a whole number, as it is written. */
    String id(String column) {
      String value = value(column);
      if (!WHOLE_NUMBER.matcher(value).matches()) {
        throw rejected(column, "must be a whole number of 1 to 18 digits");
      }
      return value;
    }

    long wholeNumber(String column, long max) {
      long value = Long.parseLong(id(column));
      if (value > max) {
        throw rejected(column, "must be at most " + max);
      }
      return value;
    }

    double number(String column, double min, double max) {
      double value = parsed(column);
      if (!(value >= min && value <= max)) {
        throw rejected(column, String.format("must be a number from %s to %s", min, max));
      }
      return value;
    }

    private double parsed(String column) {
      try {
        return Double.parseDouble(value(column));
      } catch (NumberFormatException e) {
        return Double.NaN;
      }
    }

    /** Says that a field of this record breaks a rule. */
    DataException rejected(String column, String rule) {
      return DataException.at(source.name(), line, column, value(column), rule);
    }

    /** Where this record is, for people. */
    String place() {
      return source.name() + ", line " + line;
    }

    private String value(String column) {
      return values.get(header.indexOf(column));
    }
  }
}
