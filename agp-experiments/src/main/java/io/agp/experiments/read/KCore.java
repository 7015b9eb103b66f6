package io.agp.experiments.read;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The largest part of the interactions in which every user and every item has at least k of them.
 * Several interactions of a user with an item count once.
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
    boolean[] keptUsers = new boolean[users];
    boolean[] keptItems = new boolean[items];
    Arrays.fill(keptUsers, true);
    Arrays.fill(keptItems, true);
    KCore core = new KCore(keptUsers, keptItems);
    if (k > 1) {
      new Peeling(k, core, userOf, itemOf).run();
    }
    return core;
  }

  /** Takes nodes away while any has too few neighbours. Items are numbered behind the users. */
  private static final class Peeling {
    private final int k;
    private final KCore core;
    private final int users;
    private final int[][] neighbours;
    private final int[] degree;
    private final Deque<Integer> leaving = new ArrayDeque<>();

    Peeling(int k, KCore core, ImmutableIntArray userOf, ImmutableIntArray itemOf) {
      this.k = k;
      this.core = core;
      this.users = core.users.length;
      this.neighbours = neighbours(userOf, itemOf);
      this.degree = new int[neighbours.length];
      Arrays.setAll(degree, node -> neighbours[node].length);
    }

    private int[][] neighbours(ImmutableIntArray userOf, ImmutableIntArray itemOf) {
      ImmutableIntArray.Builder[] lists = new ImmutableIntArray.Builder[users + core.items.length];
      Arrays.setAll(lists, node -> ImmutableIntArray.builder(4));
      Set<Long> seen = new HashSet<>();
      for (int i = 0; i < userOf.length(); i++) {
        int user = userOf.get(i);
        int item = users + itemOf.get(i);
        if (seen.add(((long) user << Integer.SIZE) | item)) {
          lists[user].add(item);
          lists[item].add(user);
        }
      }
      return Arrays.stream(lists).map(list -> list.build().toArray()).toArray(int[][]::new);
    }

    void run() {
      for (int node = 0; node < degree.length; node++) {
        if (degree[node] < k) {
          leave(node);
        }
      }
      while (!leaving.isEmpty()) {
        for (int neighbour : neighbours[leaving.remove()]) {
          degree[neighbour]--;
          if (degree[neighbour] == k - 1) {
            leave(neighbour);
          }
        }
      }
    }

    private void leave(int node) {
      boolean user = node < users;
      boolean[] kept = user ? core.users : core.items;
      int index = user ? node : node - users;
      if (kept[index]) {
        kept[index] = false;
        leaving.add(node);
      }
    }
  }
}
