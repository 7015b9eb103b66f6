package io.agp.rerank;

import io.agp.Item;
import io.agp.Ranking;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes one ranking of several of the same candidates: by the sum of their positions (Borda), the
 * lowest first. If each ranking was asked for with the candidates in another order, this evens out
 * what a model makes of places in the prompt. Stateless and thread-safe.
 */
public final class BordaCount {
  private BordaCount() {}

  /**
   * Combines rankings.
   *
   * @param candidates the candidates in base order
   * @param rankings at least one; each of these candidates, in whatever base order; none of them a
   *     {@link Ranking.Source#FALLBACK}
   * @param ties the same candidates in the order in which those of equal sums follow
   * @return the ranking: the repairs and answers of all, the cost of all, the profile of the last
   *     that has one. Its source is {@link Ranking.Source#REPAIRED} if one of them was repaired,
   *     that of all if it is the same, else {@link Ranking.Source#LLM}
   * @throws IllegalArgumentException if there is no ranking, a fallback, or one of other candidates
   */
  public static Ranking combine(List<Item> candidates, List<Ranking> rankings, List<Item> ties) {
    if (rankings.isEmpty()
        || rankings.stream().anyMatch(one -> one.source() == Ranking.Source.FALLBACK)) {
      throw new IllegalArgumentException(
          "Rankings to combine must be at least one and no fallback, were " + rankings);
    }
    return Provenance.of(rankings)
        .onto(candidates)
        .order(order(candidates, rankings, ties))
        .build();
  }

  /** The order by the sum of positions, as places in the base order. */
  static int[] order(List<Item> candidates, List<Ranking> rankings, List<Item> ties) {
    int[] sums = new int[candidates.size()];
    for (Ranking ranking : rankings) {
      int[] order = places(candidates, ranking.items());
      for (int position = 0; position < order.length; position++) {
        sums[order[position]] += position;
      }
    }
    return Arrays.stream(places(candidates, ties))
        .boxed()
        .sorted(Comparator.comparingInt(place -> sums[place])) // stable: ties keep their order
        .mapToInt(place -> place)
        .toArray();
  }

  /** An order of all candidates as places in the base order, from 0. */
  static int[] places(List<Item> candidates, List<Item> ordered) {
    Map<String, Integer> places = new HashMap<>();
    candidates.forEach(item -> places.put(item.id(), places.size()));
    int[] order =
        ordered.stream()
            .map(item -> places.get(item.id()))
            .filter(Objects::nonNull)
            .mapToInt(place -> place)
            .distinct()
            .toArray();
    if (order.length != places.size() || ordered.size() != places.size()) {
      throw new IllegalArgumentException(
          String.format(
              "A ranking to combine must be of the candidates %s, was of %s",
              places.keySet(), ordered.stream().map(Item::id).toList()));
    }
    return order;
  }
}
