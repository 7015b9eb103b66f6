package io.agp.optimize;

import io.agp.LabelledUser;
import io.agp.metrics.Evaluation;
import java.util.function.Function;
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
   * The batch gate, and at the end of each epoch a promotion on the validation users, who count as
   * independent of each other; see {@link #validated(double, Function)}.
   *
   * @param tau above 0 and below 1; 0.95 is the usual choice
   * @return the rule
   * @throws IllegalArgumentException if {@code tau} is not above 0 and below 1
   */
  static AcceptanceRule validated(double tau) {
    return validated(tau, user -> user.user().id());
  }

  /**
   * The batch gate, and at the end of each epoch a promotion on the validation users, by the users'
   * differences in NDCG@10 ({@link io.agp.metrics.RandomizationTest}).
   *
   * <p>The guarantee is for the whole run, not for each test: rewrites that change nothing are
   * promoted in at most a share 1 − τ of runs. The risk 1 − τ is spread over the tests: 1 / (e (e +
   * 1)) of it is spent in epoch e (a half, a sixth, a twelfth …), divided by the number of prompts
   * tested in that epoch. It holds for any number of users.
   *
   * @param tau above 0 and below 1; 0.95 is the usual choice
   * @param cluster tells who belongs together: users with an equal value count as one observation.
   *     Where a rewrite moves many users alike (members of a household, users who are shown the
   *     same list), they are not independent, and the guarantee needs this
   * @return the rule
   * @throws IllegalArgumentException if {@code tau} is not above 0 and below 1
   */
  static AcceptanceRule validated(double tau, Function<? super LabelledUser, ?> cluster) {
    return new ValidatedRule(tau, cluster);
  }
}
