package io.agp.experiments.read;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;

/**
 * The largest part of the interactions in which every user and every item has at least k of them.
 * Several interactions of a user with an item count once.
 *
 * <p>The interactions are held a second and a third time, as numbers in arrays: 8 bytes each.
 */
final class KCore {
  private final boolean[] users;
  private final boolean[] items;

  private KCore(boolean[] users, boolean[] items) {
    this.users = users;
    this.items = items;
  }

  /** Whether a user stays; a number that no user has does not. */
  boolean keepsUser(int user) {
    return user >= 0 && users[user];
  }

  /** Whether an item stays. */
  boolean keepsItem(int item) {
    return items[item];
  }

  static KCore of(int k, ImmutableIntArray userOf, ImmutableIntArray itemOf, int users, int items) {
    KCore core = new KCore(allTrue(users), allTrue(items));
    if (k > 1) {
      Lists itemsOfUser = Lists.of(userOf, itemOf, users).withoutRepeats();
      Lists usersOfItem = itemsOfUser.turned(items);
      new Peeling(k, core, itemsOfUser, usersOfItem).run();
    }
    return core;
  }

  private static boolean[] allTrue(int length) {
    boolean[] all = new boolean[length];
    Arrays.fill(all, true);
    return all;
  }

  /**
   * Lists of numbers, one behind the other in one array: list n is what is from {@code starts[n]}
   * to before {@code starts[n + 1]}.
   */
  private static final class Lists {
    private final int[] starts;
    private final int[] values;

    private Lists(int[] starts, int[] values) {
      this.starts = starts;
      this.values = values;
    }

    /** Puts value i into list {@code listOf.get(i)}. */
    static Lists of(ImmutableIntArray listOf, ImmutableIntArray valueOf, int lists) {
      int[] starts = new int[lists + 1];
      listOf.forEach(list -> starts[list + 1]++);
      Arrays.parallelPrefix(starts, Integer::sum);
      int[] next = Arrays.copyOf(starts, lists);
      int[] values = new int[valueOf.length()];
      for (int i = 0; i < values.length; i++) {
        values[next[listOf.get(i)]++] = valueOf.get(i);
      }
      return new Lists(starts, values);
    }

    int count() {
      return starts.length - 1;
    }

    int size(int list) {
      return starts[list + 1] - starts[list];
    }

    /** Each list sorted, with each value once. Takes this one's arrays over. */
    Lists withoutRepeats() {
      int end = 0;
      for (int list = 0; list < count(); list++) {
        int from = starts[list];
        int to = starts[list + 1];
        Arrays.sort(values, from, to);
        starts[list] = end;
        for (int i = from; i < to; i++) {
          if (i == from || values[i] != values[i - 1]) {
            values[end++] = values[i];
          }
        }
      }
      starts[count()] = end;
      return this;
    }

    /** The lists of the values: for each value, in which lists it is. */
    Lists turned(int valueCount) {
      int[] turnedStarts = new int[valueCount + 1];
      for (int i = 0; i < starts[count()]; i++) {
        turnedStarts[values[i] + 1]++;
      }
      Arrays.parallelPrefix(turnedStarts, Integer::sum);
      int[] next = Arrays.copyOf(turnedStarts, valueCount);
      int[] turned = new int[starts[count()]];
      for (int list = 0; list < count(); list++) {
        for (int i = starts[list]; i < starts[list + 1]; i++) {
          turned[next[values[i]]++] = list;
        }
      }
      return new Lists(turnedStarts, turned);
    }
  }

  /** Takes nodes away while any has too few neighbours. Items are numbered behind the users. */
  private static final class Peeling {
    private final int k;
    private final KCore core;
    private final Lists itemsOfUser;
    private final Lists usersOfItem;
    private final int users;
    private final int[] degree;
    private final int[] leaving;
    private int waiting;

    Peeling(int k, KCore core, Lists itemsOfUser, Lists usersOfItem) {
      this.k = k;
      this.core = core;
      this.itemsOfUser = itemsOfUser;
      this.usersOfItem = usersOfItem;
      this.users = itemsOfUser.count();
      this.degree = new int[users + usersOfItem.count()];
      this.leaving = new int[degree.length];
      Arrays.setAll(
          degree, node -> node < users ? itemsOfUser.size(node) : usersOfItem.size(node - users));
    }

    void run() {
      for (int node = 0; node < degree.length; node++) {
        if (degree[node] < k) {
          leave(node);
        }
      }
      while (waiting > 0) {
        takeAway(leaving[--waiting]);
      }
    }

    private void takeAway(int node) {
      boolean user = node < users;
      Lists lists = user ? itemsOfUser : usersOfItem;
      int list = user ? node : node - users;
      for (int i = lists.starts[list]; i < lists.starts[list + 1]; i++) {
        int neighbour = user ? users + lists.values[i] : lists.values[i];
        degree[neighbour]--;
        if (degree[neighbour] == k - 1) {
          leave(neighbour);
        }
      }
    }

    /** Each node leaves once, so there is room for all. */
    private void leave(int node) {
      boolean user = node < users;
      boolean[] kept = user ? core.users : core.items;
      int index = user ? node : node - users;
      if (kept[index]) {
        kept[index] = false;
        leaving[waiting++] = node;
      }
    }
  }
}
