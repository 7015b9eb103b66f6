package io.agp.cli;

import com.github.freva.asciitable.ColumnData;
import io.agp.metrics.PairedBootstrap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which users' rankings differ between two files of results. */
final class ChangedRankings {
  private static final int SHOWN = 5;
  private static final long SEED = 1;

  /** A user's ranking, and what it is worth. */
  private record Ranked(List<String> items, Map<String, Object> relevant, double ndcg) {}

  /** A user before and after. */
  private record Change(String user, Ranked before, Ranked after) {
    double gain() {
      return after.ndcg - before.ndcg;
    }
  }

  private final List<Change> users;
  private final boolean simulated;

  private ChangedRankings(List<Change> users, boolean simulated) {
    this.users = users;
    this.simulated = simulated;
  }

  /**
   * Compares two files that {@code agp evaluate} wrote.
   *
   * @throws IllegalArgumentException if they are not of the same users with the same candidates
   */
  static ChangedRankings between(Path before, Path after) {
    Map<String, Ranked> first = read(before);
    Map<String, Ranked> second = read(after);
    requireUsers(before, first, after, second);
    requireUsers(after, second, before, first);
    List<Change> users = new ArrayList<>();
    first.forEach(
        (user, ranked) -> {
          Change change = new Change(user, ranked, second.getOrDefault(user, ranked));
          requireSameTask(change, before, after);
          users.add(change);
        });
    return new ChangedRankings(users, isSimulated(before) || isSimulated(after));
  }

  private static Map<String, Ranked> read(Path file) {
    Map<String, Ranked> users = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        String place = file + " line " + (users.size() + 1);
        JsonObject json = JsonObject.parse(place, line);
        Ranked ranked =
            new Ranked(
                json.strings("ranking"), json.object("relevant").fields(), json.decimal("ndcg@10"));
        if (users.put(json.string("user"), ranked) != null) {
          throw new IllegalArgumentException(
              place + ": the user " + json.string("user") + " comes twice");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
    return users;
  }

  private static void requireUsers(
      Path file, Map<String, Ranked> users, Path other, Map<String, Ranked> others) {
    for (String user : users.keySet()) {
      if (!others.containsKey(user)) {
        throw new IllegalArgumentException(
            String.format(
                "The evaluations must be of the same users: %s has the user %s and %s has not",
                file, user, other));
      }
    }
  }

  private static void requireSameTask(Change change, Path before, Path after) {
    Set<String> candidates = new HashSet<>(change.before.items);
    if (!candidates.equals(new HashSet<>(change.after.items))
        || !change.before.relevant.equals(change.after.relevant)) {
      throw new IllegalArgumentException(
          String.format(
              "The evaluations must be of the same candidates: those of the user %s differ between"
                  + " %s and %s",
              change.user, before, after));
    }
  }

  /** As the report beside the results says. */
  private static boolean isSimulated(Path results) {
    Path report = results.resolveSibling("evaluation.json");
    try {
      return Files.exists(report)
          && Boolean.TRUE.equals(
              JsonObject.parse(report.toString(), Files.readString(report))
                  .fields()
                  .get("simulated"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + report, e);
    }
  }

  String text() {
    List<Change> changed =
        users.stream().filter(user -> !user.before.items.equals(user.after.items)).toList();
    List<Change> gained = of(changed, 1);
    List<Change> lost = of(changed, -1);
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Of %d users the rankings of %d changed: %d gained in NDCG@10, %d lost.\n",
            users.size(),
            changed.size(),
            gained.size(),
            lost.size()));
    if (!users.isEmpty()) {
      text.append(String.format("NDCG@10, B - A: %s\n", Tables.interval(difference())));
    }
    append(text, "The largest gains:", gained);
    append(text, "The largest losses:", lost);
    return text.append(simulated ? Report.SIMULATED : "").toString().stripTrailing();
  }

  private PairedBootstrap difference() {
    return PairedBootstrap.compare(
        users.stream().mapToDouble(user -> user.before.ndcg).toArray(),
        users.stream().mapToDouble(user -> user.after.ndcg).toArray(),
        SEED);
  }

  /** Those who gained, or lost, the furthest first. */
  private static List<Change> of(List<Change> changed, int sign) {
    return changed.stream()
        .filter(change -> sign * change.gain() > 0)
        .sorted(Comparator.comparingDouble((Change change) -> -sign * change.gain()))
        .toList();
  }

  private static void append(StringBuilder text, String title, List<Change> changes) {
    if (!changes.isEmpty()) {
      List<Change> shown = changes.subList(0, Math.min(SHOWN, changes.size()));
      text.append(title).append('\n').append(TextTable.of(shown, columns())).append('\n');
    }
  }

  private static List<ColumnData<Change>> columns() {
    return List.of(
        TextTable.left("user", Change::user),
        TextTable.right("NDCG@10 of A", change -> decimal("%.3f", change.before.ndcg)),
        TextTable.right("of B", change -> decimal("%.3f", change.after.ndcg)),
        TextTable.right("B - A", change -> decimal("%+.3f", change.gain())));
  }

  private static String decimal(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
