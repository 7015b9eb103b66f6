package io.agp.rpp;

import io.agp.Ranking;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What happened in the rounds of one ranking. Immutable and thread-safe.
 *
 * @param prompts the choices of each round that was answered; empty if nothing was asked. Copied
 * @param rankings the answer of each round, in order; one base ranking if nothing was asked. Copied
 * @param failure why there were fewer rounds than the policy has; empty if all were answered
 * @param failedCall whether that failure was one of a call; {@code false} also if no time was left
 *     to make one
 * @param manual whether the user got the manual prompt because the policy does not know them
 * @param omitted what was chosen and could not be shown, over all rounds, as {@link
 *     AssembledPrompt#omitted} names it. Copied
 */
public record RppRounds(
    List<RppPrompt> prompts,
    List<Ranking> rankings,
    Optional<Throwable> failure,
    boolean failedCall,
    boolean manual,
    List<String> omitted) {
  /**
   * Checks and copies.
   *
   * @param prompts the choices of each round
   * @param rankings the answer of each round
   * @param failure why there were fewer rounds
   * @param failedCall whether that failure was one of a call
   * @param manual whether the user got the manual prompt
   * @param omitted what was chosen and could not be shown
   * @throws IllegalArgumentException if there is no ranking
   */
  public RppRounds {
    prompts = List.copyOf(prompts);
    rankings = List.copyOf(rankings);
    if (rankings.isEmpty()) {
      throw new IllegalArgumentException("There must be at least one ranking");
    }
    Objects.requireNonNull(failure, "failure");
    omitted = List.copyOf(omitted);
  }
}
