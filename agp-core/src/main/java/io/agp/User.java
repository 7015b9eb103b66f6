package io.agp;

import java.util.List;
import java.util.Objects;

/**
 * A user and what the user did so far. Immutable and thread-safe.
 *
 * @param id the caller's identifier; not blank. It never enters a prompt
 * @param history past interactions, oldest first; may be empty (a new user), never {@code null}.
 *     Copied
 */
public record User(String id, List<Interaction> history) {
  /**
   * Checks and copies.
   *
   * @param id the caller's identifier
   * @param history past interactions
   * @throws IllegalArgumentException if {@code id} is blank
   * @throws NullPointerException if an argument or an interaction is {@code null}
   */
  public User {
    Objects.requireNonNull(id, "id");
    if (id.isBlank()) {
      throw new IllegalArgumentException("User id must not be blank");
    }
    history = List.copyOf(history);
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
