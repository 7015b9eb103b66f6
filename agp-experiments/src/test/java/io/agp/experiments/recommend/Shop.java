package io.agp.experiments.recommend;

import io.agp.Item;
import io.agp.User;
import io.agp.experiments.data.Dataset;
import java.util.Arrays;
import java.util.List;

/** Small data sets, written as one text a user: the items in order of time. */
final class Shop {
  private Shop() {}

  /** Items a, b, c … up to the last one given; users u1, u2 … */
  static Dataset dataset(char lastItem, String... histories) {
    Dataset.Builder builder = Dataset.builder("shop");
    for (char item = 'a'; item <= lastItem; item++) {
      builder.item(item(String.valueOf(item)));
    }
    for (int user = 0; user < histories.length; user++) {
      for (String item : histories[user].split("")) {
        builder.interaction("u" + (user + 1), item);
      }
    }
    return builder.build();
  }

  static Item item(String id) {
    return Item.of(id, "Item " + id);
  }

  static User user(String id, String history) {
    return User.of(
        id, Arrays.stream(history.split("")).filter(i -> !i.isEmpty()).map(Shop::item).toList());
  }

  static String ids(List<Item> items) {
    return String.join("", items.stream().map(Item::id).toList());
  }
}
