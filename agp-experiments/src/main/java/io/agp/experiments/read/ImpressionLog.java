package io.agp.experiments.read;

import com.squareup.moshi.JsonReader;
import io.agp.Interaction;
import io.agp.Item;
import io.agp.User;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import io.agp.feedback.Impression;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Lists that were shown to users, with what was clicked, read from JSON lines: {@code {"user": id,
 * "time": …, "shown": [ids], "clicked": [ids], "history": [ids]}}. Immutable and thread-safe.
 *
 * <p>Ids are texts or numbers. {@code time} is ISO 8601 (UTC if it names no zone) or whole seconds
 * since 1970. {@code shown} is in the order shown, 1 to {@value #MOST_SHOWN} different items of the
 * data set; {@code clicked} is part of it, maybe empty. {@code history} is what the user did
 * before, oldest first; without it, the user's interactions in the data set from before {@code
 * time} are the history, and {@code time} must be given. What was clicked must not be in the
 * history.
 */
public final class ImpressionLog {
  /** The most items of one impression. */
  public static final int MOST_SHOWN = 1_000;

  private static final JsonReader.Options FIELDS =
      JsonReader.Options.of("user", "time", "shown", "clicked", "history");
  private static final TableTime ISO = TableTime.of("iso", ZoneOffset.UTC);
  private static final String TIME_RULE =
      "must be an ISO 8601 time, or whole seconds since 1970, of the years 1990 to 2100";

  private final String name;
  private final List<Impression> impressions;

  private ImpressionLog(String name, List<Impression> impressions) {
    this.name = name;
    this.impressions = List.copyOf(impressions);
  }

  /**
   * Reads a log in UTF-8, packed with gzip or not.
   *
   * @param path the file
   * @param dataset holds the items' text, and the histories of users whose impressions name none
   * @return the log
   * @throws DataException if the file is missing or cannot be read, or if a record breaks a rule:
   *     with file, line, field, value and rule
   */
  public static ImpressionLog read(Path path, Dataset dataset) {
    Reading reading = new Reading(path.toString(), ReadOptions.DEFAULT);
    Lookup lookup = new Lookup(dataset);
    List<Impression> impressions = new ArrayList<>();
    JsonLine.read(
        TextSource.file(path),
        reading,
        line -> impressions.add(impression(line.fields(FIELDS), lookup)));
    return new ImpressionLog(path.toString(), impressions);
  }

  /** The data set by id. */
  private static final class Lookup {
    private final Map<String, Item> items;
    private final Map<String, User> users = new HashMap<>();

    Lookup(Dataset dataset) {
      this.items = dataset.items();
      dataset.users().forEach(user -> users.put(user.id(), user));
    }
  }

  private static Impression impression(JsonRecord record, Lookup lookup) {
    String user = record.required("user");
    Optional<Instant> time = time(record);
    List<Item> shown = items(record, "shown", lookup);
    if (shown.isEmpty() || shown.size() > MOST_SHOWN) {
      throw record.rejected("shown", "must hold 1 to " + MOST_SHOWN + " items");
    }
    Set<String> clicked = different(record, "clicked");
    if (!shown.stream().map(Item::id).toList().containsAll(clicked)) {
      throw record.rejected("clicked", "must hold items of shown alone");
    }
    List<Interaction> history = history(record, user, time, lookup);
    if (history.stream().anyMatch(past -> clicked.contains(past.item().id()))) {
      throw record.rejected("clicked", "must not hold an item of the history");
    }
    return new Impression(new User(user, history), time, shown, clicked);
  }

  private static Optional<Instant> time(JsonRecord record) {
    return record
        .scalar("time")
        .map(
            text -> {
              OptionalLong seconds = Times.seconds(text);
              OptionalLong millis = seconds.isPresent() ? seconds : ISO.millis().apply(text);
              return Times.plausible(millis.orElseThrow(() -> record.rejected("time", TIME_RULE)))
                  .orElseThrow(() -> record.rejected("time", TIME_RULE));
            })
        .map(Instant::ofEpochMilli);
  }

  private static List<Interaction> history(
      JsonRecord record, String userId, Optional<Instant> time, Lookup lookup) {
    if (record.has("history")) {
      return items(record, "history", lookup).stream().map(Interaction::of).toList();
    }
    Instant before =
        time.orElseThrow(() -> record.rejected("time", "must be given where history is not"));
    User user = lookup.users.getOrDefault(userId, new User(userId, List.of()));
    if (user.history().stream().anyMatch(past -> past.time().isEmpty())) {
      throw record.rejected("history", "must be given, as the data set does not have all times");
    }
    return user.history().stream()
        .filter(past -> past.time().orElseThrow().isBefore(before))
        .toList();
  }

  private static List<Item> items(JsonRecord record, String field, Lookup lookup) {
    List<Item> items = new ArrayList<>();
    for (String id : different(record, field)) {
      Item item = lookup.items.get(id);
      if (item == null) {
        throw record.rejected(field, "must hold items of the data set, \"" + id + "\" is none");
      }
      items.add(item);
    }
    return items;
  }

  private static Set<String> different(JsonRecord record, String field) {
    Set<String> ids = new LinkedHashSet<>();
    for (String id : record.ids(field)) {
      if (!ids.add(id)) {
        throw record.rejected(field, "must not hold an item twice, \"" + id + "\" is");
      }
    }
    return ids;
  }

  /**
   * What messages call it.
   *
   * @return the file's name
   */
  public String name() {
    return name;
  }

  /**
   * The impressions.
   *
   * @return an immutable list in the order of the file; may be empty
   */
  public List<Impression> impressions() {
    return impressions;
  }
}
