package io.agp.experiments.read;

import com.squareup.moshi.JsonReader;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * How a format of JSON lines writes an interaction.
 *
 * @param user the field of the user's id
 * @param item the field of the item's id
 * @param rating the field of the rating, from 0 to 5
 * @param time the field of the time
 * @param millis the time that a text is, in milliseconds since 1970; empty if it breaks the rule
 * @param timeRule the rule of times
 */
record Interactions(
    String user,
    String item,
    String rating,
    String time,
    Function<String, OptionalLong> millis,
    String timeRule) {
  static final double MAX_RATING = 5.0;
  static final String UNRATED = "interaction without a rating: kept without one";

  /** Whether a file begins with such an interaction. */
  boolean isIn(DataFile file) {
    return JsonFields.of(file).containsAll(Set.of(user, item, rating, time));
  }

  /**
   * Reads files one after the other.
   *
   * @param unrated whether a rating of 0 says that there is none
   */
  void read(List<DataFile> files, Reading reading, boolean unrated) {
    JsonReader.Options fields = JsonReader.Options.of(user, item, rating, time);
    for (DataFile file : files) {
      JsonLine.read(file.source(), reading, line -> add(line.fields(fields), reading, unrated));
    }
  }

  private void add(JsonRecord line, Reading reading, boolean unrated) {
    String userId = line.required(user);
    String itemId = line.required(item);
    String text = line.required(time);
    long at = millis.apply(text).orElseThrow(() -> line.rejected(time, timeRule));
    double stars = line.number(rating, 0, MAX_RATING).orElse(Reading.NO_RATING);
    if (Double.isNaN(stars)) {
      reading.problem(UNRATED, line.place());
    }
    reading.interaction(userId, itemId, at, unrated && stars == 0 ? Reading.NO_RATING : stars);
  }
}
