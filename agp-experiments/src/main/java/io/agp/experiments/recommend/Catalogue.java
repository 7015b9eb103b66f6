package io.agp.experiments.recommend;

import io.agp.Item;
import io.agp.User;
import io.agp.experiments.data.Dataset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The items that a recommender knows, numbered from 0 in the order of the data set, with their
 * popularity in what it was fitted on. Scores are arrays with one place an item. Immutable and
 * thread-safe.
 *
 * <p>Every order made here is total: the higher score first, then the more popular item, then the
 * item that comes first in the data set.
 */
public final class Catalogue {
  private final List<Item> items;
  private final Map<String, Integer> indexes;
  private final int[] popularity;
  private final long interactions;

  private Catalogue(Dataset training) {
    this.items = List.copyOf(training.items().values());
    this.indexes = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      indexes.put(items.get(i).id(), i);
    }
    this.popularity = new int[items.size()];
    for (User user : training.users()) {
      for (int item : indexesOf(user)) {
        popularity[item]++;
      }
    }
    this.interactions = training.interactions();
  }

  /**
   * The catalogue of what a recommender is fitted on.
   *
   * @param training the data
   * @return its items with their popularity
   */
  public static Catalogue of(Dataset training) {
    return new Catalogue(training);
  }

  /**
   * The items by number.
   *
   * @return an immutable list in the order of the data set
   */
  public List<Item> items() {
    return items;
  }

  /**
   * An item's number.
   *
   * @param itemId its id
   * @return its place in {@link #items()}, or empty if it is unknown
   */
  public OptionalInt indexOf(String itemId) {
    Integer index = indexes.get(itemId);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /**
   * The numbers of the items in a user's history.
   *
   * @param user the user
   * @return item numbers, the oldest interaction first; unknown items are left out
   */
  public int[] indexesOf(User user) {
    return user.history().stream()
        .map(interaction -> indexOf(interaction.item().id()))
        .flatMapToInt(OptionalInt::stream)
        .toArray();
  }

  /**
   * How many interactions an item has.
   *
   * @param index the item's number
   * @return 0 or more
   * @throws IndexOutOfBoundsException if no item has that number
   */
  public int popularity(int index) {
    return popularity[index];
  }

  /**
   * How many interactions all items have together.
   *
   * @return 0 or more
   */
  public long interactions() {
    return interactions;
  }

  /**
   * The best items by score. Items whose score is negative infinity are never among them.
   *
   * @param scores a score for each item, by number
   * @param k how many at most; at least 1
   * @param excluded ids of items to leave out
   * @return at most {@code k} items, best first; fewer if fewer have a score
   * @throws IllegalArgumentException if {@code k} is less than 1, if there is not a score for each
   *     item, or if a score is not a number
   */
  public List<Item> top(double[] scores, int k, Set<String> excluded) {
    checkTopK(k);
    checkScores(scores);
    Comparator<Integer> bestFirst = bestFirst(scores);
    PriorityQueue<Integer> worstFirst = new PriorityQueue<>(bestFirst.reversed());
    Set<Integer> left = numbers(excluded);
    for (int item = 0; item < scores.length; item++) {
      if (scores[item] > Double.NEGATIVE_INFINITY && !left.contains(item)) {
        keep(worstFirst, item, k, bestFirst);
      }
    }
    return itemsOf(worstFirst, bestFirst);
  }

  private static void keep(
      PriorityQueue<Integer> worstFirst, int item, int k, Comparator<Integer> bestFirst) {
    if (worstFirst.size() < k) {
      worstFirst.add(item);
    } else if (bestFirst.compare(item, worstFirst.element()) < 0) {
      worstFirst.remove();
      worstFirst.add(item);
    }
  }

  /**
   * Puts some items in the order of their scores.
   *
   * @param candidates items of this catalogue
   * @param scores a score for each item of the catalogue, by number; negative infinity is the
   *     lowest
   * @return the same items, best first
   * @throws IllegalArgumentException if a candidate is unknown, if there is not a score for each
   *     item, or if a score is not a number
   */
  public List<Item> inOrder(Collection<Item> candidates, double[] scores) {
    checkScores(scores);
    List<Integer> numbers = new ArrayList<>(candidates.size());
    candidates.forEach(item -> numbers.add(requireIndex(item)));
    return itemsOf(numbers, bestFirst(scores));
  }

  /**
   * All items by popularity.
   *
   * @return item numbers, the most popular first; of equals, the first in the data set
   */
  public int[] byPopularity() {
    return IntStream.range(0, items.size())
        .boxed()
        .sorted(this::comparePopularity)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  int requireIndex(Item item) {
    return indexOf(item.id())
        .orElseThrow(
            () -> new IllegalArgumentException("No item has the id \"" + item.id() + "\""));
  }

  private List<Item> itemsOf(Collection<Integer> numbers, Comparator<Integer> bestFirst) {
    return numbers.stream().sorted(bestFirst).map(items::get).toList();
  }

  private Comparator<Integer> bestFirst(double[] scores) {
    return (one, other) -> {
      // Adding 0 makes -0.0 equal to 0.0.
      int byScore = Double.compare(scores[other] + 0.0, scores[one] + 0.0);
      return byScore != 0 ? byScore : comparePopularity(one, other);
    };
  }

  private int comparePopularity(int one, int other) {
    int byPopularity = Integer.compare(popularity[other], popularity[one]);
    return byPopularity != 0 ? byPopularity : Integer.compare(one, other);
  }

  private Set<Integer> numbers(Set<String> ids) {
    Set<Integer> numbers = new HashSet<>();
    ids.forEach(id -> indexOf(id).ifPresent(numbers::add));
    return numbers;
  }

  private static void checkTopK(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("The top k must have k of at least 1, was " + k);
    }
  }

  private void checkScores(double[] scores) {
    if (scores.length != items.size()) {
      throw new IllegalArgumentException(
          String.format("There must be %d scores, one an item: %d", items.size(), scores.length));
    }
    for (int i = 0; i < scores.length; i++) {
      if (Double.isNaN(scores[i])) {
        throw new IllegalArgumentException(
            "A score must be a number: item " + items.get(i).id() + " has NaN");
      }
    }
  }
}
