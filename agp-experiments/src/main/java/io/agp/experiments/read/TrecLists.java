package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads a TREC run: {@code user Q0 item rank score tag}, in any order of lines. */
final class TrecLists {
  private static final Pattern SPACE = Pattern.compile("\\s+");

  /** Java would also take 1d, 0x1p3 and NaN for numbers. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d++(\\.\\d*+)?|\\.\\d++)([eE][+-]?\\d++)?");

  private static final Comparator<Scored> BEST_FIRST =
      Comparator.comparingDouble(Scored::score)
          .thenComparing(
              scored -> scored.item().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned)
          .reversed();

  private final String file;
  private final Map<String, List<Scored>> users = new LinkedHashMap<>();

  /** One text an item, however many users have it: runs are long. */
  private final Map<String, String> items = new HashMap<>();

  private TrecLists(String file) {
    this.file = file;
  }

  private record Scored(String item, double score) {}

  /** The lists by user, best first. */
  static Map<String, List<String>> read(TextSource source) {
    TrecLists lists = new TrecLists(source.name());
    Lines.readAll(
        source,
        StandardCharsets.UTF_8,
        line -> {
          if (!line.text().isBlank()) {
            lists.add(line.number(), line.text());
          }
        });
    return lists.sorted();
  }

  /** A tag may hold spaces, so that there are more fields. */
  private void add(long number, String line) {
    String[] fields = SPACE.split(line.strip());
    if (fields.length < 6) {
      throw DataException.at(
          file, number, "line", line, "must be user Q0 item rank score tag, separated by space");
    }
    String item = items.computeIfAbsent(fields[2], id -> id);
    users
        .computeIfAbsent(fields[0], user -> new ArrayList<>())
        .add(new Scored(item, score(number, fields[4])));
  }

  private double score(long number, String field) {
    double score = NUMBER.matcher(field).matches() ? Double.parseDouble(field) : Double.NaN;
    if (!Double.isFinite(score)) {
      throw DataException.at(file, number, "score", field, "must be a finite number");
    }
    return score + 0.0; // makes -0.0 and 0.0 a tie
  }

  private Map<String, List<String>> sorted() {
    Map<String, List<String>> lists = new LinkedHashMap<>();
    users.forEach(
        (user, scored) ->
            lists.put(user, scored.stream().sorted(BEST_FIRST).map(Scored::item).toList()));
    return lists;
  }
}
