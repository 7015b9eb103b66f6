package io.agp.rerank;

import io.agp.Item;
import io.agp.Ranking;
import io.agp.Reranker;
import io.agp.User;
import io.agp.internal.Candidates;
import io.agp.internal.PromptData;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.prompt.RoleTemplate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Asks a model to rank by the raw history, in one call: the AGP paper's two baselines, LLM-Dir and
 * LLM-CoT (section 3.1). Immutable and thread-safe.
 */
public final class HistoryReranker implements Reranker {
  private final RankingCall call;
  private final int historyLength;

  private HistoryReranker(
      LlmClient llm, int historyLength, RoleTemplate template, boolean structured) {
    if (historyLength < 1) {
      throw new IllegalArgumentException("historyLength must be at least 1, was " + historyLength);
    }
    this.call = new RankingCall(llm, template, structured);
    this.historyLength = historyLength;
  }

  /**
   * LLM-Dir: the model answers at once.
   *
   * @param llm the model
   * @param historyLength how many of the latest items the model sees; at least 1
   * @return the reranker
   * @throws IllegalArgumentException if {@code historyLength} is less than 1
   */
  public static HistoryReranker direct(LlmClient llm, int historyLength) {
    return direct(llm, historyLength, RoleTemplate.direct());
  }

  /**
   * LLM-Dir with a template of yours.
   *
   * @param llm the model
   * @param historyLength how many of the latest items the model sees; at least 1
   * @param template a template with the placeholders of {@link RoleTemplate#direct()}
   * @return the reranker
   * @throws IllegalArgumentException if {@code historyLength} is less than 1
   */
  public static HistoryReranker direct(LlmClient llm, int historyLength, RoleTemplate template) {
    return new HistoryReranker(llm, historyLength, template, true);
  }

  /**
   * LLM-CoT: the model reasons before it answers.
   *
   * @param llm the model
   * @param historyLength how many of the latest items the model sees; at least 1
   * @return the reranker
   * @throws IllegalArgumentException if {@code historyLength} is less than 1
   */
  public static HistoryReranker chainOfThought(LlmClient llm, int historyLength) {
    return new HistoryReranker(llm, historyLength, RoleTemplate.chainOfThought(), false);
  }

  @Override
  public CompletableFuture<Ranking> rerankAsync(
      User user, List<Item> candidates, Deadline deadline) {
    List<Item> checked = Candidates.checked(candidates);
    if (checked.size() < 2) {
      return CompletableFuture.completedFuture(Ranking.base(checked));
    }
    return call.ask(
        user.id(),
        Map.of(
            "history", PromptData.items(user.lastItems(historyLength)),
            "candidates", PromptData.numbered(checked)),
        checked,
        deadline);
  }
}
