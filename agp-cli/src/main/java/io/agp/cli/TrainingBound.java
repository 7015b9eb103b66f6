package io.agp.cli;

import io.agp.LabelledUser;
import io.agp.llm.CachingLlmClient;
import io.agp.llm.LlmRole;
import io.agp.metrics.Evaluation;
import io.agp.prompt.Prompt;
import io.agp.rerank.ProfileReranker;
import io.agp.rpp.Action;
import io.agp.rpp.ActionSpace;
import io.agp.rpp.PromptAssembler;
import io.agp.rpp.SentenceRefiner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What learning can send at most: as many requests as the method makes, each as long as the longest
 * of its role. The longest are found by the methods' own code, which learns from answers as long as
 * they may be.
 */
final class TrainingBound {
  /** A rewritten sentence has at most so many characters, and one edited over and over. */
  private static final int REWRITTEN = 400;

  private static final int EDITED = 2_000;

  /** Bytes of a character in UTF-8, and in a JSON string that escapes it. */
  private static final int BYTES = 3;

  private static final char ESCAPED = '"';

  private final Experiment experiment;
  private final RunSettings run;
  private final UnaskedModel model;

  private TrainingBound(Experiment experiment, RunSettings run, int maxOutputTokens) {
    this.experiment = experiment;
    this.run = run;
    this.model = UnaskedModel.verbose(maxOutputTokens);
  }

  /**
   * The bound.
   *
   * @param maxOutputTokens of each answer
   */
  static SpendingBound of(Experiment experiment, RunSettings run, int maxOutputTokens) {
    return new TrainingBound(experiment, run, maxOutputTokens).bound();
  }

  /** The same for a measurement of the noise, which asks everybody the same several times. */
  static SpendingBound ofNoise(Experiment experiment, RunSettings run, int times, int maxOutput) {
    UnaskedModel model = UnaskedModel.verbose(maxOutput);
    NoiseReport.measure(
        model, experiment.samples(), run.learning(), times, run.options().concurrency, run.seed());
    return SpendingBound.of(model, Set.of());
  }

  private SpendingBound bound() {
    askAll();
    LearningCalls calls =
        LearningCalls.of(
            run.method(),
            run.learning(),
            run.rpp(),
            experiment.samples().train().size(),
            experiment.samples().validation().size());
    Set<LlmRole> exact = exact(calls);
    List<SpendingBound.OfRole> roles = new ArrayList<>();
    calls
        .byRole()
        .forEach(
            (role, most) ->
                roles.add(
                    new SpendingBound.OfRole(
                        role, most, exact.contains(role), most * model.asked(role).longest())));
    return new SpendingBound(roles, calls.total());
  }

  private void askAll() {
    switch (run.method()) {
      case AGP -> WorstCase.learn(experiment, model, run);
      case RPP -> askPrompts(run.rpp().paper ? run.rpp().iterations : LearningCalls.ROUNDS, 0);
      case RPP_PLUS -> {
        askPrompts(
            run.rpp().paper ? run.rpp().iterations : LearningCalls.ROUNDS, REWRITTEN * BYTES);
        SentenceRefiner.builder(model).build().refineAll(run.rpp().space()).join();
      }
      case ENUMERATION -> askPrompts(1, 0);
      case GRIPS -> {
        askPrompts(1, EDITED * BYTES);
        String longest = String.valueOf(ESCAPED).repeat(EDITED);
        SentenceRefiner.builder(model)
            .build()
            .refine(new Action.Sentence("longest-1", longest))
            .join();
      }
    }
  }

  private void askPrompts(int rounds, int more) {
    ActionSpace space = run.rpp().space();
    PromptAssembler assembler =
        PromptAssembler.builder(space)
            .profiles(ProfileOptions.profiles(model, run.learning().history))
            .build();
    LongestPrompt longest = new LongestPrompt(assembler, rounds, more);
    Stream.concat(experiment.samples().train().stream(), experiment.samples().validation().stream())
        .forEach(user -> model.count(longest.of(user.user(), user.candidates()), 1));
  }

  /**
   * AGP's one epoch without a second look ranks every user once, whatever is answered; RPP+ has
   * each sentence rewritten once.
   */
  private Set<LlmRole> exact(LearningCalls calls) {
    LearningOptions learning = run.learning();
    boolean once =
        run.method() == LearningMethod.AGP
            && learning.epochs == 1
            && learning.acceptance == LearningOptions.Acceptance.ALWAYS;
    if (!once) {
      return run.method() == LearningMethod.RPP_PLUS ? Set.of(LlmRole.EDIT) : Set.of();
    }
    UnaskedModel least = rankedAlike();
    Set<LlmRole> exact = new HashSet<>();
    calls
        .byRole()
        .forEach(
            (role, most) -> {
              if (least.asked(role).calls() == most) {
                exact.add(role);
              }
            });
    return exact;
  }

  /** The fewest requests that rank the training users: equal ones are sent once. */
  private UnaskedModel rankedAlike() {
    UnaskedModel alike = UnaskedModel.repeating();
    List<LabelledUser> users = experiment.samples().train();
    Evaluation.run(
        ProfileReranker.builder(new CachingLlmClient(alike, Model.CACHED_ANSWERS))
            .prompt(Prompt.initialProfilePrompt())
            .historyLength(run.learning().history)
            .build(),
        users,
        run.options().concurrency);
    return alike;
  }
}
