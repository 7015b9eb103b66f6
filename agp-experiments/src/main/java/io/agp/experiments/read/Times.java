package io.agp.experiments.read;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Times of the public data sets, in milliseconds since 1970. They are of the years 1990 to 2100:
 * one that is not is of another unit, and to take seconds for milliseconds would go unnoticed.
 */
final class Times {
  static final String SECONDS_RULE = "must be whole seconds since 1970, of the years 1990 to 2100";
  static final String MILLIS_RULE =
      "must be whole milliseconds since 1970, of the years 1990 to 2100";

  private static final long FIRST = Instant.parse("1990-01-01T00:00:00Z").toEpochMilli();
  private static final long END = Instant.parse("2101-01-01T00:00:00Z").toEpochMilli();
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,15}");

  private Times() {}

  /** The time that a number of seconds is; empty if it breaks {@link #SECONDS_RULE}. */
  static OptionalLong seconds(String text) {
    return scaled(text, 1000);
  }

  /** The time that a number of milliseconds is; empty if it breaks {@link #MILLIS_RULE}. */
  static OptionalLong millis(String text) {
    return scaled(text, 1);
  }

  private static OptionalLong scaled(String text, long factor) {
    return WHOLE_NUMBER.matcher(text).matches()
        ? plausible(Long.parseLong(text) * factor)
        : OptionalLong.empty();
  }

  /** The time that a text is in a format with a zone; empty if it is none, or out of range. */
  static OptionalLong parsed(String text, DateTimeFormatter format) {
    try {
      return plausible(Instant.from(format.parse(text)).toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  /** A time in milliseconds; empty if it is out of range. */
  static OptionalLong plausible(long millis) {
    return millis >= FIRST && millis < END ? OptionalLong.of(millis) : OptionalLong.empty();
  }
}
