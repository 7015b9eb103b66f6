package io.agp.experiments.read;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * How a table writes times.
 *
 * @param unit what messages call it
 * @param millis the time that a text is, in milliseconds since 1970; empty if it is none
 */
record TableTime(String unit, Function<String, OptionalLong> millis) {
  private static final Pattern NUMBER = Pattern.compile("(-?[0-9]{1,15})(\\.[0-9]*)?");
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .appendOptional(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][X]")
          .toFormatter(Locale.ROOT);

  /**
   * A unit by its name.
   *
   * @param unit {@code seconds}, {@code milliseconds}, {@code iso}, or a pattern of {@link
   *     DateTimeFormatter}
   * @param zone of times that say none
   * @throws IllegalArgumentException if the pattern is malformed
   */
  static TableTime of(String unit, ZoneId zone) {
    return switch (unit) {
      case "seconds" -> new TableTime("seconds since 1970", text -> scaled(text, 1000));
      case "milliseconds" -> new TableTime("milliseconds since 1970", text -> scaled(text, 1));
      case "iso" -> new TableTime("an ISO 8601 date or time", text -> parsed(text, ISO, zone));
      default -> {
        DateTimeFormatter format = DateTimeFormatter.ofPattern(unit, Locale.ENGLISH);
        yield new TableTime("a time of the form " + unit, text -> parsed(text, format, zone));
      }
    };
  }

  /** A fraction is dropped: programs write whole numbers as 1700000000.0 when some are missing. */
  private static OptionalLong scaled(String text, long factor) {
    var number = NUMBER.matcher(text);
    return number.matches()
        ? OptionalLong.of(Long.parseLong(number.group(1)) * factor)
        : OptionalLong.empty();
  }

  private static OptionalLong parsed(String text, DateTimeFormatter format, ZoneId zone) {
    try {
      TemporalAccessor time =
          format.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
      return OptionalLong.of(instant(time, zone).toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  private static Instant instant(TemporalAccessor time, ZoneId zone) {
    if (time instanceof ZonedDateTime zoned) {
      return zoned.toInstant();
    }
    return time instanceof LocalDateTime local
        ? local.atZone(zone).toInstant()
        : LocalDate.from(time).atStartOfDay(zone).toInstant();
  }
}
