package io.agp;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one answer of a model made of the candidates that one prompt showed: with it, the bias for
 * places in the prompt can be measured. Immutable and thread-safe.
 *
 * @param shown the candidates in the order in which the prompt listed them, from number 1 on; ids
 *     differ. All candidates of a ranking, or those of one window. Copied
 * @param ranked the same candidates, best first, as the answer was read. Copied
 */
public record ModelRanking(List<Item> shown, List<Item> ranked) {
  /**
   * Checks and copies.
   *
   * @param shown the candidates as the prompt listed them
   * @param ranked the same candidates, best first
   * @throws IllegalArgumentException if {@code ranked} is no permutation of {@code shown}
   */
  public ModelRanking {
    shown = List.copyOf(shown);
    ranked = List.copyOf(ranked);
    Set<Item> different = new HashSet<>(shown);
    if (ranked.size() != shown.size() || !different.equals(new HashSet<>(ranked))) {
      throw new IllegalArgumentException(
          String.format(
              "The %d candidates ranked must be the %d candidates shown",
              ranked.size(), shown.size()));
    }
  }

  /**
   * Whether the answer copies the order of the prompt.
   *
   * @return whether both orders are the same
   */
  public boolean copiesTheOrderShown() {
    return shown.equals(ranked);
  }
}
