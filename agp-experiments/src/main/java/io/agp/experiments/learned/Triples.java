package io.agp.experiments.learned;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The triples of Bayesian personalised ranking: a user, an item of the user's history, and an item
 * that is not in it. There are as many as interactions. A user who has every item has no third, and
 * is left out. Immutable and thread-safe.
 */
final class Triples {
  private final int items;
  private final int[][] sorted;
  private final int[] users;
  private final int[] positives;

  private Triples(Sequences data) {
    this.items = data.items();
    this.sorted = new int[data.users()][];
    Arrays.setAll(sorted, user -> data.history(user).clone());
    Arrays.stream(sorted).forEach(Arrays::sort);
    int count = Arrays.stream(sorted).filter(this::lacksAnItem).mapToInt(own -> own.length).sum();
    this.users = new int[count];
    this.positives = new int[count];
    int filled = 0;
    for (int user = 0; user < sorted.length; user++) {
      if (lacksAnItem(sorted[user])) {
        Arrays.fill(users, filled, filled + sorted[user].length, user);
        System.arraycopy(sorted[user], 0, positives, filled, sorted[user].length);
        filled += sorted[user].length;
      }
    }
  }

  /**
   * The triples of a data set.
   *
   * @throws IllegalArgumentException if there is none: nothing could be learned
   */
  static Triples of(Sequences data) {
    Triples triples = new Triples(data);
    if (triples.size() == 0) {
      throw new IllegalArgumentException(
          String.format(
              "The training data must hold a user with an item, and an item that the user does not"
                  + " have: %d users, %d items",
              data.users(), data.items()));
    }
    return triples;
  }

  private boolean lacksAnItem(int[] own) {
    return own.length < items;
  }

  int size() {
    return users.length;
  }

  int user(int triple) {
    return users[triple];
  }

  int positive(int triple) {
    return positives[triple];
  }

  /** The numbers of all triples in random order. */
  int[] shuffled(SplittableRandom random) {
    int[] order = IntStream.range(0, size()).toArray();
    for (int left = order.length; left > 1; left--) {
      int other = random.nextInt(left);
      int swapped = order[left - 1];
      order[left - 1] = order[other];
      order[other] = swapped;
    }
    return order;
  }

  /**
   * An item that the user does not have, each with the same chance. One number is drawn, whatever
   * the user has: the number r stands for the r-th item that is missing.
   */
  int negative(int user, SplittableRandom random) {
    int[] own = sorted[user];
    int missing = random.nextInt(items - own.length);
    int low = 0;
    int high = own.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (own[middle] - middle <= missing) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return missing + low;
  }

  /** Some of the triples, each with a random third. */
  Batch batch(int[] order, int from, int to, SplittableRandom random) {
    int[] chosen = Arrays.copyOfRange(order, from, to);
    return new Batch(
        Arrays.stream(chosen).map(triple -> users[triple]).toArray(),
        Arrays.stream(chosen).map(triple -> positives[triple]).toArray(),
        Arrays.stream(chosen).map(triple -> negative(users[triple], random)).toArray());
  }
}
