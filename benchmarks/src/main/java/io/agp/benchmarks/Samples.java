package io.agp.benchmarks;

import io.agp.Item;
import io.agp.User;
import java.util.List;
import java.util.stream.IntStream;

/** Candidates, a user and model texts that the benchmarks share; the same at every run. */
final class Samples {
  private static final List<String> FIRST =
      List.of(
          "Silent",
          "Crimson",
          "Hollow",
          "Distant",
          "Gilded",
          "Broken",
          "Winter",
          "Velvet",
          "Hidden",
          "Restless");
  private static final List<String> SECOND =
      List.of(
          "Harbour", "Orchard", "Machine", "Letters", "Horizon", "Garden", "Shadows", "Station",
          "Kingdom", "River");
  private static final List<String> GENRES =
      List.of("Drama", "Comedy|Romance", "Thriller", "Sci-Fi");

  private Samples() {}

  /** Different titles, the first {@code count} of a hundred. */
  static List<Item> candidates(int count) {
    return IntStream.range(0, count).mapToObj(Samples::film).toList();
  }

  private static Item film(int i) {
    String title = "The " + FIRST.get(i % 10) + " " + SECOND.get((i / 10 + i) % 10);
    return Item.of("film-" + i, title)
        .with("genres", GENRES.get(i % GENRES.size()))
        .with("year", Integer.toString(1960 + i % 60));
  }

  /** A user with five choices. */
  static User user() {
    return User.of(
        "user-1",
        IntStream.range(0, 5)
            .mapToObj(i -> Item.of("seen-" + i, "Seen before " + i).with("genres", "Drama"))
            .toList());
  }

  /** Some two hundred words, the length of a usual profile. */
  static String profile() {
    return "This person prefers quiet dramas from the nineties and thoughtful science fiction. "
        .repeat(17)
        .strip();
  }

  /** The places 1..count from the last to the first. */
  static List<Integer> reversed(int count) {
    return IntStream.range(0, count).mapToObj(i -> count - i).toList();
  }

  /** The answer that the prompts ask for. */
  static String json(int count) {
    return "{\"ranking\":" + reversed(count).toString().replace(" ", "") + "}";
  }
}
