package io.agp.rpp;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The choices of one pattern: A_k of the paper, section 3.2. The place of an action is the number
 * by which agents know it. Immutable and thread-safe.
 *
 * @param pattern the pattern
 * @param actions at least one, all of the pattern's kind, with ids that differ. Copied
 * @param manual the id of the action that the manual prompt uses
 */
public record ActionSet(Pattern pattern, List<Action> actions, String manual) {
  /**
   * Checks and copies.
   *
   * @param pattern the pattern
   * @param actions the choices
   * @param manual the id of the action that the manual prompt uses
   * @throws IllegalArgumentException if there is no action, one is of another kind, two share an
   *     id, or none has the id {@code manual}
   */
  public ActionSet {
    Objects.requireNonNull(pattern, "pattern");
    actions = List.copyOf(actions);
    if (actions.isEmpty()) {
      throw new IllegalArgumentException(
          "Pattern " + pattern.name() + " must have at least one action");
    }
    Set<String> ids = new HashSet<>();
    for (Action action : actions) {
      checkKind(pattern, action);
      if (!ids.add(action.id())) {
        throw new IllegalArgumentException(
            "Ids must differ within a pattern, "
                + pattern.name()
                + " has "
                + action.id()
                + " twice");
      }
    }
    if (!ids.contains(manual)) {
      throw new IllegalArgumentException(
          String.format(
              "The manual choice of pattern %s must be one of %s, was \"%s\"",
              pattern.name(), actions.stream().map(Action::id).toList(), manual));
    }
  }

  /**
   * A set whose first action is the manual choice.
   *
   * @param pattern the pattern
   * @param actions at least one, all of the pattern's kind, with ids that differ
   * @return the set
   * @throws IllegalArgumentException as the constructor throws
   */
  public static ActionSet of(Pattern pattern, List<? extends Action> actions) {
    String first = actions.isEmpty() ? "" : actions.get(0).id();
    return new ActionSet(pattern, List.copyOf(actions), first);
  }

  private static void checkKind(Pattern pattern, Action action) {
    if (kind(action) != pattern.kind()) {
      throw new IllegalArgumentException(
          String.format(
              "Pattern %s holds %s, action %s is a %s",
              pattern.name(), pattern.kind(), action.id(), action.getClass().getSimpleName()));
    }
  }

  private static Pattern.Kind kind(Action action) {
    if (action instanceof Action.Sentence) {
      return Pattern.Kind.SENTENCES;
    }
    if (action instanceof Action.MoreHistory) {
      return Pattern.Kind.HISTORY;
    }
    return action instanceof Action.Attributes ? Pattern.Kind.ATTRIBUTES : Pattern.Kind.PROFILES;
  }

  /**
   * The number of choices.
   *
   * @return at least 1
   */
  public int size() {
    return actions.size();
  }

  /**
   * The place of an action.
   *
   * @param id the action's id
   * @return 0..size-1
   * @throws IllegalArgumentException if no action has this id
   */
  public int indexOf(String id) {
    for (int place = 0; place < actions.size(); place++) {
      if (actions.get(place).id().equals(id)) {
        return place;
      }
    }
    throw new IllegalArgumentException(
        "Pattern " + pattern.name() + " has no action \"" + id + '"');
  }

  /**
   * The place of the manual choice.
   *
   * @return 0..size-1
   */
  public int manualChoice() {
    return indexOf(manual);
  }
}
