package io.agp.rpp;

import io.agp.concurrent.Futures;
import io.agp.llm.Deadline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Draws the edits of GRIPS: delete, swap, paraphrase, add. A space has one sentence per pattern.
 */
final class SentenceEdits {
  private final SentenceRefiner paraphraser;
  private final Random random;
  private final SentenceGuard guard;
  private final Consumer<Refinement> refused;

  /** By the id of the action they were taken from. */
  private final Map<String, List<String>> deleted = new HashMap<>();

  SentenceEdits(
      SentenceRefiner paraphraser,
      Random random,
      SentenceGuard guard,
      Consumer<Refinement> refused) {
    this.paraphraser = paraphraser;
    this.random = random;
    this.guard = guard;
    this.refused = refused;
  }

  private enum Edit {
    DELETE,
    SWAP,
    PARAPHRASE,
    ADD
  }

  boolean possible(ActionSpace space) {
    return !editable(space).isEmpty();
  }

  private static List<ActionSet> editable(ActionSpace space) {
    return space.sets().stream()
        .filter(set -> set.actions().get(0) instanceof Action.Sentence s && !s.text().isBlank())
        .toList();
  }

  /** The space with one sentence edited; the same space where the edit drawn is not possible. */
  ActionSpace edit(ActionSpace space, PromptTrial spending) {
    List<ActionSet> sets = editable(space);
    ActionSet set = sets.get(random.nextInt(sets.size()));
    Action.Sentence sentence = (Action.Sentence) set.actions().get(0);
    Edit edit = Edit.values()[random.nextInt(Edit.values().length)];
    Refinement edited =
        guard.judge(
            edit == Edit.PARAPHRASE
                ? paraphrase(sentence, spending)
                : RewriteRule.judge(
                    sentence.text(), rearranged(sentence, edit), Rules.MAX_SENTENCE));
    if (SentenceGuard.isRefusal(edited)) {
      refused.accept(edited);
    }
    if (edited.text().equals(sentence.text())) {
      return space;
    }
    return space.toBuilder()
        .replace(
            ActionSet.of(set.pattern(), List.of(new Action.Sentence(sentence.id(), edited.text()))))
        .build();
  }

  private Refinement paraphrase(Action.Sentence sentence, PromptTrial spending) {
    if (paraphraser.refined().get(sentence).isEmpty()) {
      spending.spent(1);
    }
    return Futures.await(paraphraser.refine(sentence), Deadline.none());
  }

  private String rearranged(Action.Sentence sentence, Edit edit) {
    List<String> phrases = phrases(sentence.text());
    List<String> gone = deleted.computeIfAbsent(sentence.id(), id -> new ArrayList<>());
    switch (edit) {
      case DELETE -> delete(phrases, gone);
      case SWAP -> swap(phrases);
      default -> add(phrases, gone);
    }
    return String.join(" ", phrases);
  }

  /** Cut behind commas, colons and the like, so that phrases can be put together with spaces. */
  private static List<String> phrases(String sentence) {
    return new ArrayList<>(List.of(sentence.split("(?<=[,;:.]) ", -1)));
  }

  private void delete(List<String> phrases, List<String> gone) {
    if (phrases.size() > 1) {
      gone.add(phrases.remove(random.nextInt(phrases.size())));
    }
  }

  private void swap(List<String> phrases) {
    int one = random.nextInt(phrases.size());
    int other = random.nextInt(phrases.size());
    String moved = phrases.set(one, phrases.get(other));
    phrases.set(other, moved);
  }

  private void add(List<String> phrases, List<String> gone) {
    if (!gone.isEmpty()) {
      phrases.add(random.nextInt(phrases.size() + 1), gone.get(random.nextInt(gone.size())));
    }
  }
}
