package io.agp.experiments.read;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts users' histories together from rows that each hold a part of one: a list of items, which may
 * be cut at its start, and the item after them. An item is where it first occurs. Not thread-safe.
 */
final class RecBoleHistories {
  private final Reading reading;
  private final Map<String, Set<String>> histories = new LinkedHashMap<>();

  RecBoleHistories(Reading reading) {
    this.reading = reading;
  }

  /** Takes in a list and the item after it. */
  void add(RecBoleInteractions.Contact row) {
    addList(row, row.history());
    of(row.user()).add(row.item());
  }

  /** Takes in a list. */
  void addList(RecBoleInteractions.Contact row, List<String> list) {
    if (new HashSet<>(list).size() < list.size()) {
      reading.problem("history list with an item more than once: the first counts", row.place());
    }
    Set<String> known = of(row.user());
    boolean added = false;
    boolean inOrder = true;
    for (String item : list) {
      boolean isNew = known.add(item);
      inOrder &= isNew || !added;
      added |= isNew;
    }
    if (!inOrder) {
      reading.problem(
          "history list that does not go on from those before: new items are put at the end",
          row.place());
    }
  }

  private Set<String> of(String user) {
    return histories.computeIfAbsent(user, id -> new LinkedHashSet<>());
  }

  /** Whether an item is in the history so far. */
  boolean contains(String user, String item) {
    return histories.getOrDefault(user, Set.of()).contains(item);
  }

  /** Leaves an item out of a history. */
  void remove(String user, String item) {
    of(user).remove(item);
  }

  /** Hands all of them on as interactions without a time. */
  void finish() {
    histories.forEach(
        (user, items) ->
            items.forEach(
                item -> reading.interaction(user, item, Reading.NO_TIME, Reading.NO_RATING)));
  }
}
