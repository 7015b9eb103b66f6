package io.agp.examples;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.User;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A few films and made-up users who each like one genre, for the examples. */
final class Films {
  private static final List<List<Item>> BY_GENRE =
      List.of(
          genre(
              "Sci-Fi",
              "Alien (1979)",
              "Blade Runner (1982)",
              "The Matrix (1999)",
              "Arrival (2016)",
              "Interstellar (2014)",
              "Gattaca (1997)",
              "Moon (2009)"),
          genre(
              "Romance",
              "Notting Hill (1999)",
              "Amélie (2001)",
              "When Harry Met Sally... (1989)",
              "Sleepless in Seattle (1993)",
              "The Wedding Singer (1998)",
              "Love Actually (2003)",
              "Before Sunrise (1995)"),
          genre(
              "Horror",
              "The Shining (1980)",
              "Psycho (1960)",
              "Halloween (1978)",
              "The Exorcist (1973)",
              "Carrie (1976)",
              "Hereditary (2018)",
              "Poltergeist (1982)"),
          genre(
              "Western",
              "Unforgiven (1992)",
              "True Grit (1969)",
              "High Noon (1952)",
              "Rio Bravo (1959)",
              "Stagecoach (1939)",
              "The Searchers (1956)",
              "Shane (1953)"),
          genre(
              "Animation",
              "Toy Story (1995)",
              "Up (2009)",
              "Ratatouille (2007)",
              "Bambi (1942)",
              "Pinocchio (1940)",
              "Dumbo (1941)",
              "Spirited Away (2001)"));

  private Films() {}

  private static List<Item> genre(String genre, String... titles) {
    return IntStream.range(0, titles.length)
        .mapToObj(i -> Item.of(genre + "-" + i, titles[i]).with("genres", genre))
        .toList();
  }

  static List<Item> all() {
    return BY_GENRE.stream().flatMap(List::stream).toList();
  }

  /** Somebody who saw five Westerns. */
  static User westernFan() {
    return User.of("western-fan", BY_GENRE.get(3).subList(0, 5));
  }

  /** Two films of each genre; the Westerns are not the first. */
  static List<Item> mixed() {
    return BY_GENRE.stream().flatMap(films -> films.subList(5, 7).stream()).toList();
  }

  /**
   * Users who saw five films of a genre and chose a sixth, which a recommender put somewhere among
   * nine of other genres.
   */
  static List<LabelledUser> users(String prefix, int count, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, count).mapToObj(i -> user(prefix + i, random)).toList();
  }

  private static LabelledUser user(String id, Random random) {
    int genre = random.nextInt(BY_GENRE.size());
    List<Item> liked = new ArrayList<>(BY_GENRE.get(genre));
    Collections.shuffle(liked, random);
    Item chosen = liked.get(5);

    List<Item> candidates = new ArrayList<>(all());
    candidates.removeAll(liked);
    Collections.shuffle(candidates, random);
    candidates = new ArrayList<>(candidates.subList(0, 9));
    candidates.add(random.nextInt(10), chosen);
    return LabelledUser.of(User.of(id, liked.subList(0, 5)), candidates, chosen.id());
  }
}
