package io.agp.cli;

import io.agp.Reranker;
import io.agp.llm.LlmClient;
import io.agp.prompt.PromptPolicy;
import io.agp.rerank.HistoryReranker;
import io.agp.rerank.ProfileReranker;

/** The rerankers by the names that the command line gives them. */
final class Methods {
  private Methods() {}

  static Reranker of(String name, LlmClient llm, PromptPolicy policy, int history) {
    return switch (name) {
      case "base" -> Reranker.identity();
      case "dir" -> HistoryReranker.direct(llm, history);
      case "cot" -> HistoryReranker.chainOfThought(llm, history);
      case "agp" -> ProfileReranker.builder(llm).policy(policy).historyLength(history).build();
      default ->
          throw new IllegalArgumentException(
              "Unknown method \"" + name + "\": known are base, dir, cot, agp");
    };
  }
}
