package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Amazon's ratings without reviews, comma separated and without a header: {@code
 * user,item,rating,seconds} in 2014, {@code item,user,rating,seconds} in 2018. The column of items
 * is the one in which every entry has an item number's form, ten digits and capitals; a file in
 * whose beginning that is true of both or of neither is not recognised.
 */
final class AmazonRatings {
  private static final Pattern LINE =
      Pattern.compile("[0-9A-Za-z_#-]+,[0-9A-Za-z_#-]+,[0-5](\\.[0-9]+)?,[0-9]{9,10}");
  private static final Predicate<String> ITEM =
      Pattern.compile("[0-9B][0-9A-Z]{9}").asMatchPredicate();

  private AmazonRatings() {}

  /** Whether a file begins with such lines, and the items are told from the users. */
  static boolean isIn(DataFile file) {
    return itemColumn(file) >= 0;
  }

  /** Reads a file for which {@link #isIn} holds. */
  static void read(DataFile file, Reading reading) {
    int item = itemColumn(file);
    Lines.read(file.source(), StandardCharsets.UTF_8, reading, line -> add(line, item, reading));
  }

  private static int itemColumn(DataFile file) {
    List<String[]> rows = rows(file);
    boolean first = !rows.isEmpty() && rows.stream().allMatch(row -> ITEM.test(row[0]));
    boolean second = !rows.isEmpty() && rows.stream().allMatch(row -> ITEM.test(row[1]));
    if (first == second) {
      return -1;
    }
    return first ? 0 : 1;
  }

  /** The lines of the head; none if the first line is of another form. */
  private static List<String[]> rows(DataFile file) {
    if (!LINE.matcher(file.firstLine()).matches()) {
      return List.of();
    }
    // Malformed lines and the last one, which may be cut, say nothing about the columns.
    return file.head()
        .lines()
        .filter(LINE.asMatchPredicate())
        .map(line -> line.split(","))
        .toList();
  }

  private static void add(Lines.Line line, int itemColumn, Reading reading) {
    String[] fields = line.text().split(",", -1);
    if (fields.length != 4) {
      throw line.rejected("record", line.text(), "must have 4 fields");
    }
    reading.interaction(
        id(line, "user", fields[1 - itemColumn]),
        id(line, "item", fields[itemColumn]),
        Times.seconds(fields[3])
            .orElseThrow(() -> line.rejected("time", fields[3], Times.SECONDS_RULE)),
        rating(line, fields[2]));
  }

  private static String id(Lines.Line line, String field, String value) {
    if (value.isBlank()) {
      throw line.rejected(field, value, "must not be blank");
    }
    return value;
  }

  private static double rating(Lines.Line line, String value) {
    double rating = JsonRecord.parsed(value);
    if (!(rating >= 0 && rating <= Interactions.MAX_RATING)) {
      throw rejectedRating(line, value);
    }
    return rating;
  }

  private static DataException rejectedRating(Lines.Line line, String value) {
    return line.rejected(
        "rating", value, "must be a number from 0.0 to " + Interactions.MAX_RATING);
  }
}
