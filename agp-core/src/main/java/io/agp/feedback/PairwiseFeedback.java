package io.agp.feedback;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Pairwise feedback of one user: which candidates stand above one of more gain. Immutable and
 * thread-safe.
 *
 * @param pairs the pairs in the wrong order, by the rank of the item that is too low. Copied
 * @param comparable how many pairs of candidates differ in gain
 */
public record PairwiseFeedback(List<Pair> pairs, int comparable) {
  /**
   * Two candidates in the wrong order.
   *
   * @param better the rank of the one with more gain, from 1; larger than {@code worse}
   * @param worse the rank of the one with less gain or none, from 1
   */
  public record Pair(int better, int worse) {}

  /**
   * Copies.
   *
   * @param pairs the pairs in the wrong order
   * @param comparable how many pairs differ in gain
   */
  public PairwiseFeedback {
    pairs = List.copyOf(pairs);
  }

  /**
   * Compares a ranking with the relevant items.
   *
   * @param user the user with the relevant items
   * @param ranking a ranking of the user's candidates
   * @return the pairs
   */
  public static PairwiseFeedback of(LabelledUser user, Ranking ranking) {
    List<Double> gains = ranking.items().stream().map(item -> gain(user, item)).toList();
    List<Pair> pairs = new ArrayList<>();
    int comparable = 0;
    for (int lower = 1; lower < gains.size(); lower++) {
      for (int higher = 0; higher < lower; higher++) {
        int compared = Double.compare(gains.get(lower), gains.get(higher));
        comparable += compared == 0 ? 0 : 1;
        if (compared > 0) {
          pairs.add(new Pair(lower + 1, higher + 1));
        }
      }
    }
    return new PairwiseFeedback(pairs, comparable);
  }

  private static double gain(LabelledUser user, Item item) {
    return user.gains().getOrDefault(item.id(), 0.0);
  }

  /**
   * The share of pairs in the wrong order: 1 − AUC; with one relevant item, its deviation / (k −
   * 1).
   *
   * @return 0..1; 0 if no two candidates differ in gain
   */
  public double error() {
    return comparable == 0 ? 0 : (double) pairs.size() / comparable;
  }

  /**
   * The feedback in words.
   *
   * @return the error and a line for each item that stands below one of less gain
   */
  public Feedback toFeedback() {
    return new Feedback(
        error(),
        pairs.stream()
            .map(Pair::better)
            .distinct()
            .map(this::line)
            .collect(Collectors.joining("\n")));
  }

  private String line(int better) {
    return String.format(
        "The candidate with id %d was chosen; it should be above id %s.",
        better,
        pairs.stream()
            .filter(pair -> pair.better() == better)
            .map(pair -> Integer.toString(pair.worse()))
            .collect(Collectors.joining(", id ")));
  }
}
