package io.agp.rpp;

import io.agp.prompt.Prompt;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Adds what is known of the person to a space: attributes (Table 7), or a description of the taste
 * that the model writes with a prompt learned by AGP. Either comes before the history, and its
 * manual choice is to say nothing. Stateless and thread-safe.
 *
 * <pre>{@code
 * ActionSpace films = ActionSpace.of(Domain.MOVIES);
 * ActionSpace told = ProfilePatterns.withAttributes(films, "gender", "age", "occupation");
 * ActionSpace described = ProfilePatterns.withPrompts(films, List.of(learned.prompt()));
 * }</pre>
 */
public final class ProfilePatterns {
  private static final int MOST_ATTRIBUTES = 6;
  private static final String KNOWN = "What this person says of themselves:";
  private static final String TASTE = "A description of this person's taste:";

  private ProfilePatterns() {}

  /**
   * Adds the pattern {@link Pattern#USER_PROFILE}: a choice for each selection of the attributes,
   * each in or out, from none to all.
   *
   * @param space the space
   * @param names the attributes, letters a..z, A..Z: 1 to 6 of them, as each doubles the choices
   * @return a new space, which declares the attributes as facts; they come from {@link
   *     io.agp.User#attributes()} unless you say otherwise
   * @throws IllegalArgumentException if there are too few or too many, a name breaks the rule or
   *     comes twice, or the space has the pattern
   */
  public static ActionSpace withAttributes(ActionSpace space, String... names) {
    if (names.length < 1 || names.length > MOST_ATTRIBUTES) {
      throw new IllegalArgumentException(
          "The attributes must be 1 to " + MOST_ATTRIBUTES + ", were " + names.length);
    }
    List<Action> actions = new ArrayList<>();
    for (int selection = 0; selection < 1 << names.length; selection++) {
      actions.add(new Action.Attributes("attributes-" + selection, KNOWN, in(selection, names)));
    }
    return space.toBuilder()
        .facts(names)
        .addBefore(history(space).pattern(), ActionSet.of(Pattern.USER_PROFILE, actions))
        .build();
  }

  private static List<String> in(int selection, String... names) {
    List<String> in = new ArrayList<>();
    for (int place = 0; place < names.length; place++) {
      if ((selection >> place & 1) == 1) {
        in.add(names[place]);
      }
    }
    return in;
  }

  /**
   * Adds the pattern {@link Pattern#TASTE_PROFILE}: a choice without a description, and one for
   * each prompt. Where one is chosen, the model writes the description in a call of its own, once
   * for each user and prompt: see {@link RppReranker.Builder#profiles}.
   *
   * <p>The history becomes a free choice as well, so that a description can take its place, as in
   * AGP's own ranking prompt: the initial length is 0, and the choices are 0 and what the space's
   * led to in a first round.
   *
   * @param space the space
   * @param prompts profile-generation prompts; at least one. Equal ones count once
   * @return a new space
   * @throws IllegalArgumentException if there is no prompt, or the space has the pattern
   */
  public static ActionSpace withPrompts(ActionSpace space, List<Prompt> prompts) {
    if (prompts.isEmpty()) {
      throw new IllegalArgumentException("At least one profile prompt must be given");
    }
    List<Action> actions = new ArrayList<>();
    actions.add(new Action.Profile("profile-0", TASTE, Optional.empty()));
    for (String text : new LinkedHashSet<>(prompts.stream().map(Prompt::text).toList())) {
      actions.add(
          new Action.Profile("profile-" + actions.size(), TASTE, Optional.of(Prompt.of(text))));
    }
    return space.toBuilder()
        .initialHistory(0)
        .replace(fromNone(history(space), space.initialHistory()))
        .addBefore(history(space).pattern(), ActionSet.of(Pattern.TASTE_PROFILE, actions))
        .build();
  }

  private static ActionSet history(ActionSpace space) {
    return space.sets().stream()
        .filter(set -> set.pattern().kind() == Pattern.Kind.HISTORY)
        .findFirst()
        .orElseThrow(); // every space has one
  }

  /** The lengths that the choices led to after an initial length, and none. */
  private static ActionSet fromNone(ActionSet history, int initial) {
    if (initial == 0) {
      return history;
    }
    List<Action> actions = new ArrayList<>();
    for (Action action : history.actions()) {
      actions.add(longer(action, initial));
    }
    String manual = actions.get(history.manualChoice()).id();
    actions.add(0, new Action.MoreHistory(history.actions().get(0).category() + "-0", 0));
    return new ActionSet(history.pattern(), actions, manual);
  }

  private static Action longer(Action action, int initial) {
    int items = ((Action.MoreHistory) action).items() + initial;
    return new Action.MoreHistory(action.category() + "-" + items, items);
  }
}
