package io.agp.testkit;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.User;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes users. A history is alike for both horizons: items of one genre with a single stray one,
 * and at the end one or two of another genre. The horizon decides which of the two genres the
 * relevant candidate has; another candidate has the other.
 */
final class PlantedUsers {
  static final int HISTORY = 8;
  static final int CANDIDATES = 10;
  static final String GENRE = "genre";

  /** The places of a user's genres: of most items, of the last one or two, of the stray one. */
  private static final int MOSTLY = 0;

  private static final int LATELY = 1;
  private static final int STRAY = 2;

  static final List<String> GENRES =
      List.of(
          "adventure",
          "animation",
          "biography",
          "comedy",
          "crime",
          "documentary",
          "drama",
          "fantasy",
          "mystery",
          "romance",
          "thriller",
          "western");

  private final PlantedMind mind;

  PlantedUsers(PlantedMind mind) {
    this.mind = mind;
  }

  LabelledUser user(String id) {
    Draws draws = Draws.of(mind.seed(), List.of(), "user " + id);
    PlantedType type = mind.types().of(id);
    List<String> genres = draws.shuffled(GENRES.size()).stream().map(GENRES::get).toList();
    Set<String> used = new HashSet<>();
    List<Item> history = history(id, genres, used, draws);
    List<Integer> order = draws.shuffled(CANDIDATES);
    List<Item> candidates = new ArrayList<>();
    for (int genre : order) {
      String title = unused(used, () -> PlantedTitles.any(draws));
      candidates.add(item(id + "/c" + (candidates.size() + 1), title, genres.get(genre)));
    }
    int relevant = order.indexOf(type.shortTerm() ? LATELY : MOSTLY);
    return LabelledUser.of(User.of(id, history), candidates, candidates.get(relevant).id());
  }

  private List<Item> history(String id, List<String> genres, Set<String> used, Draws draws) {
    int code = mind.types().code(mind.types().of(id));
    int lately = HISTORY - 1 - draws.below(2);
    int stray = draws.below(lately);
    List<Item> history = new ArrayList<>();
    for (int i = 0; i < HISTORY; i++) {
      String title = unused(used, () -> mind.titles().telling(code, draws));
      int genre = i >= lately ? LATELY : i == stray ? STRAY : MOSTLY;
      history.add(item(id + "/h" + (i + 1), title, genres.get(genre)));
    }
    return history;
  }

  private static String unused(Set<String> used, Supplier<String> titles) {
    String title = titles.get();
    while (!used.add(title)) {
      title = titles.get();
    }
    return title;
  }

  private static Item item(String id, String title, String genre) {
    return new Item(id, title, Map.of(GENRE, genre));
  }

  static List<String> genres(List<Item> items) {
    return items.stream().map(item -> item.attributes().getOrDefault(GENRE, "")).toList();
  }
}
