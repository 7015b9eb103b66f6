package io.agp.cli;

import io.agp.optimize.LearnedPrompt;
import io.agp.optimize.LearningEvent;
import io.agp.prompt.Prompt;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The best prompt that AGP has while it learns, for a run that a limit ends: the champion of the
 * validation, or without a validation the last edit that was kept.
 */
final class PromptSoFar implements Consumer<LearningEvent> {
  private final boolean validates;
  private Prompt best = Prompt.initialProfilePrompt();

  PromptSoFar(LearningOptions.Acceptance rule) {
    this.validates = rule.rule().validates();
  }

  @Override
  public void accept(LearningEvent event) {
    if (event instanceof LearningEvent.Validated met && met.promoted()) {
      best = met.challenger();
    } else if (event instanceof LearningEvent.EditDecided edit && edit.kept() && !validates) {
      best = edit.proposed();
    }
  }

  /** The prompt, and why learning is not finished. */
  LearnedPrompt prompt(String reason) {
    return new LearnedPrompt(
        best, Prompt.initialProfilePrompt(), Map.of("unfinished", reason), Optional.empty());
  }
}
