package io.agp.cli;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.Reranker;
import io.agp.User;
import io.agp.llm.CachingLlmClient;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmRole;
import io.agp.metrics.Evaluation;
import io.agp.prompt.PromptPolicy;
import io.agp.rerank.HistoryReranker;
import io.agp.rpp.PromptAssembler;
import io.agp.rpp.RppPolicy;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * The methods as a dry run has them rank: nobody is asked. What hangs on the answers, the later
 * rounds of RPP and the contents of windows, is as long as it can be.
 */
final class UnaskedMethods {
  private final UnaskedModel model;
  private final LlmClient once;
  private final RoundsOptions options;
  private final Rounds rounds;
  private final PromptPolicy policy;
  private final int history;

  UnaskedMethods(
      UnaskedModel model, RoundsOptions options, long seed, PromptPolicy policy, int history) {
    this.model = model;
    this.once = new CachingLlmClient(model, Model.CACHED_ANSWERS);
    this.options = options;
    this.rounds = Rounds.all(options, seed);
    this.policy = policy;
    this.history = history;
  }

  /** What methods send at most to rank users. */
  static SpendingBound bound(
      List<String> methods,
      List<LabelledUser> users,
      RoundsOptions options,
      RunSettings run,
      PromptPolicy policy,
      int maxOutputTokens) {
    int history = run.learning().history;
    UnaskedMethods most =
        new UnaskedMethods(
            UnaskedModel.verbose(maxOutputTokens), options, run.seed(), policy, history);
    UnaskedMethods least =
        new UnaskedMethods(UnaskedModel.repeating(), options, run.seed(), policy, history);
    for (String method : methods) {
      Evaluation.run(most.of(method), users, run.options().concurrency);
      Evaluation.run(least.of(method), users, run.options().concurrency);
    }
    Set<LlmRole> atMost = EnumSet.noneOf(LlmRole.class);
    methods.forEach(method -> atMost.addAll(most.dependOnAnswers(method)));
    most.model
        .asked()
        .forEach(
            (role, asked) -> {
              if (least.model.asked(role).calls() < asked.calls()) {
                atMost.add(role);
              }
            });
    return SpendingBound.of(most.model, atMost);
  }

  /** A method by its name. */
  Reranker of(String method) {
    Reranker real = rounds.of(method, once, policy, history);
    if (inRounds(method)) {
      return counting(this::countRpp);
    }
    return method.equals(Rounds.WINDOW)
        ? (user, candidates, deadline) ->
            (candidates.size() > options.window ? counting(this::countWindows) : real)
                .rerankAsync(user, candidates, deadline)
        : real;
  }

  /** The roles whose number of calls hangs on what is answered. */
  Set<LlmRole> dependOnAnswers(String method) {
    if (inRounds(method)) {
      return EnumSet.of(LlmRole.PROFILE, LlmRole.RERANK);
    }
    return options.rounds > 1 ? EnumSet.of(LlmRole.RERANK) : EnumSet.noneOf(LlmRole.class);
  }

  private boolean inRounds(String method) {
    return method.equals("rpp") && policy instanceof RppPolicy rpp && rpp.rounds() > 1;
  }

  private static Reranker counting(BiConsumer<User, List<Item>> count) {
    return (user, candidates, deadline) -> {
      if (candidates.size() > 1) {
        count.accept(user, candidates);
      }
      return CompletableFuture.completedFuture(Ranking.base(candidates));
    };
  }

  private void countRpp(User user, List<Item> candidates) {
    RppPolicy rpp = (RppPolicy) policy;
    PromptAssembler assembler =
        PromptAssembler.builder(rpp.space())
            .refined(rpp.refined())
            .profiles(ProfileOptions.profiles(once, history))
            .build();
    LongestPrompt longest = new LongestPrompt(assembler, rpp.rounds(), 0);
    model.count(longest.of(user, candidates), (long) options.rounds * rpp.rounds());
  }

  /** A window shows no more than the whole list. */
  private void countWindows(User user, List<Item> candidates) {
    UnaskedModel whole = UnaskedModel.repeating();
    HistoryReranker.direct(whole, history).rerankAsync(user, candidates, Deadline.none()).join();
    UnaskedModel windows = UnaskedModel.repeating();
    rounds
        .of(Rounds.WINDOW, windows, policy, history)
        .rerankAsync(user, candidates, Deadline.none())
        .join();
    model.count(
        LlmRole.RERANK,
        windows.asked(LlmRole.RERANK).calls(),
        whole.asked(LlmRole.RERANK).longest());
  }
}
