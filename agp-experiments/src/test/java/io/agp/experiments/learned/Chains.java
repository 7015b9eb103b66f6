package io.agp.experiments.learned;

import io.agp.Item;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Split;
import java.util.SplittableRandom;

/** Planted data: whoever took an item takes the next one of a circle of items. */
final class Chains {
  static final int ITEMS = 40;
  private static final int SHORTEST = 4;
  private static final int LONGEST = 20;

  private Chains() {}

  static Dataset dataset(int users, long seed) {
    Dataset.Builder builder = Dataset.builder("chains");
    for (int item = 0; item < ITEMS; item++) {
      builder.item(item(item));
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int user = 0; user < users; user++) {
      int first = random.nextInt(ITEMS);
      int length = random.nextInt(SHORTEST, LONGEST);
      for (int i = 0; i < length; i++) {
        builder.interaction("u" + user, "i" + (first + i) % ITEMS);
      }
    }
    return builder.build();
  }

  static Split split(int users) {
    return Split.leaveOneOut(dataset(users, 1));
  }

  static Item item(int number) {
    return Item.of("i" + number, "Item " + number);
  }
}
