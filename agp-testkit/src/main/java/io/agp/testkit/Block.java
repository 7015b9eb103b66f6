package io.agp.testkit;

import java.util.List;

/**
 * A piece of data in a prompt: a list of items, or texts.
 *
 * @param label what the prompt calls it
 * @param items the items; empty for texts and for an empty list
 * @param texts the texts; empty for items
 */
record Block(Label label, List<ShownItem> items, List<String> texts) {
  Block {
    items = List.copyOf(items);
    texts = List.copyOf(texts);
  }

  static Block items(String label, List<ShownItem> items) {
    return new Block(Label.ofItems(label), items, List.of());
  }

  static Block texts(String label, List<String> texts) {
    return new Block(Label.ofText(label), List.of(), texts);
  }

  boolean hasItems() {
    return !items.isEmpty();
  }

  /** Whether every item bears a number or name of the prompt's. */
  boolean numbered() {
    return hasItems() && items.stream().allMatch(item -> item.id().isPresent());
  }

  String text() {
    return String.join("\n", texts);
  }
}
