package io.agp.rpp;

import io.agp.Item;
import io.agp.Ranking;
import io.agp.Reranker;
import io.agp.User;
import io.agp.concurrent.Futures;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Ranks with one prompt of a space for everybody, in one call: the manual-prompt baseline of
 * section 4.1, and the fallback of learned policies. Immutable and thread-safe.
 */
public final class FixedPromptReranker implements Reranker {
  private final LlmClient llm;
  private final PromptAssembler assembler;
  private final RppPrompt prompt;

  /**
   * A reranker with a prompt of your choice.
   *
   * @param llm the model
   * @param assembler writes the prompt out
   * @param prompt the prompt for everybody
   * @throws IllegalArgumentException if the prompt was chosen from another space than the
   *     assembler's
   */
  public FixedPromptReranker(LlmClient llm, PromptAssembler assembler, RppPrompt prompt) {
    this.llm = Objects.requireNonNull(llm, "llm");
    this.assembler = Objects.requireNonNull(assembler, "assembler");
    this.prompt = Objects.requireNonNull(prompt, "prompt");
    assembler.space().requireHash(prompt.space().hash());
  }

  /**
   * The manual prompt of an assembler's space.
   *
   * @param llm the model
   * @param assembler writes the prompt out
   * @return the reranker
   */
  public static FixedPromptReranker manual(LlmClient llm, PromptAssembler assembler) {
    return new FixedPromptReranker(llm, assembler, RppPrompt.manual(assembler.space()));
  }

  @Override
  public CompletableFuture<Ranking> rerankAsync(
      User user, List<Item> candidates, Deadline deadline) {
    CompletableFuture<AssembledPrompt> assembled =
        assembler.assembleAsync(user, candidates, prompt, 0, deadline);
    return candidates.size() < 2
        ? CompletableFuture.completedFuture(Ranking.base(candidates))
        : Futures.compose(assembled, written -> written.ask(llm, deadline));
  }
}
