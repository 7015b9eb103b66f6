package io.agp.experiments.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts problems by kind while something is read. Kinds are in the order in which they first
 * occurred. Not thread-safe.
 */
public final class Problems {
  private final Map<String, Problem> byKind = new LinkedHashMap<>();

  /** Starts with no problem. */
  public Problems() {}

  /**
   * Counts one occurrence.
   *
   * @param kind what it is and what was done about it; not blank
   * @param example where; kept for the first occurrence of a kind only
   */
  public void count(String kind, String example) {
    byKind.merge(
        kind,
        new Problem(kind, 1, example),
        (known, added) -> new Problem(kind, known.count() + 1, known.example()));
  }

  /**
   * What was counted so far.
   *
   * @return an immutable list, one entry a kind; empty if nothing was counted
   */
  public List<Problem> list() {
    return List.copyOf(byKind.values());
  }
}
