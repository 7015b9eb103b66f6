package io.agp;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A user and what the user did so far. Immutable and thread-safe.
 *
 * @param id the caller's identifier; not blank. It never enters a prompt
 * @param history past interactions, oldest first; may be empty (a new user), never {@code null}.
 *     Copied
 * @param attributes further facts by name ("age", "occupation" …) in their order; may be empty,
 *     never {@code null}. They enter a prompt only where one was made to show them. Copied
 */
public record User(String id, List<Interaction> history, Map<String, String> attributes) {
  /**
   * Checks and copies.
   *
   * @param id the caller's identifier
   * @param history past interactions
   * @param attributes further facts by name
   * @throws IllegalArgumentException if {@code id} is blank or an attribute's name is blank
   * @throws NullPointerException if an argument, an interaction, or an attribute's name or value is
   *     {@code null}
   */
  public User {
    Objects.requireNonNull(id, "id");
    if (id.isBlank()) {
      throw new IllegalArgumentException("User id must not be blank");
    }
    history = List.copyOf(history);
    attributes = ImmutableMap.copyOf(attributes);
    if (attributes.keySet().stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("User " + id + " has an attribute with a blank name");
    }
  }

  /**
   * A user without attributes.
   *
   * @param id the caller's identifier; not blank
   * @param history past interactions, oldest first
   * @throws IllegalArgumentException if {@code id} is blank
   * @throws NullPointerException if an argument or an interaction is {@code null}
   */
  public User(String id, List<Interaction> history) {
    this(id, history, Map.of());
  }

  /**
   * A user with a history of items whose times are not known.
   *
   * @param id the identifier; not blank
   * @param history the items, oldest first
   * @return the user
   */
  public static User of(String id, List<Item> history) {
    return new User(id, history.stream().map(Interaction::of).toList());
  }

  /**
   * This user with one more attribute, or with another value for one it has.
   *
   * @param name the attribute's name; not blank
   * @param value its text
   * @return a new user
   */
  public User with(String name, String value) {
    return new User(
        id,
        history,
        ImmutableMap.<String, String>builder()
            .putAll(attributes)
            .put(name, value)
            .buildKeepingLast());
  }

  /**
   * This user with another history.
   *
   * @param other past interactions, oldest first. Copied
   * @return a new user with the same id and attributes
   */
  public User withHistory(List<Interaction> other) {
    return new User(id, other, attributes);
  }

  /**
   * The items of the last interactions, oldest first: H(u) of the AGP paper, section 2.1.
   *
   * @param length how many at most; at least 0
   * @return at most {@code length} items; all of them if the history is shorter
   * @throws IllegalArgumentException if {@code length} is negative
   */
  public List<Item> lastItems(int length) {
    if (length < 0) {
      throw new IllegalArgumentException("History length must be at least 0, was " + length);
    }
    return history.subList(Math.max(0, history.size() - length), history.size()).stream()
        .map(Interaction::item)
        .toList();
  }
}
