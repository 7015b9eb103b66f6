package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

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
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setDelimiter(delimiter).setIgnoreEmptyLines(true).get();
    try (RecordLimit text = new RecordLimit(open());
        CSVParser parser = CSVParser.parse(text, format)) {
      Iterator<CSVRecord> records = parser.iterator();
      List<String> header =
          header(hasNext(records, 0) ? records.next().toList() : List.of(), columns);
      long line = parser.getCurrentLineNumber();
      while (hasNext(records, line)) {
        CSVRecord next = records.next();
        text.next();
        long end = parser.getCurrentLineNumber();
        line = end;
        reading.record(() -> rows.accept(row(next, end, header, columns)));
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private Reader open() throws IOException {
    return charset.equals(StandardCharsets.UTF_8)
        ? source.open()
        : new InputStreamReader(source.bytes(), charset.newDecoder());
  }

  /** Malformed text is located behind the last record, as its own end is anywhere. */
  private boolean hasNext(Iterator<CSVRecord> records, long line) throws IOException {
    try {
      return records.hasNext();
    } catch (UncheckedIOException e) {
      IOException cause = Objects.requireNonNull(e.getCause());
      if (cause instanceof CSVException) {
        throw DataException.at(
            source.name(), line + 1, "must be well-formed separated values: " + cause.getMessage());
      }
      throw cause;
    }
  }

  private List<String> header(List<String> names, List<String> columns) {
    String shown = String.join(String.valueOf(delimiter), names);
    for (String column : columns) {
      if (!names.contains(column)) {
        throw DataException.at(source.name(), 1, "header", shown, "must name the column " + column);
      }
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw DataException.at(source.name(), 1, "header", shown, "must name each column once");
    }
    return names;
  }

  private TableRow row(CSVRecord values, long line, List<String> header, List<String> columns) {
    if (values.size() != header.size()) {
      throw DataException.at(
          source.name(),
          line,
          "record",
          String.join(String.valueOf(delimiter), values),
          "must have " + header.size() + " values, as the header");
    }
    Map<String, String> row = new HashMap<>();
    for (String column : columns) {
      String value = values.get(header.indexOf(column));
      if (!value.isEmpty()) {
        row.put(column, value);
      }
    }
    return new TextRow(source.name(), line, row);
  }

  private DataException failure(IOException cause) {
    if (cause instanceof CharacterCodingException && !charset.equals(StandardCharsets.UTF_8)) {
      return DataException.of(source.name(), "must be " + charset + " text");
    }
    return source.failure(cause);
  }

  /** Refuses a record without end: a stray quote would take the whole file into memory. */
  private static final class RecordLimit extends FilterReader {
    private long length;

    RecordLimit(Reader text) {
      super(text);
    }

    void next() {
      length = 0;
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(1);
      return next;
    }

    @Override
    public int read(char[] characters, int from, int count) throws IOException {
      int read = super.read(characters, from, count);
      count(read);
      return read;
    }

    private void count(int read) throws IOException {
      length += read;
      if (length > Lines.LONGEST) {
        throw new IOException("a record of more than " + Lines.LONGEST + " characters");
      }
    }
  }
}
