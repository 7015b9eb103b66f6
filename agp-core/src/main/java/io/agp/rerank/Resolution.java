package io.agp.rerank;

import io.agp.Ranking.Repair;
import io.agp.rerank.Mentions.Mention;
import io.agp.rerank.Mentions.Named;
import io.agp.rerank.Mentions.Numbered;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Mentions matched with the candidates: the order and what had to be mended. */
final class Resolution {
  private final TitleIndex titles;
  private final int[] order;
  private final boolean[] used;
  private final Set<Repair> repairs = EnumSet.noneOf(Repair.class);
  private int named;

  private Resolution(TitleIndex titles) {
    this.titles = titles;
    this.order = new int[titles.size()];
    this.used = new boolean[titles.size()];
  }

  static Resolution of(Mentions mentions, TitleIndex titles) {
    Resolution resolution = new Resolution(titles);
    if (!mentions.isExact()) {
      resolution.repairs.add(Repair.WRAPPED);
    }
    Counting counting = Counting.of(mentions.entries(), titles);
    for (Mention mention : mentions.entries()) {
      resolution.take(mention, counting);
    }
    if (counting == Counting.FROM_ZERO) {
      resolution.repairs.add(Repair.ZERO_BASED);
    }
    return resolution;
  }

  /** How many candidates the mentions name: a measure for choosing between lists. */
  static int named(Mentions mentions, TitleIndex titles) {
    return mentions.entries().isEmpty() ? 0 : of(mentions, titles).named;
  }

  /** Nothing was read: the base order. */
  static Resolution nothing(TitleIndex titles) {
    Resolution resolution = new Resolution(titles);
    if (titles.size() == 0) {
      return resolution;
    }
    resolution.repairs.add(Repair.MISSING);
    return resolution;
  }

  int named() {
    return named;
  }

  ReadRanking ranking() {
    int read = named;
    int next = named;
    for (int place = 0; place < used.length; place++) {
      if (!used[place]) {
        order[next++] = place;
        repairs.add(Repair.MISSING);
      }
    }
    return new ReadRanking(order, repairs, read);
  }

  private void take(Mention mention, Counting counting) {
    if (mention instanceof Named mentioned) {
      repairs.add(Repair.NAMED);
      takeFirstUnused(mentioned.places());
    } else if (mention instanceof Numbered number) {
      take(number.value(), counting);
    } else {
      repairs.add(Repair.UNKNOWN);
    }
  }

  private void take(int number, Counting counting) {
    int place = counting.place(number, titles);
    if (place < 0) {
      repairs.add(Repair.UNKNOWN);
      return;
    }
    if (counting == Counting.CALLERS_IDS) {
      repairs.add(Repair.NAMED);
    }
    takeFirstUnused(List.of(place));
  }

  private void takeFirstUnused(List<Integer> places) {
    for (int place : places) {
      if (!used[place]) {
        used[place] = true;
        order[named++] = place;
        return;
      }
    }
    repairs.add(Repair.REPEATED);
  }

  /** What the numbers of an answer count. */
  private enum Counting {
    /** The prompt's ids, 1..k. */
    FROM_ONE,
    /** The prompt's ids, but from 0. */
    FROM_ZERO,
    /** The ids of the caller's items. */
    CALLERS_IDS;

    static Counting of(List<Mention> entries, TitleIndex titles) {
      int k = titles.size();
      int all = 0;
      int inRange = 0;
      boolean zero = false;
      boolean last = false;
      for (Mention entry : entries) {
        if (entry instanceof Numbered number) {
          all++;
          inRange += number.value() >= 1 && number.value() <= k ? 1 : 0;
          zero |= number.value() == 0;
          last |= number.value() == k;
        }
      }
      boolean fromZero = zero && !last;
      if (inRange < all && callersIds(entries, titles) > inRange + (fromZero ? 1 : 0)) {
        return CALLERS_IDS;
      }
      return fromZero ? FROM_ZERO : FROM_ONE;
    }

    private static int callersIds(List<Mention> entries, TitleIndex titles) {
      int callers = 0;
      for (Mention entry : entries) {
        boolean isOne = entry instanceof Numbered number && titles.placeOfId(number.value()) >= 0;
        callers += isOne ? 1 : 0;
      }
      return callers;
    }

    int place(int number, TitleIndex titles) {
      if (this == CALLERS_IDS) {
        return titles.placeOfId(number);
      }
      int place = this == FROM_ZERO ? number : number - 1;
      return place >= 0 && place < titles.size() ? place : -1;
    }
  }
}
