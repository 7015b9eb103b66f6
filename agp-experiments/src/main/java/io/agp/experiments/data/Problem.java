package io.agp.experiments.data;

import java.util.Objects;

/**
 * Something in the data that was dealt with rather than refused, and how often: what was missing,
 * doubled or left out. Immutable and thread-safe.
 *
 * @param kind what it is and what was done about it; not blank
 * @param count how often it occurred; at least 1
 * @param example the first place it occurred, for people to look up
 */
public record Problem(String kind, int count, String example) {
  /**
   * Checks.
   *
   * @param kind what it is and what was done about it
   * @param count how often it occurred
   * @param example the first place it occurred
   * @throws IllegalArgumentException if {@code kind} is blank or {@code count} is less than 1
   */
  public Problem {
    Objects.requireNonNull(example, "example");
    if (kind.isBlank()) {
      throw new IllegalArgumentException("A problem's kind must not be blank");
    }
    if (count < 1) {
      throw new IllegalArgumentException("A problem's count must be at least 1, was " + count);
    }
  }
}
