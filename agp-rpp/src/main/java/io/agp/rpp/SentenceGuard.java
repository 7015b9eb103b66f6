package io.agp.rpp;

import io.agp.Item;
import io.agp.optimize.LearningEvent;
import io.agp.optimize.PromptGuard;
import io.agp.prompt.Prompt;
import io.agp.rpp.Refinement.Outcome;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps what was learned from out of sentences that a model rewrote or edits put together, as AGP's
 * guards do for whole prompts, and tells of all sentences that were refused.
 */
final class SentenceGuard {
  private final PromptGuard leakage;

  /** What the sentences of the space say already is allowed. */
  SentenceGuard(Collection<Item> items, ActionSpace space) {
    StringBuilder said = new StringBuilder("Sentences:");
    for (ActionSet set : space.sets()) {
      for (Action action : set.actions()) {
        if (action instanceof Action.Sentence sentence) {
          said.append('\n').append(sentence.text());
        }
      }
    }
    this.leakage = PromptGuard.leakage(items, Prompt.of(said.toString()));
  }

  /** The original again if the rewrite holds something of the items. */
  Refinement judge(Refinement refinement) {
    Optional<String> refusal =
        refinement.outcome() == Outcome.REWRITTEN && !refinement.text().isBlank()
            ? leakage.refusal(Prompt.of(refinement.text()))
            : Optional.empty();
    return refusal
        .map(reason -> Refinement.kept(refinement.original(), Outcome.LEAKAGE, reason))
        .orElse(refinement);
  }

  /** A failed call is no refusal. */
  static boolean isRefusal(Refinement refinement) {
    return refinement.outcome() != Outcome.REWRITTEN && refinement.outcome() != Outcome.FAILED;
  }

  static LearningEvent refused(int epoch, int number, Refinement refinement) {
    return new LearningEvent.ProposalRefused(
        epoch,
        number,
        refinement.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        "\"" + refinement.original() + "\": " + refinement.detail(),
        true);
  }
}
