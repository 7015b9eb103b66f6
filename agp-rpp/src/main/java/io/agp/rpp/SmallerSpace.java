package io.agp.rpp;

import java.util.List;

/** A space with fewer actions in each pattern. */
final class SmallerSpace {
  private SmallerSpace() {}

  /** The manual choice and the first of the others, in their order. */
  static ActionSpace of(ActionSpace space, int most) {
    ActionSpace.Builder smaller = space.toBuilder();
    for (ActionSet set : space.sets()) {
      smaller.replace(new ActionSet(set.pattern(), kept(set, most), set.manual()));
    }
    return smaller.build();
  }

  private static List<Action> kept(ActionSet set, int most) {
    List<String> others =
        set.actions().stream()
            .map(Action::id)
            .filter(id -> !id.equals(set.manual()))
            .limit(most - 1L)
            .toList();
    return set.actions().stream()
        .filter(action -> action.id().equals(set.manual()) || others.contains(action.id()))
        .toList();
  }
}
