package io.agp;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Users and items that tests share. */
public final class Fixtures {
  private Fixtures() {}

  public static List<Item> items(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> Item.of("i" + i, "Item number " + i))
        .toList();
  }

  public static User user(String id) {
    return User.of(id, List.of(Item.of("h1", "First choice"), Item.of("h2", "Second choice")));
  }

  /** Users whose relevant item stands at the given position (from 1) of ten candidates. */
  public static List<LabelledUser> labelled(String prefix, int users, int position) {
    List<LabelledUser> labelled = new ArrayList<>();
    for (int u = 0; u < users; u++) {
      labelled.add(LabelledUser.of(user(prefix + u), items(10), "i" + position));
    }
    return labelled;
  }
}
