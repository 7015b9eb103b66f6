package io.agp.rpp;

import io.agp.Item;
import io.agp.User;
import java.util.List;

/** The mean of the vectors of the latest items. */
final class UserTexts implements UserEncoder {
  private final ItemEncoder items;
  private final int historyLength;

  UserTexts(ItemEncoder items, int historyLength) {
    if (historyLength < 1) {
      throw new IllegalArgumentException("historyLength must be at least 1, was " + historyLength);
    }
    this.items = items;
    this.historyLength = historyLength;
  }

  ItemEncoder items() {
    return items;
  }

  int historyLength() {
    return historyLength;
  }

  @Override
  public double[] encode(User user) {
    double[] mean = new double[dimensions()];
    List<Item> latest = user.lastItems(historyLength);
    for (Item item : latest) {
      Vectors.add(mean, 1.0 / latest.size(), items.encode(item));
    }
    return mean;
  }

  @Override
  public boolean knows(User user) {
    return !user.history().isEmpty();
  }

  @Override
  public String name() {
    return "last " + historyLength + " of " + items.name();
  }

  @Override
  public int dimensions() {
    return items.dimensions();
  }
}
