package io.agp.metrics;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.ModelRanking;
import io.agp.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bias meter: what places in the prompt do to answers. Measured on the answers of an evaluation
 * ({@link Ranking#answers}): of each, the slot in which its prompt showed a relevant item, and the
 * rank that it gave this item. A ranking of several rounds or windows counts with each answer, a
 * failed one not at all. Immutable and thread-safe.
 *
 * <p>Where the prompt shows the base order, an early slot is also a high base rank, so NDCG may
 * fall from slot to slot with a model that has no bias; under balanced orders ({@code
 * RoundsReranker}) or shuffled ones the slot says nothing of the item, and what differs is bias.
 *
 * @param slots the slots that held a relevant item, in order. Copied
 * @param answers how many answers there were, also those whose prompt held no relevant item
 * @param copies how many of them are the order that the prompt showed
 */
public record PositionBias(List<Slot> slots, int answers, int copies) {
  /**
   * One slot of the prompt.
   *
   * @param slot the number in the prompt, from 1
   * @param n how many relevant items stood there, at least 1
   * @param ndcg mean NDCG@k of their answers, 0..1, if each were the only relevant item: 1 / log2(1
   *     + rank) up to rank k, else 0
   * @param meanRank the mean rank that they were given, from 1
   */
  public record Slot(int slot, int n, double ndcg, double meanRank) {}

  /**
   * Copies.
   *
   * @param slots the slots that held a relevant item
   * @param answers how many answers there were
   * @param copies how many copy the order shown
   */
  public PositionBias {
    slots = List.copyOf(slots);
  }

  /**
   * Measures an evaluation.
   *
   * @param evaluation the rankings
   * @param k the cut-off of NDCG, at least 1
   * @return the bias; without slots if no ranking tells its answers
   * @throws IllegalArgumentException if {@code k} is less than 1
   */
  public static PositionBias of(Evaluation evaluation, int k) {
    if (k < 1) {
      throw new IllegalArgumentException("The cut-off k must be at least 1, was " + k);
    }
    Map<Integer, List<Integer>> ranksBySlot = new TreeMap<>();
    int answers = 0;
    int copies = 0;
    for (int user = 0; user < evaluation.n(); user++) {
      for (ModelRanking answer : evaluation.rankings().get(user).answers()) {
        answers++;
        copies += answer.copiesTheOrderShown() ? 1 : 0;
        add(evaluation.users().get(user), answer, ranksBySlot);
      }
    }
    List<Slot> slots = new ArrayList<>();
    ranksBySlot.forEach((slot, ranks) -> slots.add(slot(slot, ranks, k)));
    return new PositionBias(slots, answers, copies);
  }

  private static void add(
      LabelledUser user, ModelRanking answer, Map<Integer, List<Integer>> ranksBySlot) {
    for (int place = 0; place < answer.shown().size(); place++) {
      Item item = answer.shown().get(place);
      if (user.gains().containsKey(item.id())) {
        ranksBySlot
            .computeIfAbsent(place + 1, slot -> new ArrayList<>())
            .add(answer.ranked().indexOf(item) + 1);
      }
    }
  }

  private static Slot slot(int slot, List<Integer> ranks, int k) {
    double gain = 0;
    double sum = 0;
    for (int rank : ranks) {
      gain += rank <= k ? Math.log(2) / Math.log1p(rank) : 0;
      sum += rank;
    }
    return new Slot(slot, ranks.size(), gain / ranks.size(), sum / ranks.size());
  }

  /**
   * How often the answer copies the order of the prompt. Chance is 1/k! for k candidates.
   *
   * @return 0..1; 0 if there is no answer
   */
  public double copyShare() {
    return answers == 0 ? 0 : (double) copies / answers;
  }
}
