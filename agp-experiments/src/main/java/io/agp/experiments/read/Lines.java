package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import java.nio.charset.Charset;
import java.util.function.Consumer;

/**
 * Text read one line at a time. A line that is not of the character set is one malformed record,
 * not the end of the file. Lines end in LF or CRLF.
 */
final class Lines {
  /** A longer line is no record but damage; holding it would take all memory. */
  static final int LONGEST = ByteLines.LONGEST;

  private Lines() {}

  /**
   * Reads every line that is not blank. What the consumer throws as a {@link DataException} counts
   * as a malformed record.
   *
   * @param charset a superset of ASCII
   */
  static void read(TextSource source, Charset charset, Reading reading, Consumer<Line> lines) {
    read(source, charset, 1, reading, lines);
  }

  /** Reads as above from a line on; those before it are passed over. */
  static void read(
      TextSource source, Charset charset, long from, Reading reading, Consumer<Line> lines) {
    try (ByteLines bytes = ByteLines.open(source)) {
      while (bytes.next()) {
        if (bytes.number() >= from) {
          reading.record(() -> acceptUnlessBlank(source, charset, bytes, lines));
        }
      }
    }
  }

  private static void acceptUnlessBlank(
      TextSource source, Charset charset, ByteLines bytes, Consumer<Line> lines) {
    String text = bytes.text(charset);
    if (!text.isBlank()) {
      lines.accept(new Line(source.name(), bytes.number(), text));
    }
  }

  /** Reads every line, blank ones too. The first exception is the end. */
  static void readAll(TextSource source, Charset charset, Consumer<Line> lines) {
    try (ByteLines bytes = ByteLines.open(source)) {
      while (bytes.next()) {
        lines.accept(new Line(source.name(), bytes.number(), bytes.text(charset)));
      }
    }
  }

  /** The first line; an empty one if there is none. */
  static Line first(TextSource source, Charset charset) {
    try (ByteLines bytes = ByteLines.open(source)) {
      return new Line(source.name(), 1, bytes.next() ? bytes.text(charset) : "");
    }
  }

  /**
   * One line.
   *
   * @param file the file's name
   * @param number from 1
   * @param text without the line's end
   */
  record Line(String file, long number, String text) {
    /** Says that a field of this line breaks a rule. */
    DataException rejected(String field, String value, String rule) {
      return DataException.at(file, number, field, value, rule);
    }

    /** Where this line is, for people. */
    String place() {
      return file + ", line " + number;
    }
  }
}
