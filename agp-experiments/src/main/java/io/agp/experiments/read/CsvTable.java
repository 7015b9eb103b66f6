package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
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
  private final TextSource source;
  private final char delimiter;
  private final Charset charset;
  private final Reading reading;
  private List<String> header = List.of();
  private long line;

  private CsvTable(TextSource source, char delimiter, Charset charset, Reading reading) {
    this.source = source;
    this.delimiter = delimiter;
    this.charset = charset;
    this.reading = reading;
  }

  /** Reads comma separated values in UTF-8. */
  static void read(TextSource source, List<String> columns, Reading reading, Consumer<Row> rows) {
    read(source, ',', StandardCharsets.UTF_8, columns, reading, rows);
  }

  /**
   * Reads every record in the order of the file.
   *
   * @param source the text
   * @param delimiter what separates values
   * @param charset the characters
   * @param columns the columns it must have, in any place; others may be there too
   * @param reading counts malformed records
   * @param rows is given each record after the header
   */
  static void read(
      TextSource source,
      char delimiter,
      Charset charset,
      List<String> columns,
      Reading reading,
      Consumer<Row> rows) {
    new CsvTable(source, delimiter, charset, reading).read(columns, rows);
  }

  private void read(List<String> columns, Consumer<Row> rows) {
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setDelimiter(delimiter).setIgnoreEmptyLines(true).get();
    try (BoundedReader text = new BoundedReader(source.open(charset), Lines.LONGEST);
        CSVParser parser = CSVParser.parse(text, format)) {
      Iterator<CSVRecord> records = parser.iterator();
      header = header(records, columns);
      line = parser.getCurrentLineNumber();
      for (text.restart(); records.hasNext(); text.restart()) {
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
    String shown = String.join(String.valueOf(delimiter), names);
    for (String column : columns) {
      if (!names.contains(column)) {
        throw DataException.at(source.name(), 1, "header", shown, "must name the column " + column);
      }
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
          String.join(String.valueOf(delimiter), values),
          String.format("must have %d fields, has %d", header.size(), values.size()));
    }
    return new Row(source.name(), line, header, values.toList());
  }

  private DataException failure(IOException cause) {
    if (cause instanceof BoundedReader.LimitException) {
      return DataException.at(
          source.name(),
          line + 1,
          String.format(
              "must be a record of at most %d characters: is a quote missing?", Lines.LONGEST));
    }
    if (cause instanceof CSVException) {
      return DataException.at(
          source.name(), line + 1, "must be well-formed CSV: " + cause.getMessage());
    }
    return source.failureAt(line + 1, charset, cause);
  }
}
