package io.agp;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One past contact of a user with an item. Immutable and thread-safe.
 *
 * @param item what the user watched, bought, read …
 * @param time when, if known
 */
public record Interaction(Item item, Optional<Instant> time) {
  /**
   * Checks that nothing is {@code null}.
   *
   * @param item what the user watched
   * @param time when
   */
  public Interaction {
    Objects.requireNonNull(item, "item");
    Objects.requireNonNull(time, "time");
  }

  /**
   * An interaction whose time is not known; the order of the history tells what came first.
   *
   * @param item the item
   * @return the interaction
   */
  public static Interaction of(Item item) {
    return new Interaction(item, Optional.empty());
  }

  /**
   * An interaction at a known time.
   *
   * @param item the item
   * @param time when it happened
   * @return the interaction
   */
  public static Interaction of(Item item, Instant time) {
    return new Interaction(item, Optional.of(time));
  }
}
