package io.agp.experiments.recommend;

import io.agp.Item;
import io.agp.User;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A fitted base recommender. Implementations are immutable and thread-safe, and give equal scores
 * for equal users.
 *
 * <p>The user given carries the history to recommend from; it may be longer than what the
 * recommender was fitted on, and the user may be unknown to it.
 */
public interface Recommender {
  /**
   * What tables call it, with the settings that matter.
   *
   * @return a short name
   */
  String name();

  /**
   * The items it scores.
   *
   * @return the catalogue of what it was fitted on
   */
  Catalogue catalogue();

  /**
   * Scores every item for a user: the higher, the better. Items of the history get a score too.
   *
   * @param user the user with the history to recommend from; may have none
   * @return a fresh array with one score an item, by the catalogue's numbers; never NaN. Negative
   *     infinity marks an item that is not to be recommended
   */
  double[] scores(User user);

  /**
   * Scores one item.
   *
   * @param user the user with the history to recommend from
   * @param item an item of the catalogue
   * @return its score
   * @throws IllegalArgumentException if the item is unknown
   */
  default double score(User user, Item item) {
    int index = catalogue().requireIndex(item);
    return scores(user)[index];
  }

  /**
   * The best items for a user, without those of the history. Ties are broken as {@link Catalogue}
   * says.
   *
   * @param user the user with the history to recommend from
   * @param k how many at most; at least 1
   * @return at most {@code k} items, best first
   * @throws IllegalArgumentException if {@code k} is less than 1
   */
  default List<Item> topK(User user, int k) {
    return topK(user, k, Set.of());
  }

  /**
   * The best items for a user, without those of the history and some others.
   *
   * @param user the user with the history to recommend from
   * @param k how many at most; at least 1
   * @param excluded ids of further items to leave out
   * @return at most {@code k} items, best first
   * @throws IllegalArgumentException if {@code k} is less than 1
   */
  default List<Item> topK(User user, int k, Set<String> excluded) {
    Set<String> left = new HashSet<>(excluded);
    user.history().forEach(interaction -> left.add(interaction.item().id()));
    return catalogue().top(scores(user), k, left);
  }
}
