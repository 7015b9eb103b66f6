package io.agp.cli;

import io.agp.Reranker;
import io.agp.llm.LlmClient;
import io.agp.optimize.LearnedPrompt;
import io.agp.prompt.PromptPolicy;
import io.agp.rerank.HistoryReranker;
import io.agp.rerank.ProfileReranker;
import io.agp.rpp.ActionSpace;
import io.agp.rpp.Domain;
import io.agp.rpp.FixedPromptPolicy;
import io.agp.rpp.FixedPromptReranker;
import io.agp.rpp.PromptAssembler;
import io.agp.rpp.RppPolicy;
import io.agp.rpp.RppPrompt;
import io.agp.rpp.RppReranker;
import java.util.Arrays;
import java.util.List;

/** The rerankers by the names that the command line gives them. */
final class Methods {
  private Methods() {}

  /** The methods that a learned policy is held against, and its own. */
  static List<String> comparedWith(PromptPolicy policy) {
    if (policy instanceof RppPolicy) {
      return List.of("base", "dir", "manual", "rpp");
    }
    return policy instanceof FixedPromptPolicy
        ? List.of("base", "dir", "manual", "fixed")
        : List.of("base", "dir", "cot", "agp");
  }

  /** The method that a policy was learned for. */
  static String learned(PromptPolicy policy) {
    List<String> methods = comparedWith(policy);
    return methods.get(methods.size() - 1);
  }

  static Reranker of(String name, LlmClient llm, PromptPolicy policy, int history) {
    return switch (name) {
      case "base" -> Reranker.identity();
      case "dir" -> HistoryReranker.direct(llm, history);
      case "cot" -> HistoryReranker.chainOfThought(llm, history);
      case "agp" -> agp(llm, policy, history);
      case "first" ->
          agp(
              llm,
              PromptPolicy.fixed(required(name, policy, LearnedPrompt.class).initial()),
              history);
      case "manual" -> fixed(llm, RppPrompt.manual(space(policy)));
      case "fixed" -> fixed(llm, required(name, policy, FixedPromptPolicy.class).prompt());
      case "rpp" ->
          RppReranker.builder(llm, required(name, policy, RppPolicy.class))
              .profiles(ProfileOptions.profiles(llm, history))
              .build();
      default ->
          throw new IllegalArgumentException(
              "Unknown method \""
                  + name
                  + "\": known are base, dir, cot, window, first,"
                  + " agp, manual, fixed, rpp");
    };
  }

  /** A policy of whole prompts knows nothing of profiles. */
  private static Reranker agp(LlmClient llm, PromptPolicy policy, int history) {
    if (policy instanceof RppPolicy || policy instanceof FixedPromptPolicy) {
      throw new IllegalArgumentException("Method \"agp\" needs a run of agp");
    }
    return ProfileReranker.builder(llm).policy(policy).historyLength(history).build();
  }

  private static Reranker fixed(LlmClient llm, RppPrompt prompt) {
    return new FixedPromptReranker(llm, PromptAssembler.builder(prompt.space()).build(), prompt);
  }

  private static ActionSpace space(PromptPolicy policy) {
    return policy instanceof FixedPromptPolicy fixed
        ? unedited(fixed.prompt().space())
        : required("manual", policy, RppPolicy.class).space();
  }

  /** GRIPS edits the manual sentences themselves: its space no longer holds the manual prompt. */
  private static ActionSpace unedited(ActionSpace space) {
    return Arrays.stream(Domain.values())
        .map(ActionSpace::of)
        .filter(whole -> whole.domain().equals(space.domain()))
        .findFirst()
        .orElse(space);
  }

  private static <P extends PromptPolicy> P required(
      String name, PromptPolicy policy, Class<P> type) {
    if (type.isInstance(policy)) {
      return type.cast(policy);
    }
    throw new IllegalArgumentException(
        "Method \"" + name + "\" needs a run that learned it, this one learned something else");
  }
}
