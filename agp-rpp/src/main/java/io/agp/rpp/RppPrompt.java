package io.agp.rpp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What the agents chose for one user and round: an action of every pattern, and the history length
 * that the choices so far have led to, l_t = l_(t−1) + action (section 3.2). Immutable and
 * thread-safe.
 */
public final class RppPrompt {
  private final ActionSpace space;
  private final int[] choices;
  private final int historyLength;

  private RppPrompt(ActionSpace space, int[] choices, int before) {
    this.space = Objects.requireNonNull(space, "space");
    this.choices = choices.clone();
    checkChoices();
    this.historyLength = Math.addExact(before, step());
  }

  private void checkChoices() {
    int[] sizes = space.sizes();
    boolean fits = choices.length == sizes.length;
    for (int agent = 0; fits && agent < sizes.length; agent++) {
      fits = choices[agent] >= 0 && choices[agent] < sizes[agent];
    }
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              "There must be one choice for each action set, below the sizes %s, was %s",
              Arrays.toString(sizes), Arrays.toString(choices)));
    }
  }

  private int step() {
    return actions().stream()
        .mapToInt(action -> action instanceof Action.MoreHistory more ? more.items() : 0)
        .sum();
  }

  /**
   * The prompt of the first round: the history is as long as the space's initial length and the
   * chosen step make it.
   *
   * @param space the space chosen from
   * @param choices the place of the chosen action in each set, in the order of the sets. Copied
   * @return the prompt
   * @throws IllegalArgumentException if there are more or fewer choices than sets, or one is
   *     outside its set
   */
  public static RppPrompt first(ActionSpace space, int... choices) {
    return new RppPrompt(space, choices, space.initialHistory());
  }

  /**
   * The manual prompt: the choice that each set marks as its manual one, in a first round. The
   * baseline, and what users get for whom nothing is learned.
   *
   * @param space the space chosen from
   * @return the prompt
   */
  public static RppPrompt manual(ActionSpace space) {
    return first(space, space.sets().stream().mapToInt(ActionSet::manualChoice).toArray());
  }

  /**
   * The prompt of the next round, whose history goes on from this one's length.
   *
   * @param choices the place of the chosen action in each set. Copied
   * @return a new prompt
   * @throws IllegalArgumentException if there are more or fewer choices than sets, or one is
   *     outside its set
   */
  public RppPrompt next(int... choices) {
    return new RppPrompt(space, choices, historyLength);
  }

  /**
   * The space chosen from.
   *
   * @return the space
   */
  public ActionSpace space() {
    return space;
  }

  /**
   * The places of the chosen actions.
   *
   * @return one for each set, in order; a fresh array
   */
  public int[] choices() {
    return choices.clone();
  }

  /**
   * The chosen actions.
   *
   * @return one for each set, in order; immutable
   */
  public List<Action> actions() {
    List<Action> actions = new ArrayList<>(choices.length);
    for (int agent = 0; agent < choices.length; agent++) {
      actions.add(space.sets().get(agent).actions().get(choices[agent]));
    }
    return List.copyOf(actions);
  }

  /**
   * How many of the latest items the prompt shows, where the history is long enough: l_t.
   *
   * @return items, at least 0
   */
  public int historyLength() {
    return historyLength;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RppPrompt that
        && space.equals(that.space)
        && Arrays.equals(choices, that.choices)
        && historyLength == that.historyLength;
  }

  @Override
  public int hashCode() {
    return Objects.hash(space, Arrays.hashCode(choices), historyLength);
  }

  /** The ids of the actions and the history length. */
  @Override
  public String toString() {
    return String.format(
        "RppPrompt[%s, history %d]", actions().stream().map(Action::id).toList(), historyLength);
  }
}
