package io.agp.optimize;

import io.agp.LabelledUser;
import io.agp.metrics.Evaluation;
import io.agp.metrics.PairedBootstrap;
import io.agp.prompt.Prompt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;

/**
 * The prompts that met the validation users. The champion is the last one promoted.
 *
 * <p>What has not been promoted does not tell learning where to go on: the validation users would
 * then guide the edits that they judge, and chance would add up from epoch to epoch until it looks
 * like a gain.
 */
final class PromptPool {
  /** The most prompts of one epoch that meet the validation users. */
  private static final int TESTS_PER_EPOCH = 4;

  private final AgpSettings settings;
  private final List<LabelledUser> users;
  private final SliceGuard slices;
  private final BiFunction<Prompt, List<LabelledUser>, Evaluation> evaluate;
  private final Map<Prompt, Evaluation> scored = new LinkedHashMap<>();
  private Prompt champion;
  private Prompt best;
  private int epochsWithoutGain;

  PromptPool(
      AgpSettings settings,
      List<LabelledUser> users,
      SliceGuard slices,
      BiFunction<Prompt, List<LabelledUser>, Evaluation> evaluate) {
    this.settings = settings;
    this.users = users;
    this.slices = slices;
    this.evaluate = evaluate;
    this.champion = settings.initial();
    this.best = settings.initial();
  }

  Prompt champion() {
    return champion;
  }

  boolean standsStill() {
    return epochsWithoutGain >= settings.patience();
  }

  /** Scores the epoch's new prompts; returns the one promoted, if the rule agrees to any. */
  Optional<Prompt> closeEpoch(int epoch, List<Prompt> kept) {
    Prompt defended = champion;
    List<Prompt> fresh = fresh(kept);
    fresh.forEach(this::score);
    fresh.sort(Comparator.comparingDouble((ToDoubleFunction<Prompt>) this::ndcg).reversed());
    for (Prompt challenger : fresh) {
      hold(challenger, fresh.size(), epoch);
    }
    Prompt before = best;
    for (Prompt prompt : fresh) {
      if (ndcg(prompt) > ndcg(best)) {
        best = prompt;
      }
    }
    epochsWithoutGain = best.equals(before) ? epochsWithoutGain + 1 : 0;
    return champion.equals(defended) ? Optional.empty() : Optional.of(champion);
  }

  private List<Prompt> fresh(List<Prompt> kept) {
    List<Prompt> fresh = new ArrayList<>();
    for (Prompt prompt : kept) {
      boolean known =
          prompt.text().equals(settings.initial().text())
              || scored.keySet().stream().anyMatch(p -> p.text().equals(prompt.text()))
              || fresh.stream().anyMatch(p -> p.text().equals(prompt.text()));
      if (!known) {
        fresh.add(prompt);
      }
    }
    return spread(fresh);
  }

  /**
   * The first, the last and some evenly between: each builds on those before, for better or worse.
   */
  private static List<Prompt> spread(List<Prompt> prompts) {
    if (prompts.size() <= TESTS_PER_EPOCH) {
      return prompts;
    }
    List<Prompt> chosen = new ArrayList<>();
    for (int i = 0; i < TESTS_PER_EPOCH; i++) {
      chosen.add(prompts.get(i * (prompts.size() - 1) / (TESTS_PER_EPOCH - 1)));
    }
    return chosen;
  }

  private void hold(Prompt challenger, int tests, int epoch) {
    Evaluation old = score(champion);
    Evaluation now = score(challenger);
    boolean promoted =
        settings.rule().promotes(old, now, tests, epoch) && passesSlices(challenger, epoch);
    settings
        .listener()
        .accept(
            new LearningEvent.Validated(
                epoch, challenger, ndcg(challenger), compare(old, now), promoted));
    if (promoted) {
      champion = challenger;
    }
  }

  /** Reports every slice at risk. */
  private boolean passesSlices(Prompt challenger, int epoch) {
    List<SliceGuard.Slice> atRisk = slices.atRisk(score(champion), score(challenger));
    for (SliceGuard.Slice slice : atRisk) {
      settings
          .listener()
          .accept(
              new LearningEvent.SliceAtRisk(
                  epoch,
                  challenger,
                  slice.name(),
                  slice.n(),
                  slice.difference(),
                  slice.low(),
                  slices.margin(),
                  slices.refuses()));
    }
    return atRisk.isEmpty() || !slices.refuses();
  }

  /** The champion against the initial prompt, if prompts were validated at all. */
  Optional<LearnedPrompt.Validation> scores() {
    if (scored.isEmpty()) {
      return Optional.empty();
    }
    Evaluation first = score(settings.initial());
    Evaluation last = score(champion);
    int k = settings.topK();
    return Optional.of(
        new LearnedPrompt.Validation(first.ndcg(k), last.ndcg(k), compare(first, last)));
  }

  private PairedBootstrap compare(Evaluation first, Evaluation second) {
    int k = settings.topK();
    return PairedBootstrap.compare(first.ndcgPerUser(k), second.ndcgPerUser(k), settings.seed());
  }

  private double ndcg(Prompt prompt) {
    return score(prompt).ndcg(settings.topK());
  }

  private Evaluation score(Prompt prompt) {
    return scored.computeIfAbsent(prompt, p -> evaluate.apply(p, users));
  }
}
