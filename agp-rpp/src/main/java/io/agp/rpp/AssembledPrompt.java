package io.agp.rpp;

import io.agp.Ranking;
import io.agp.concurrent.Futures;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.profile.UserProfile;
import io.agp.rerank.RankingRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * A prompt filled in for one user, one list of candidates and one round. Immutable and thread-safe.
 *
 * @param prompt the choices it was made of
 * @param instruction the chosen sentences as they were filled in and the chosen attributes, without
 *     other data: the part of p_t that the agents decide. A chosen profile stands there as the
 *     prompt that writes it
 * @param request what the model is asked, and how its answer becomes a ranking of the candidates in
 *     base order
 * @param omitted what was chosen and left out; mostly empty. Ids of sentences with a fact that is
 *     not known of this user, of attributes as {@code id/name}, and of a profile that is not there.
 *     Copied
 * @param profile the profile that the prompt shows, if one was chosen and is there
 * @param profileFailure why a chosen profile is not there, if its writing failed
 */
public record AssembledPrompt(
    RppPrompt prompt,
    String instruction,
    RankingRequest request,
    List<String> omitted,
    Optional<UserProfile> profile,
    Optional<Throwable> profileFailure) {
  /**
   * Checks that nothing is {@code null} and copies.
   *
   * @param prompt the choices
   * @param instruction the sentences
   * @param request what the model is asked
   * @param omitted what was left out
   * @param profile the profile that the prompt shows
   * @param profileFailure why a chosen profile is not there
   */
  public AssembledPrompt {
    Objects.requireNonNull(prompt, "prompt");
    Objects.requireNonNull(instruction, "instruction");
    Objects.requireNonNull(request, "request");
    omitted = List.copyOf(omitted);
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(profileFailure, "profileFailure");
  }

  /** This prompt, whose profile was chosen and could not be written. */
  AssembledPrompt withoutProfile(Throwable failure) {
    Throwable typed =
        failure instanceof TimeoutException
            ? new LlmException.Timeout(
                "The profile was not there in its share of the time", failure)
            : failure;
    return new AssembledPrompt(
        prompt, instruction, request, omitted, Optional.empty(), Optional.of(typed));
  }

  /** Asks for the ranking. Its cost is that of the profile as well. */
  CompletableFuture<Ranking> ask(LlmClient llm, Deadline deadline) {
    return Futures.map(request.ask(llm, deadline), this::withProfile);
  }

  private Ranking withProfile(Ranking ranking) {
    if (profileFailure.isPresent()) {
      return ranking.toBuilder().cost(ranking.calls() + 1, ranking.usage()).build();
    }
    return profile
        .map(
            shown ->
                ranking.toBuilder()
                    .profile(shown)
                    .cost(
                        ranking.calls() + (shown.stored() ? 0 : 1),
                        ranking.usage().plus(shown.usage()))
                    .build())
        .orElse(ranking);
  }

  /**
   * The whole prompt with the data: p_t of the paper.
   *
   * @return the texts of the messages, an empty line between them
   */
  public String text() {
    return request.request().prompt();
  }

  /** The choices and what was left out; no texts. */
  @Override
  public String toString() {
    return String.format("AssembledPrompt[%s, omitted %s]", prompt, omitted);
  }
}
