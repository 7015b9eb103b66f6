package io.agp.experiments.read;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tags that users gave to artists. Not thread-safe. */
final class LastFmTags {
  private static final int SHOWN = 5;
  private static final List<String> TAG = List.of("tagID", "tagValue");
  private static final List<String> TAGGED = List.of("userID", "artistID", "tagID");

  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Map<String, Integer>> counts = new HashMap<>();

  private LastFmTags() {}

  /** Reads them; there are none if a file is missing. */
  static LastFmTags read(DataFolder folder, SeparatedLines fields, Reading reading) {
    LastFmTags tags = new LastFmTags();
    if (folder.named("tags.dat").isPresent()
        && folder.named("user_taggedartists.dat").isPresent()) {
      fields.readNamed(folder.require("tags.dat").source(), TAG, reading, tags::addName);
      fields.readNamed(
          folder.require("user_taggedartists.dat").source(),
          TAGGED,
          reading,
          row -> tags.count(reading, row));
    }
    return tags;
  }

  private void addName(Row row) {
    names.put(row.id("tagID"), OldText.of(row.text("tagValue")).strip());
  }

  private void count(Reading reading, Row row) {
    String tag = row.id("tagID");
    row.id("userID");
    if (names.containsKey(tag)) {
      counts
          .computeIfAbsent(row.id("artistID"), artist -> new HashMap<>())
          .merge(tag, 1, Integer::sum);
    } else {
      reading.problem("tag that tags.dat does not have: left out", row.place() + ": tag " + tag);
    }
  }

  /** The most frequent tags of an artist, those as frequent by id; empty if there are none. */
  String of(String artist) {
    return counts.getOrDefault(artist, Map.of()).entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(tag -> Long.parseLong(tag.getKey())))
        .map(tag -> names.getOrDefault(tag.getKey(), ""))
        .filter(name -> !name.isEmpty())
        .limit(SHOWN)
        .collect(Collectors.joining(", "));
  }
}
