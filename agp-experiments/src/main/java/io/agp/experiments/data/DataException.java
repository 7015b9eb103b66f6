package io.agp.experiments.data;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A data set that cannot be read, or a place in it that breaks a rule of its format. The message
 * names the file and, where there is one, the line, the field, the value and the rule. Immutable
 * and thread-safe.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A longer value is cut in messages: damage can make a whole file one value. */
  private static final int SHOWN = 80;

  /** The file or folder. */
  private final String file;

  /** From 1; 0 if the file as a whole is the problem. */
  private final long line;

  /** The field's name, if it is one field that is the problem. */
  private final @Nullable String field;

  /** What stands in the field. */
  private final @Nullable String value;

  /** The rule that was broken. */
  private final String rule;

  private DataException(
      String file,
      long line,
      @Nullable String field,
      @Nullable String value,
      String rule,
      @Nullable Throwable cause) {
    super(message(file, line, field, value, rule), cause);
    this.file = Objects.requireNonNull(file, "file");
    this.line = line;
    this.field = field;
    this.value = value;
    this.rule = Objects.requireNonNull(rule, "rule");
  }

  /**
   * A file or folder that breaks a rule as a whole.
   *
   * @param file its name
   * @param rule the rule it breaks
   * @return the exception
   */
  public static DataException of(String file, String rule) {
    return new DataException(file, 0, null, null, rule, null);
  }

  /**
   * A file that could not be read.
   *
   * @param file its name
   * @param cause what went wrong
   * @return the exception
   */
  public static DataException unreadable(String file, Throwable cause) {
    return new DataException(file, 0, null, null, "must be readable: " + cause, cause);
  }

  /**
   * A line that breaks a rule.
   *
   * @param file the file's name
   * @param line the line's number, from 1
   * @param rule the rule it breaks
   * @return the exception
   */
  public static DataException at(String file, long line, String rule) {
    return new DataException(file, line, null, null, rule, null);
  }

  /**
   * A field that breaks a rule.
   *
   * @param file the file's name
   * @param line the line's number, from 1
   * @param field the field's name
   * @param value what stands there
   * @param rule the rule it breaks
   * @return the exception
   */
  public static DataException at(String file, long line, String field, String value, String rule) {
    return new DataException(
        file,
        line,
        Objects.requireNonNull(field, "field"),
        Objects.requireNonNull(value, "value"),
        rule,
        null);
  }

  /**
   * The same problem at the same place under another rule.
   *
   * @param rule the rule
   * @return a new exception
   */
  public DataException withRule(String rule) {
    return new DataException(file, line, field, value, rule, this);
  }

  private static String message(
      String file, long line, @Nullable String field, @Nullable String value, String rule) {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(", line ").append(line);
    }
    if (field != null) {
      text.append(", field ").append(field);
    }
    text.append(": ").append(rule);
    if (value != null) {
      text.append(", was \"").append(shown(value)).append('"');
    }
    return text.toString();
  }

  /** On one line and without control characters, so that a log entry stays one entry. */
  private static String shown(String value) {
    String cut = value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
    return cut.replaceAll("\\p{Cntrl}", "\uFFFD");
  }

  /**
   * Where the problem is.
   *
   * @return the file's or folder's name
   */
  public String file() {
    return file;
  }

  /**
   * The line of the problem.
   *
   * @return its number, from 1; empty if the file as a whole is the problem. Of a record over
   *     several lines, the line where it ends
   */
  public OptionalLong line() {
    return line > 0 ? OptionalLong.of(line) : OptionalLong.empty();
  }

  /**
   * The field of the problem.
   *
   * @return its name; empty if the line or file as a whole is the problem
   */
  public Optional<String> field() {
    return Optional.ofNullable(field);
  }

  /**
   * What stands in the field.
   *
   * @return the whole value; empty if there is no field
   */
  public Optional<String> value() {
    return Optional.ofNullable(value);
  }

  /**
   * The rule that was broken.
   *
   * @return the rule
   */
  public String rule() {
    return rule;
  }
}
