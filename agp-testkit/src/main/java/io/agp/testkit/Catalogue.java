package io.agp.testkit;

import io.agp.Item;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a simulated model knows of items by their titles, as a language model knows films: genres or
 * categories, the year, who made them, and what else an item's attributes tell. Immutable and
 * thread-safe.
 *
 * <p>Facts are read from attributes by their names ("genres", "category", "year", "release_date",
 * "author", "brand", "country", "mood", "tags" …); a year may stand in the title: {@code "Alien
 * (1979)"}. Other attributes are passed over.
 */
public final class Catalogue {
  private static final Catalogue EMPTY = new Catalogue(List.of());

  private final Map<String, Facts> byTitle = new HashMap<>();
  private final Map<String, Facts> byTitleAndYear = new HashMap<>();
  private final Map<String, Integer> genreCounts = new HashMap<>();
  private final int size;

  private Catalogue(Collection<Item> items) {
    for (Item item : items) {
      Facts facts = Facts.of(item.title(), item.attributes());
      String key = Titles.key(item.title());
      byTitle.putIfAbsent(key, facts);
      facts.year().ifPresent(year -> byTitleAndYear.putIfAbsent(key + year, facts));
      facts.of(Facet.GENRE).forEach(genre -> genreCounts.merge(genre, 1, Integer::sum));
    }
    this.size = items.size();
  }

  /**
   * A model's knowledge of these items.
   *
   * @param items the items; may be empty. Of two with the same title and year the first counts; of
   *     two with the same title the year in a prompt tells which is meant
   * @return the catalogue
   * @throws NullPointerException if an item is {@code null}
   */
  public static Catalogue of(Collection<Item> items) {
    return items.isEmpty() ? EMPTY : new Catalogue(items);
  }

  /**
   * No knowledge: the model knows only what a prompt shows.
   *
   * @return the empty catalogue
   */
  public static Catalogue empty() {
    return EMPTY;
  }

  /**
   * How many items it was made of.
   *
   * @return at least 0
   */
  public int size() {
    return size;
  }

  Optional<Facts> find(String title) {
    String key = Titles.key(title);
    OptionalInt year = Titles.year(title);
    Facts exact = year.isPresent() ? byTitleAndYear.get(key + year.getAsInt()) : null;
    return Optional.ofNullable(exact != null ? exact : byTitle.get(key));
  }

  /** How telling a genre is: the rarer, the more; 1 for a genre that is not known. */
  double rarity(String genre) {
    Integer count = genreCounts.get(genre);
    return count == null ? 1 : 0.3 + Math.log((double) size / count);
  }

  /** The genres by number of items, the most frequent first. */
  List<String> commonGenres() {
    return genreCounts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public String toString() {
    return "Catalogue[" + size + " items]";
  }
}
