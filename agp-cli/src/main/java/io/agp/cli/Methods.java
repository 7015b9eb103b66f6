package io.agp.cli;

import io.agp.Reranker;
import io.agp.llm.LlmClient;
import io.agp.prompt.PromptPolicy;
import io.agp.rerank.HistoryReranker;
import io.agp.rerank.ProfileReranker;
import io.agp.rpp.FixedPromptReranker;
import io.agp.rpp.PromptAssembler;
import io.agp.rpp.RppPolicy;
import io.agp.rpp.RppReranker;
import java.util.List;

/** The rerankers by the names that the command line gives them. */
final class Methods {
  private Methods() {}

  /** The methods that a learned policy is held against, and its own. */
  static List<String> comparedWith(PromptPolicy policy) {
    return policy instanceof RppPolicy
        ? List.of("base", "dir", "manual", "rpp")
        : List.of("base", "dir", "cot", "agp");
  }

  static Reranker of(String name, LlmClient llm, PromptPolicy policy, int history) {
    return switch (name) {
      case "base" -> Reranker.identity();
      case "dir" -> HistoryReranker.direct(llm, history);
      case "cot" -> HistoryReranker.chainOfThought(llm, history);
      case "agp" -> agp(llm, policy, history);
      case "manual" -> manual(llm, rpp(name, policy));
      case "rpp" -> RppReranker.builder(llm, rpp(name, policy)).build();
      default ->
          throw new IllegalArgumentException(
              "Unknown method \"" + name + "\": known are base, dir, cot, agp, manual, rpp");
    };
  }

  private static Reranker agp(LlmClient llm, PromptPolicy policy, int history) {
    if (policy instanceof RppPolicy) {
      throw new IllegalArgumentException("Method \"agp\" needs a run of agp, this one is of rpp");
    }
    return ProfileReranker.builder(llm).policy(policy).historyLength(history).build();
  }

  private static Reranker manual(LlmClient llm, RppPolicy policy) {
    return FixedPromptReranker.manual(llm, PromptAssembler.builder(policy.space()).build());
  }

  private static RppPolicy rpp(String name, PromptPolicy policy) {
    if (policy instanceof RppPolicy rpp) {
      return rpp;
    }
    throw new IllegalArgumentException("Method \"" + name + "\" needs a run of rpp");
  }
}
