package io.agp.experiments.read;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * One {@code .inter} file: which of its columns is what, and its rows. The user and the item are
 * the columns of a usual name, or else the first of type token. Times are seconds since 1970.
 * Immutable and thread-safe.
 */
final class RecBoleInteractions {
  static final String USER = "user_id";
  static final String ITEM = "item_id";
  static final String TIME = "timestamp";

  /** The seconds of the years 1 to 9999: others are in another unit. */
  static final long FIRST_SECOND = -62_135_596_800L;

  static final long LAST_SECOND = 253_402_300_799L;

  static final List<String> USERS = List.of(USER, "user", "uid", "session_id", "userId");
  static final List<String> ITEMS = List.of(ITEM, "item", "iid", "itemId", "movie_id");
  private static final List<String> TIMES = List.of(TIME, "time", "unix_time");
  private static final List<String> RATINGS = List.of("rating", "stars", "score", "label");
  private static final Pattern GAP = Pattern.compile(" +");

  /** A number that {@link BigDecimal} reads at once, whatever its exponent would be. */
  private static final Pattern PLAIN = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,18})?");

  private final AtomicFile file;
  private final String user;
  private final String item;
  private final Optional<String> history;
  private final Optional<String> time;
  private final Optional<String> rating;

  RecBoleInteractions(AtomicFile file) {
    this.file = file;
    this.user =
        file.named(USERS, AtomicFile.Column::isToken)
            .orElseGet(() -> file.firstToken(column -> !ITEMS.contains(column.name()), "users"))
            .name();
    this.item =
        file.named(ITEMS, AtomicFile.Column::isToken)
            .orElseGet(() -> file.firstToken(column -> !column.name().equals(user), "items"))
            .name();
    this.history =
        file.named(List.of(item + "_list"), AtomicFile.Column::isSequence)
            .map(AtomicFile.Column::name);
    this.time = file.named(TIMES, AtomicFile.Column::isFloat).map(AtomicFile.Column::name);
    this.rating = file.named(RATINGS, AtomicFile.Column::isFloat).map(AtomicFile.Column::name);
  }

  /** Whether rows hold the items before theirs. */
  boolean hasHistories() {
    return history.isPresent();
  }

  /**
   * One row.
   *
   * @param history the items before; empty if the file has none
   * @param millis the time, or {@link Reading#NO_TIME}
   * @param rating the rating, or {@link Reading#NO_RATING}
   * @param place where the row is, for people
   */
  record Contact(
      String user, String item, List<String> history, long millis, double rating, String place) {
    /** The same without the items before, which would be held once more. */
    Contact withoutHistory() {
      return new Contact(user, item, List.of(), millis, rating, place);
    }
  }

  void read(Reading reading, Consumer<Contact> contacts) {
    if (time.isEmpty() && !hasHistories()) {
      reading.problem(
          "no times: the order of the file is taken for the order of time", file.source().name());
    }
    file.read(reading, row -> contacts.accept(contact(reading, row)));
  }

  private Contact contact(Reading reading, Row row) {
    return new Contact(
        row.token(user),
        row.token(item),
        history.map(column -> items(row.value(column))).orElse(List.of()),
        time.map(column -> millis(reading, row, column)).orElse(Reading.NO_TIME),
        rating.map(column -> rating(row, column)).orElse(Reading.NO_RATING),
        row.place());
  }

  private static List<String> items(String list) {
    String items = list.strip();
    return items.isEmpty() ? List.of() : List.of(GAP.split(items));
  }

  private static double rating(Row row, String column) {
    return row.value(column).isBlank()
        ? Reading.NO_RATING
        : row.number(column, -Double.MAX_VALUE, Double.MAX_VALUE);
  }

  private static long millis(Reading reading, Row row, String column) {
    String text = row.value(column).strip();
    if (text.isEmpty()) {
      reading.problem(
          "interaction without a time: put before the user's other ones, in the order of the file",
          row.place());
      return Reading.NO_TIME;
    }
    double seconds = row.number(column, FIRST_SECOND, LAST_SECOND);
    if (seconds < 0) {
      reading.problem("time before 1970: kept", row.place() + ": " + text);
    }
    return PLAIN.matcher(text).matches() ? exactMillis(text) : Math.round(seconds * 1000);
  }

  /** Without the rounding of floating-point numbers, so that what was written is read. */
  private static long exactMillis(String seconds) {
    return new BigDecimal(seconds)
        .movePointRight(3)
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }
}
