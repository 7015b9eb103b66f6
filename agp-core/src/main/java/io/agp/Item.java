package io.agp;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.Objects;

/**
 * A thing that can be recommended, with the text a language model may see of it. Immutable and
 * thread-safe.
 *
 * @param id the caller's identifier; not blank. It never enters a prompt: prompts number items
 * @param title what people call the item; may be empty where a catalogue has no title
 * @param attributes further facts by name ("genres", "year", "brand" …) in the order they are
 *     shown; may be empty, never {@code null}. Copied
 */
public record Item(String id, String title, Map<String, String> attributes) {
  /**
   * Checks and copies.
   *
   * @param id the caller's identifier
   * @param title what people call the item
   * @param attributes further facts by name
   * @throws IllegalArgumentException if {@code id} is blank or an attribute's name is blank
   * @throws NullPointerException if an argument, or a name or value within, is {@code null}
   */
  public Item {
    Objects.requireNonNull(title, "title");
    if (id.isBlank()) {
      throw new IllegalArgumentException("Item id must not be blank (title: \"" + title + "\")");
    }
    attributes = ImmutableMap.copyOf(attributes);
    if (attributes.keySet().stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("Item " + id + " has an attribute with a blank name");
    }
  }

  /**
   * An item with a title and nothing else.
   *
   * @param id the identifier; not blank
   * @param title the title
   * @return the item
   */
  public static Item of(String id, String title) {
    return new Item(id, title, Map.of());
  }

  /**
   * This item with one more attribute, or with another value for one it has.
   *
   * @param name the attribute's name; not blank
   * @param value its text
   * @return a new item
   */
  public Item with(String name, String value) {
    return new Item(
        id,
        title,
        ImmutableMap.<String, String>builder()
            .putAll(attributes)
            .put(name, value)
            .buildKeepingLast());
  }
}
