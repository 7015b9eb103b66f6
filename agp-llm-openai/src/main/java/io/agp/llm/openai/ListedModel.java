package io.agp.llm.openai;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * A model that a server lists. Immutable and thread-safe.
 *
 * @param id its id
 * @param shutdown the day from which it answers no more, by UTC, if the server tells
 */
public record ListedModel(String id, Optional<LocalDate> shutdown) {
  /**
   * Checks that nothing is {@code null}.
   *
   * @param id its id
   * @param shutdown the day from which it answers no more
   */
  public ListedModel {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(shutdown, "shutdown");
  }
}
