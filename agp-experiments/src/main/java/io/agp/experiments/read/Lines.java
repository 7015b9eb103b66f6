package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.function.Consumer;

/**
 * Text read one line at a time. A line that is not of the character set is one malformed record,
 * not the end of the file. Lines end in LF or CRLF.
 */
final class Lines {
  /** A longer line is no record but damage; holding it would take all memory. */
  static final int LONGEST = 16 * 1024 * 1024;

  private final TextSource source;
  private final Charset charset;
  private final Reading reading;
  private final Consumer<Line> lines;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long number = 1;

  private Lines(TextSource source, Charset charset, Reading reading, Consumer<Line> lines) {
    this.source = source;
    this.charset = charset;
    this.reading = reading;
    this.lines = lines;
  }

  /**
   * Reads every line that is not blank. What the consumer throws as a {@link DataException} counts
   * as a malformed record.
   *
   * @param charset a superset of ASCII
   */
  static void read(TextSource source, Charset charset, Reading reading, Consumer<Line> lines) {
    new Lines(source, charset, reading, lines).read();
  }

  private void read() {
    try (InputStream stream = source.bytes()) {
      for (int next = stream.read(); next >= 0; next = stream.read()) {
        if (next == '\n') {
          end();
        } else {
          add(next);
        }
      }
      end();
    } catch (IOException e) {
      throw DataException.unreadable(source.name() + ", line " + number, e);
    }
  }

  private void add(int next) {
    if (bytes.size() >= LONGEST) {
      throw DataException.at(
          source.name(), number, "must be a line of at most " + LONGEST + " bytes");
    }
    bytes.write(next);
  }

  private void end() {
    reading.record(
        () -> {
          String text = decoded();
          if (!text.isBlank()) {
            lines.accept(new Line(source.name(), number, text));
          }
        });
    bytes.reset();
    number++;
  }

  private String decoded() {
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
      int start = number == 1 && text.startsWith("\uFEFF") ? 1 : 0;
      int end = text.endsWith("\r") ? text.length() - 1 : text.length();
      return text.substring(start, Math.max(start, end));
    } catch (CharacterCodingException e) {
      throw DataException.at(source.name(), number, "must be " + charset + " text");
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
