package io.agp.testkit;

import io.agp.testkit.PlantedWorld.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How well the model obeys which sentences for which users. */
final class PlantedManners {
  /** The kinds that sentences of reasoning fall into, those that follow one another together. */
  private static final int KINDS = 3;

  /** The deviation of the noise with sentences that suit. */
  private static final double LEAST_NOISE = 0.38;

  /** What the noise is multiplied by for a sentence that does not suit at all. */
  private static final double NOISE_FACTOR = 3.2;

  /** How well the best of the sentences that were not made for a user suits. */
  private static final double BEST_OTHER_FIT = 0.55;

  /** How much less a sentence suits than the one before it of the same kind. */
  private static final double STEP_WITHIN_KIND = 0.05;

  /** How often answers fail in the format that suits, and in the best and worst that do not. */
  private static final double LEAST_FAILURE = 0.03;

  private static final double BEST_OTHER_FAILURE = 0.3;
  private static final double WORST_FAILURE = 0.9;

  private final int reasoningSentences;
  private final int kinds;

  /** 1 for the sentence that suits users of another type best, 0 for that which suits least. */
  private final List<Double> roles;

  private final List<Double> reasoning;
  private final List<Double> formats;

  PlantedManners(long seed, int roles, int reasoning, int formats) {
    this.reasoningSentences = reasoning;
    this.kinds = kinds(reasoning);
    this.roles = quality(seed, "role", roles);
    this.reasoning = quality(seed, "reasoning", kinds);
    this.formats = quality(seed, "format", formats);
  }

  static int kinds(int reasoningSentences) {
    return Math.min(KINDS, reasoningSentences);
  }

  private static List<Double> quality(long seed, String pattern, int size) {
    List<Double> quality = new ArrayList<>();
    for (int place : Draws.of(seed, List.of(), "quality " + pattern).shuffled(size)) {
      quality.add(1 - place / Math.max(1.0, size - 1.0));
    }
    return quality;
  }

  /** The deviation of the noise on the scores. */
  double noise(Optional<PlantedType> type, Choice choice) {
    double misfit = 2 - roleFit(type, choice.role()) - reasoningFit(type, choice.reasoning());
    return LEAST_NOISE * Math.pow(NOISE_FACTOR, misfit);
  }

  private double roleFit(Optional<PlantedType> type, int role) {
    if (type.isEmpty() || role < 0) {
      return 0;
    }
    return type.get().role() == role ? 1 : BEST_OTHER_FIT * roles.get(role);
  }

  private double reasoningFit(Optional<PlantedType> type, int sentence) {
    if (type.isEmpty() || sentence < 0) {
      return 0;
    }
    int kind = kind(sentence);
    int within = 0;
    while (within < sentence && kind(sentence - within - 1) == kind) {
      within++;
    }
    double fit = type.get().reasoning() == kind ? 1 : BEST_OTHER_FIT * reasoning.get(kind);
    return Math.max(0, fit - STEP_WITHIN_KIND * within);
  }

  private int kind(int sentence) {
    return sentence * kinds / reasoningSentences;
  }

  /** How often an answer fails: is unreadable or cut short. */
  double failure(Optional<PlantedType> type, int format) {
    if (type.isEmpty() || format < 0) {
      return WORST_FAILURE;
    }
    return type.get().format() == format
        ? LEAST_FAILURE
        : WORST_FAILURE - (WORST_FAILURE - BEST_OTHER_FAILURE) * formats.get(format);
  }
}
