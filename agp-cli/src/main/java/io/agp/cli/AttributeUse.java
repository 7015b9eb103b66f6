package io.agp.cli;

import io.agp.Item;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many items have an attribute.
 *
 * @param name the attribute
 * @param items how many items have it with a value that is not blank
 * @param example its value at the first of them
 */
record AttributeUse(String name, int items, String example) {
  /** The attributes of items, the most frequent first. */
  static List<AttributeUse> among(Collection<Item> items) {
    Map<String, AttributeUse> uses = new LinkedHashMap<>();
    for (Item item : items) {
      item.attributes().forEach((name, value) -> count(uses, name, value));
    }
    return uses.values().stream()
        .sorted(Comparator.comparingInt(AttributeUse::items).reversed())
        .toList();
  }

  private static void count(Map<String, AttributeUse> uses, String name, String value) {
    if (!value.isBlank()) {
      uses.merge(
          name,
          new AttributeUse(name, 1, value),
          (known, added) -> new AttributeUse(name, known.items + 1, known.example));
    }
  }
}
