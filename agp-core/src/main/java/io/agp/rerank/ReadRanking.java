package io.agp.rerank;

import io.agp.Ranking.Repair;
import java.util.Set;

/**
 * What {@link RankingReader} made of a text. Immutable and thread-safe.
 *
 * <p>Not a record, as it guards its array.
 */
public final class ReadRanking {
  private final int[] order;
  private final Set<Repair> repairs;
  private final int named;

  ReadRanking(int[] order, Set<Repair> repairs, int named) {
    this.order = order.clone();
    this.repairs = Set.copyOf(repairs);
    this.named = named;
  }

  /**
   * The order that was read.
   *
   * @return 0-based places in the base order, best first: a permutation of 0..k-1; a fresh array
   */
  public int[] order() {
    return order.clone();
  }

  /**
   * What had to be mended.
   *
   * @return an immutable set; empty if the text was exactly what had been asked for
   */
  public Set<Repair> repairs() {
    return repairs;
  }

  /**
   * How many candidates the text names.
   *
   * @return 0..k; 0 means that nothing could be read and the order is the base order
   */
  public int named() {
    return named;
  }
}
