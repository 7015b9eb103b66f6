package io.agp.internal;

import io.agp.Item;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rule every candidate list keeps. */
public final class Candidates {
  private Candidates() {}

  /**
   * A copy of a list of candidates whose ids differ.
   *
   * @param candidates the list
   * @return an immutable copy
   * @throws IllegalArgumentException if two candidates share an id
   */
  public static List<Item> checked(List<Item> candidates) {
    List<Item> copy = List.copyOf(candidates);
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < copy.size(); i++) {
      Integer first = places.putIfAbsent(copy.get(i).id(), i);
      if (first != null) {
        throw new IllegalArgumentException(
            String.format(
                "Candidate ids must differ: \"%s\" is at positions %d and %d",
                copy.get(i).id(), first + 1, i + 1));
      }
    }
    return copy;
  }
}
