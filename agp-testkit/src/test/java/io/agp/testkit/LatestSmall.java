package io.agp.testkit;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** MovieLens latest-small with the sampled protocol, for calibration; absent data skips a test. */
final class LatestSmall {
  private static final int CANDIDATES = 10;
  private static final int NEIGHBOURS = 100;

  private final Map<String, Item> items = new LinkedHashMap<>();
  private final Map<String, List<String[]>> ratings = new LinkedHashMap<>();
  private final List<String> byPopularity = new ArrayList<>();
  private final Map<String, Integer> popularityRank = new HashMap<>();

  private LatestSmall(Path folder) {
    for (List<String> row : rows(folder.resolve("movies.csv"))) {
      String genres = row.get(2).replace("|", ", ");
      items.put(row.get(0), Item.of(row.get(0), row.get(1)).with("genres", genres));
    }
    Map<String, Integer> counts = new HashMap<>();
    for (List<String> row : rows(folder.resolve("ratings.csv"))) {
      ratings
          .computeIfAbsent(row.get(0), key -> new ArrayList<>())
          .add(new String[] {row.get(1), row.get(3)});
      counts.merge(row.get(1), 1, Integer::sum);
    }
    byPopularity.addAll(counts.keySet());
    byPopularity.sort(
        Comparator.comparing((String id) -> -counts.get(id))
            .thenComparingInt((String id) -> Integer.parseInt(id)));
    for (String id : byPopularity) {
      popularityRank.put(id, popularityRank.size());
    }
  }

  static LatestSmall orSkip() {
    Optional<Path> folder = find();
    Assumptions.assumeTrue(folder.isPresent(), "MovieLens latest-small is not here");
    return new LatestSmall(folder.get());
  }

  private static Optional<Path> find() {
    String set = System.getenv("AGP_DATA");
    if (set != null && Files.exists(Path.of(set, "ml-latest-small", "movies.csv"))) {
      return Optional.of(Path.of(set, "ml-latest-small"));
    }
    for (Path path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
      Path folder = path.resolve("shared/data/ml-latest-small");
      if (Files.exists(folder.resolve("movies.csv"))) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  Catalogue catalogue() {
    return Catalogue.of(items.values());
  }

  /** Everybody's last choice among nine of like popularity, most popular first. */
  List<LabelledUser> users(long seed) {
    Random random = new Random(seed);
    List<LabelledUser> users = new ArrayList<>();
    ratings.forEach(
        (id, rated) -> {
          List<String[]> byTime = new ArrayList<>(rated);
          byTime.sort(Comparator.comparingLong(rating -> Long.parseLong(rating[1])));
          List<String> chosen = byTime.stream().map(rating -> rating[0]).toList();
          users.add(user(id, chosen, random));
        });
    return users;
  }

  private LabelledUser user(String id, List<String> chosen, Random random) {
    String target = chosen.get(chosen.size() - 1);
    Set<String> seen = new HashSet<>(chosen);
    int rank = popularityRank.get(target);
    List<String> near =
        new ArrayList<>(
            byPopularity
                .subList(
                    Math.max(0, rank - NEIGHBOURS),
                    Math.min(byPopularity.size(), rank + NEIGHBOURS + 1))
                .stream()
                .filter(other -> !seen.contains(other))
                .toList());
    Collections.shuffle(near, random);
    List<String> candidates = new ArrayList<>(near.subList(0, CANDIDATES - 1));
    candidates.add(target);
    candidates.sort(Comparator.comparing(popularityRank::get));
    List<Item> history =
        chosen.subList(0, chosen.size() - 1).stream().map(this::titleOnly).toList();
    return LabelledUser.of(
        User.of(id, history), candidates.stream().map(this::titleOnly).toList(), target);
  }

  private Item titleOnly(String id) {
    return Item.of(id, items.get(id).title());
  }

  private static List<List<String>> rows(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
          .skip(1)
          .map(LatestSmall::fields)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean doubled = quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"';
      if (doubled) {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
