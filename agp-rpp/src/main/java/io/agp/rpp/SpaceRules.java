package io.agp.rpp;

import io.agp.rpp.Pattern.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What must hold between the parts of an {@link ActionSpace}. */
final class SpaceRules {
  /** The placeholders that every space fills. */
  private static final Set<String> OWN_PLACEHOLDERS = Set.of("count", "historyCount", "domain");

  private SpaceRules() {}

  static void check(List<ActionSet> sets, Set<String> facts) {
    long histories = count(sets, Kind.HISTORY);
    if (histories != 1) {
      throw new IllegalArgumentException(
          "A space must have exactly one pattern of kind HISTORY, has " + histories);
    }
    if (count(sets, Kind.PROFILES) > 1) {
      throw new IllegalArgumentException(
          "A space must have at most one pattern of kind PROFILES, has "
              + count(sets, Kind.PROFILES));
    }
    Set<String> names = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (ActionSet set : sets) {
      distinct(names, set.pattern().name(), "Pattern names must differ");
      for (Action action : set.actions()) {
        distinct(ids, action.id(), "Action ids must differ within a space");
        checkPlaceholders(action, facts);
        checkAttributes(action, facts);
      }
    }
  }

  private static long count(List<ActionSet> sets, Kind kind) {
    return sets.stream().filter(set -> set.pattern().kind() == kind).count();
  }

  private static void checkAttributes(Action action, Set<String> facts) {
    if (action instanceof Action.Attributes attributes && !facts.containsAll(attributes.names())) {
      throw new IllegalArgumentException(
          String.format(
              "The attributes of %s must be facts that the space declares, %s, were %s",
              action.id(), new TreeSet<>(facts), attributes.names()));
    }
  }

  private static void distinct(Set<String> seen, String name, String rule) {
    if (!seen.add(name)) {
      throw new IllegalArgumentException(rule + ", \"" + name + "\" comes twice");
    }
  }

  private static void checkPlaceholders(Action action, Set<String> facts) {
    Set<String> allowed = new TreeSet<>(OWN_PLACEHOLDERS);
    allowed.addAll(facts);
    if (action instanceof Action.Sentence sentence) {
      for (String name : sentence.placeholders()) {
        if (!allowed.contains(name)) {
          throw new IllegalArgumentException(
              String.format(
                  "The text of %s may hold the placeholders %s, has {{%s}}",
                  sentence.id(), allowed, name));
        }
      }
    }
  }

  static void factName(String name) {
    if (!name.matches("[a-zA-Z]{1,64}") || OWN_PLACEHOLDERS.contains(name)) {
      throw new IllegalArgumentException(
          String.format(
              "A fact's name must be letters and none of %s, was \"%s\"",
              new TreeSet<>(OWN_PLACEHOLDERS), name));
    }
  }

  /** A text of the space itself: one line, not blank, without placeholders. */
  static String line(String what, String text) {
    Rules.sentence(what, text);
    if (text.isBlank() || text.contains("{{")) {
      throw new IllegalArgumentException(
          what + " must be a text without placeholders, was \"" + text + '"');
    }
    return text;
  }
}
