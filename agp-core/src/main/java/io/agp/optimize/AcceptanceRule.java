package io.agp.optimize;

import io.agp.metrics.Evaluation;
import java.util.function.Supplier;

/**
 * Decides whether an edited prompt takes the place of the one it was edited from, and whether a
 * prompt that met the validation users becomes the champion.
 *
 * <p>Implementations are thread-safe.
 */
public interface AcceptanceRule {
  /**
   * Decides on an edit, right after it was made.
   *
   * @param before the batch as the current prompt ranked it
   * @param after ranks the same batch with the edited prompt; asking costs calls, not asking costs
   *     none
   * @return whether learning goes on with the edited prompt
   */
  boolean keepsEdit(Evaluation before, Supplier<Evaluation> after);

  /**
   * Whether prompts meet the validation users at the end of each epoch. If not, learning results in
   * the last prompt kept.
   *
   * @return {@code false} unless overridden
   */
  default boolean validates() {
    return false;
  }

  /**
   * Decides on a prompt that met the validation users.
   *
   * @param champion the validation users as the champion ranked them
   * @param challenger the same users as the challenger ranked them
   * @param tests how many prompts are held against the champion in this epoch, at least 1
   * @param epoch the epoch, from 1
   * @return whether the challenger becomes the champion
   */
  default boolean promotes(Evaluation champion, Evaluation challenger, int tests, int epoch) {
    return false;
  }

  /**
   * The published algorithm as written: every edit is kept.
   *
   * @return the rule, which asks for no further call
   */
  static AcceptanceRule always() {
    return new SimpleRule("always", (before, after) -> true);
  }

  /**
   * Reruns the batch and keeps an edit whose mean position is strictly better. A user whose ranking
   * failed with either prompt counts as no difference.
   *
   * @return the rule
   */
  static AcceptanceRule batch() {
    return new SimpleRule("batch", ValidatedRule::batchGate);
  }

  /**
   * The batch gate, and at the end of each epoch a promotion on the validation users, which asks
   * for a paired-bootstrap probability of being better (NDCG@10) of at least τ.
   *
   * <p>So that a rewrite that changes nothing is promoted with probability 1 − τ at most in a whole
   * run, and not in each of its tests, the risk 1 − τ is spread: half of it is spent in the first
   * epoch, a quarter in the second and so on, divided by the number of prompts tested in that
   * epoch.
   *
   * @param tau the probability, above 0 and below 1; 0.95 is the usual choice
   * @return the rule
   * @throws IllegalArgumentException if {@code tau} is not above 0 and below 1
   */
  static AcceptanceRule validated(double tau) {
    return new ValidatedRule(tau);
  }
}
