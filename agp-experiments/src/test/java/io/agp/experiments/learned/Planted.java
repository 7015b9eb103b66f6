package io.agp.experiments.learned;

import io.agp.Item;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Split;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Data with a plan that can be learned: users and items belong to groups, and users take items of
 * their own group only. The group of item n is n modulo the number of groups; so with users.
 */
final class Planted {
  private Planted() {}

  static Split split(int users, int items, int groups, int history, long seed) {
    return Split.leaveOneOut(dataset(users, items, groups, history, seed));
  }

  static Dataset dataset(int users, int items, int groups, int history, long seed) {
    Dataset.Builder builder = Dataset.builder("planted");
    for (int item = 0; item < items; item++) {
      builder.item(Item.of("i" + item, "Item " + item));
    }
    Random random = new Random(seed);
    for (int user = 0; user < users; user++) {
      List<Integer> own = new ArrayList<>();
      for (int item = user % groups; item < items; item += groups) {
        own.add(item);
      }
      Collections.shuffle(own, random);
      for (int item : own.subList(0, history)) {
        builder.interaction("u" + user, "i" + item);
      }
    }
    return builder.build();
  }

  /** 120 users and 96 items in 8 groups, 8 items a user: fast. */
  static Split small() {
    return split(120, 96, 8, 8, 5);
  }
}
