package io.agp.cli;

import io.agp.optimize.LearningEvent;
import io.agp.rpp.FixedPromptPolicy;
import io.agp.rpp.RppPolicy;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Learning by the methods whose prompts are made of given sentences, as {@code train} does it. */
final class RppTraining {
  private final RunSettings run;
  private final Experiment experiment;
  private final Model model;
  private final PrintWriter out;

  RppTraining(RunSettings run, Experiment experiment, Model model, PrintWriter out) {
    this.run = run;
    this.experiment = experiment;
    this.model = model;
    this.out = out;
  }

  /** A prompt for each user; a limit that a validation bore leaves no policy. */
  void learn(BaseRanking base, Consumer<LearningEvent> listener, Path file) {
    RppPolicy policy =
        model.whole(
            run.rpp()
                .learn(
                    model.client(),
                    run.method() == LearningMethod.RPP_PLUS,
                    base.recommender(),
                    run.learning(),
                    experiment.trainingData(),
                    run.seed(),
                    run.options().concurrency,
                    listener));
    policy.save(file);
    Map<String, String> learnedOn = policy.learnedOn();
    out.printf("  serves %s%n", learnedOn.getOrDefault("serves", "what was learned"));
    out.printf(
        "  %s call(s) for profiles, %s of them failed; %s prompt(s) lacked what was chosen%n",
        learnedOn.get("profileCalls"),
        learnedOn.get("failedProfileCalls"),
        learnedOn.get("incompletePrompts"));
  }

  /** One prompt for everybody. */
  void learnFixed(Consumer<LearningEvent> listener, Path file) {
    FixedPromptPolicy policy =
        model.whole(
            run.rpp()
                .learnFixed(
                    model.client(),
                    run.method(),
                    run.learning(),
                    experiment.trainingData(),
                    run.seed(),
                    run.options().concurrency,
                    listener));
    policy.save(file);
    out.println("  " + policy.prompt());
  }
}
