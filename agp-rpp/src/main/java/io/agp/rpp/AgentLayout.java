package io.agp.rpp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Which agent decides what: each one the patterns that are its own, all others stay at the manual
 * choice. Immutable and thread-safe.
 */
final class AgentLayout {
  private final int[] manual;
  private final List<Scope> agents;

  /** The sets one agent decides, and what each of its actions chooses in them. */
  record Scope(List<Integer> sets, List<List<Integer>> options) {
    Scope {
      sets = List.copyOf(sets);
      options = options.stream().map(List::copyOf).toList();
    }
  }

  /** What an agent of another number of sets or choices would break is refused. */
  AgentLayout(ActionSpace space, List<Scope> agents) {
    this.manual = RppPrompt.manual(space).choices();
    this.agents = List.copyOf(agents);
    int[] sizes = space.sizes();
    boolean[] decided = new boolean[sizes.length];
    for (Scope scope : this.agents) {
      for (int i = 0; i < scope.sets().size(); i++) {
        check(sizes, decided, scope, i);
      }
    }
    if (this.agents.isEmpty()) {
      throw new IllegalArgumentException("At least one agent must learn");
    }
  }

  private static void check(int[] sizes, boolean[] decided, Scope scope, int place) {
    int set = scope.sets().get(place);
    if (set < 0 || set >= sizes.length || decided[set] || scope.options().isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              "Each agent must have options in sets of its own below %d, set %d breaks that",
              sizes.length, set));
    }
    decided[set] = true;
    for (List<Integer> option : scope.options()) {
      boolean fits = option.size() == scope.sets().size();
      if (!fits || option.get(place) < 0 || option.get(place) >= sizes[set]) {
        throw new IllegalArgumentException(
            String.format("An option of set %d must be below %d, was %s", set, sizes[set], option));
      }
    }
  }

  /** An agent for each of the patterns that learn. */
  static AgentLayout perPattern(ActionSpace space, Set<Pattern> learning) {
    List<Scope> agents = new ArrayList<>();
    for (int set : sets(space, learning)) {
      List<List<Integer>> options = new ArrayList<>();
      for (int action = 0; action < space.sets().get(set).size(); action++) {
        options.add(List.of(action));
      }
      agents.add(new Scope(List.of(set), options));
    }
    return new AgentLayout(space, agents);
  }

  /**
   * One agent for whole prompts, which chooses from all combinations or, if there are too many,
   * from a sample that holds the manual one.
   */
  static AgentLayout joint(ActionSpace space, Set<Pattern> learning, int most, long seed) {
    List<Integer> sets = sets(space, learning);
    int[] manual = RppPrompt.manual(space).choices();
    List<List<Integer>> options = combinations(space, sets);
    Collections.shuffle(options, new Random(seed));
    List<Integer> usual = sets.stream().map(set -> manual[set]).toList();
    options.remove(usual);
    options.add(0, usual);
    return new AgentLayout(
        space, List.of(new Scope(sets, options.subList(0, Math.min(most, options.size())))));
  }

  /** The same agents, each with one of its actions alone. */
  AgentLayout always(ActionSpace space, int[] actions) {
    List<Scope> fixed = new ArrayList<>();
    for (int agent = 0; agent < actions.length; agent++) {
      Scope scope = agents.get(agent);
      fixed.add(new Scope(scope.sets(), List.of(scope.options().get(actions[agent]))));
    }
    return new AgentLayout(space, fixed);
  }

  /** The same agents, each with the manual choice alone. */
  AgentLayout manual(ActionSpace space) {
    List<Scope> fixed = new ArrayList<>();
    for (Scope scope : agents) {
      List<Integer> usual = scope.sets().stream().map(set -> manual[set]).toList();
      fixed.add(new Scope(scope.sets(), List.of(usual)));
    }
    return new AgentLayout(space, fixed);
  }

  private static List<List<Integer>> combinations(ActionSpace space, List<Integer> sets) {
    List<List<Integer>> combinations = new ArrayList<>(List.of(List.of()));
    for (int set : sets) {
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> begun : combinations) {
        for (int action = 0; action < space.sets().get(set).size(); action++) {
          List<Integer> one = new ArrayList<>(begun);
          one.add(action);
          longer.add(one);
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  private static List<Integer> sets(ActionSpace space, Set<Pattern> learning) {
    for (Pattern pattern : learning) {
      if (space.set(pattern).isEmpty()) {
        throw new IllegalArgumentException("The space has no pattern \"" + pattern.name() + '"');
      }
    }
    List<Integer> sets = new ArrayList<>();
    for (int set = 0; set < space.sets().size(); set++) {
      if (learning.contains(space.sets().get(set).pattern())) {
        sets.add(set);
      }
    }
    return sets;
  }

  List<Scope> agents() {
    return agents;
  }

  /** How many actions each agent has. */
  List<Integer> sizes() {
    return agents.stream().map(scope -> scope.options().size()).toList();
  }

  /** A choice in each set, from an action of each agent. */
  int[] choices(int[] actions) {
    int[] choices = manual.clone();
    for (int agent = 0; agent < actions.length; agent++) {
      Scope scope = agents.get(agent);
      List<Integer> option = scope.options().get(actions[agent]);
      for (int i = 0; i < option.size(); i++) {
        choices[scope.sets().get(i)] = option.get(i);
      }
    }
    return choices;
  }

  @Override
  public String toString() {
    return "AgentLayout" + Arrays.toString(sizes().toArray());
  }
}
