package io.agp.rpp;

import io.agp.rpp.Checkpoints.Choice;
import io.agp.rpp.Checkpoints.Validated;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Holds prompts of the users' own against one prompt for everybody on the validation users. The one
 * prompt is made of the actions that earned most in the same training calls, whoever the user was,
 * so it costs none but those of its validation. Where users differ too little to tell them apart,
 * it is the better policy, as a network fits their noise.
 */
final class PolicyGate {
  /** What is served, in the words of a policy's record. */
  enum Serves {
    OWN_PROMPTS("a prompt for each user"),
    ONE_PROMPT("one prompt for everybody"),
    MANUAL_PROMPT("the manual prompt");

    private final String words;

    Serves(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** What passed, what it is, and the mean NDCG on validation users of all that could be served. */
  record Passed(Choice choice, Serves serves, Map<Serves, Double> ndcg) {}

  private PolicyGate() {}

  /**
   * The prompts of the users' own if they are clearly better than one for everybody; otherwise that
   * one if it is better than the manual prompt; otherwise the manual prompt.
   *
   * @param learned the checkpoint chosen
   * @param episodes all training calls; at least one
   */
  static Passed pass(Checkpoints checkpoints, Choice learned, List<Episode> episodes) {
    PolicyCore core = learned.core();
    Validated own = checkpoints.validated(learned);
    Validated manual = checkpoints.validate(core.manual(), learned.iteration());
    Validated fixed =
        checkpoints.validate(core.always(best(episodes, core.layout())), learned.iteration());
    Map<Serves, Double> ndcg = new EnumMap<>(Serves.class);
    ndcg.put(Serves.OWN_PROMPTS, own.mean());
    ndcg.put(Serves.ONE_PROMPT, fixed.mean());
    ndcg.put(Serves.MANUAL_PROMPT, manual.mean());
    boolean better = fixed.mean() > manual.mean();
    Validated shared = better ? fixed : manual;
    if (own.clearlyBetterThan(shared)) {
      return new Passed(learned, Serves.OWN_PROMPTS, ndcg);
    }
    return new Passed(shared.choice(), better ? Serves.ONE_PROMPT : Serves.MANUAL_PROMPT, ndcg);
  }

  /** Each agent's action that earned most in first rounds, the others' share taken away. */
  private static int[] best(List<Episode> episodes, AgentLayout layout) {
    List<Step> anybody = new ArrayList<>();
    for (Episode episode : episodes) {
      anybody.add(episode.steps().get(0).ofAnybody());
    }
    ActionValues values = new ActionValues(layout.sizes(), 0, 1);
    double[] counts = new double[anybody.size()];
    Arrays.fill(counts, 1);
    values.fit(anybody, counts);
    int[] best = new int[layout.agents().size()];
    for (int agent = 0; agent < best.length; agent++) {
      double[] worth = values.of(agent, new double[0]);
      for (int action = 1; action < worth.length; action++) {
        best[agent] = worth[action] > worth[best[agent]] ? action : best[agent];
      }
    }
    return best;
  }
}
