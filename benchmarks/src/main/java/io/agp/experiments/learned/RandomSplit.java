package io.agp.experiments.learned;

import io.agp.Item;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Split;
import java.util.SplittableRandom;

/** Random interactions in the shape of MovieLens 1M: 6,040 users and 3,706 items. */
final class RandomSplit {
  static final int USERS = 6_040;
  static final int ITEMS = 3_706;

  private RandomSplit() {}

  /** Every user has about the same number of items, all of them for training but two. */
  static Sequences of(int interactions) {
    SplittableRandom random = new SplittableRandom(1);
    Dataset.Builder builder = Dataset.builder("random");
    for (int item = 0; item < ITEMS; item++) {
      builder.item(Item.of("i" + item, ""));
    }
    for (int user = 0; user < USERS; user++) {
      String id = "u" + user;
      random
          .ints(0, ITEMS)
          .distinct()
          .limit(2 + interactions / USERS)
          .forEach(item -> builder.interaction(id, "i" + item));
    }
    return Sequences.of(Split.leaveOneOut(builder.build()));
  }
}
