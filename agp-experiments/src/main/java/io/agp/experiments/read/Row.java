package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import java.util.List;
import java.util.regex.Pattern;

/** One record of named fields, and where it stands. Immutable and thread-safe. */
final class Row {
  private static final Pattern LINE_BREAK = Pattern.compile("[\\r\\n]");
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,18}");

  private final String file;
  private final long line;
  private final List<String> names;
  private final List<String> values;

  /** Takes as many values as there are names, or fewer: the last ones are then empty. */
  Row(String file, long line, List<String> names, List<String> values) {
    this.file = file;
    this.line = line;
    this.names = names;
    this.values = values;
  }

  /** The file's name. */
  String file() {
    return file;
  }

  /** The line, from 1; of a record over several lines, the last. */
  long line() {
    return line;
  }

  /** A field as it is written; may be empty. */
  String value(String column) {
    int index = names.indexOf(column);
    return index < values.size() ? values.get(index) : "";
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

  /** An identifier of any characters. */
  String token(String column) {
    String value = value(column);
    if (value.isBlank()) {
      throw rejected(column, "must not be blank");
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
    return DataException.at(file, line, column, value(column), rule);
  }

  /** Where this record is, for people. */
  String place() {
    return file + ", line " + line;
  }
}
