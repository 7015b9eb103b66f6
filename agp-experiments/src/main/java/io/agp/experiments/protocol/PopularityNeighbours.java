package io.agp.experiments.protocol;

import io.agp.Item;
import io.agp.experiments.recommend.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The items that are about as popular as another. */
final class PopularityNeighbours {
  private static final int MOST = 100;

  /** In a small catalogue, 100 items on each side would be items of any popularity. */
  private static final int SHARE = 10;

  private final Catalogue catalogue;
  private final int[] byPopularity;
  private final int[] ranks;
  private final int eachSide;

  /**
   * Sorts the items.
   *
   * @param catalogue the items
   * @param least how many items there must be on each side at least, if there are so many
   */
  PopularityNeighbours(Catalogue catalogue, int least) {
    this.catalogue = catalogue;
    this.byPopularity = catalogue.byPopularity();
    this.ranks = new int[byPopularity.length];
    for (int rank = 0; rank < byPopularity.length; rank++) {
      ranks[byPopularity[rank]] = rank;
    }
    this.eachSide = Math.max(least, Math.min(MOST, byPopularity.length / SHARE));
  }

  /** The nearest items on both sides of an item, in a fresh list, without some. */
  List<Item> of(Item item, Set<String> excluded) {
    int rank = ranks[catalogue.indexOf(item.id()).orElseThrow()];
    List<Item> neighbours = new ArrayList<>(2 * eachSide);
    addOneSide(neighbours, rank, -1, excluded);
    addOneSide(neighbours, rank, 1, excluded);
    return neighbours;
  }

  private void addOneSide(List<Item> neighbours, int from, int step, Set<String> excluded) {
    int added = 0;
    for (int rank = from + step; isRank(rank) && added < eachSide; rank += step) {
      Item item = catalogue.items().get(byPopularity[rank]);
      if (!excluded.contains(item.id())) {
        neighbours.add(item);
        added++;
      }
    }
  }

  private boolean isRank(int rank) {
    return rank >= 0 && rank < byPopularity.length;
  }
}
