package io.agp.rpp;

import io.agp.rerank.RankingRequest;
import java.util.List;
import java.util.Objects;

/**
 * A prompt filled in for one user, one list of candidates and one round. Immutable and thread-safe.
 *
 * @param prompt the choices it was made of
 * @param instruction the chosen sentences as they were filled in, without the data, one a line: the
 *     part of p_t that the agents decide
 * @param request what the model is asked, and how its answer becomes a ranking of the candidates in
 *     base order
 * @param omitted the ids of chosen sentences that were left out because a fact they hold is not
 *     known of this user; mostly empty. Copied
 */
public record AssembledPrompt(
    RppPrompt prompt, String instruction, RankingRequest request, List<String> omitted) {
  /**
   * Checks that nothing is {@code null} and copies.
   *
   * @param prompt the choices
   * @param instruction the sentences
   * @param request what the model is asked
   * @param omitted the ids of sentences left out
   */
  public AssembledPrompt {
    Objects.requireNonNull(prompt, "prompt");
    Objects.requireNonNull(instruction, "instruction");
    Objects.requireNonNull(request, "request");
    omitted = List.copyOf(omitted);
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
