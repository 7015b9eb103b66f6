package io.agp.optimize;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Something learned was made the one to serve. Immutable and thread-safe.
 *
 * @param id the entry that is served from then on
 * @param at when
 * @param reason why, in the words of who did it
 * @param previous the entry that was served until then; empty for the first
 * @param back whether it undoes a promotion, and is no new one
 */
public record Promotion(
    String id, Instant at, String reason, Optional<String> previous, boolean back) {
  /**
   * Checks that nothing is {@code null}.
   *
   * @param id the entry that is served from then on
   * @param at when
   * @param reason why
   * @param previous the entry that was served until then
   * @param back whether it undoes a promotion
   */
  public Promotion {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(previous, "previous");
  }
}
