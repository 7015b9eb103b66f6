package io.agp;

import java.util.List;
import java.util.Objects;

/**
 * One ranking of a batch. Immutable and thread-safe.
 *
 * @param user the user
 * @param candidates the base ranking, best first. Copied
 */
public record RerankRequest(User user, List<Item> candidates) {
  /**
   * Checks that nothing is {@code null} and copies.
   *
   * @param user the user
   * @param candidates the base ranking
   */
  public RerankRequest {
    Objects.requireNonNull(user, "user");
    candidates = List.copyOf(candidates);
  }
}
