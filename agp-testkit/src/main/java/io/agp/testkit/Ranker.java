package io.agp.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;

/**
 * Orders candidates by a profile's text, or by a raw history, which it reads more carelessly; both
 * with some noise, and with a liking for what stands early in the prompt.
 */
final class Ranker {
  private static final Set<Facet> COMPARED =
      Set.of(
          Facet.GENRE,
          Facet.ERA,
          Facet.CREATOR,
          Facet.TONE,
          Facet.THEME,
          Facet.SETTING,
          Facet.POPULARITY);
  private static final double NOISE_FROM_PROFILE = 0.24;
  private static final double NOISE_FROM_HISTORY = 0.34;
  private static final double NOISE_WITH_THOUGHT = 0.32;
  private static final double DISTRACTION = 0.12;
  private static final double BIAS_WITHOUT_THOUGHT = 1.5;
  private static final double TOLD = 0.8;
  private static final double FADING = 0.6;

  private final FactBook book;
  private final double positionBias;

  Ranker(FactBook book, double positionBias) {
    this.book = book;
    this.positionBias = positionBias;
  }

  /** The candidates' indices, best first, by a description in words. */
  List<Integer> byProfile(String profile, List<ShownItem> candidates, Draws draws) {
    List<Facts> facts = book.of(candidates);
    Taste taste = TasteReader.read(profile, vocabulary(facts));
    double noise = NOISE_FROM_PROFILE * (1 + DISTRACTION * Math.max(0, taste.idleSentences() - 1));
    return order(List.of(taste), Map.of(), facts, positionBias, noise, draws);
  }

  /**
   * The candidates' indices, best first, by earlier choices.
   *
   * @param thinks whether the model reasons first, and so looks more evenly and at more
   * @param guidance how the prompt has it look at the choices, which stand oldest first
   */
  List<Integer> byHistory(
      List<ShownItem> history,
      List<ShownItem> candidates,
      boolean thinks,
      Guidance guidance,
      Draws draws) {
    List<Taste> choices = glance(book.of(history), thinks, guidance.latestCount(), draws);
    List<Taste> tastes = guidance.oneByOne() ? choices : List.of(Taste.of(choices));
    Map<Facet, Double> attention = new EnumMap<>(Facet.class);
    for (Facet facet : COMPARED) {
      attention.put(facet, attention(facet, thinks, guidance));
    }
    double bias = thinks ? positionBias : BIAS_WITHOUT_THOUGHT * positionBias;
    double noise = thinks ? NOISE_WITH_THOUGHT : NOISE_FROM_HISTORY;
    return order(tastes, attention, book.of(candidates), bias, noise, draws);
  }

  private static double attention(Facet facet, boolean thinks, Guidance guidance) {
    double unprompted = facet == Facet.GENRE ? 0.65 : facet == Facet.ERA ? 0 : 0.2;
    double own = unprompted + (thinks ? 0.15 : 0);
    if (guidance.pointedAt().contains(facet)) {
      return TOLD;
    }
    return guidance.inRole().contains(facet) ? (own + TOLD) / 2 : own;
  }

  /** A taste of each choice; some count far more than others, for no good reason. */
  private static List<Taste> glance(
      List<Facts> history, boolean thinks, boolean latestCount, Draws draws) {
    List<Taste> choices = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      double look = draws.uniform();
      double weight = thinks ? 0.4 + 0.6 * look : look * look;
      double age = history.size() - 1.0 - i;
      choices.add(Taste.of(history.get(i), latestCount ? weight * Math.pow(FADING, age) : weight));
    }
    return choices;
  }

  /** By how near each candidate comes to the nearest of the tastes. */
  private List<Integer> order(
      List<Taste> tastes,
      Map<Facet, Double> attention,
      List<Facts> candidates,
      double bias,
      double noise,
      Draws draws) {
    int size = candidates.size();
    double[] scores = new double[size];
    for (Facet facet : Facet.values()) {
      List<Taste> knowing = tastes.stream().filter(taste -> taste.knows(facet)).toList();
      if (COMPARED.contains(facet) && !knowing.isEmpty()) {
        double weight = attention.getOrDefault(facet, knowing.get(0).strength(facet));
        add(scores, weight, candidates.stream().mapToDouble(c -> nearest(knowing, facet, c)));
      }
    }
    for (int i = 0; i < size; i++) {
      scores[i] += bias * (1 - i / Math.max(1.0, size - 1.0)) + noise * draws.gaussian();
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingDouble((Integer i) -> -scores[i]));
    return order;
  }

  private double nearest(List<Taste> tastes, Facet facet, Facts candidate) {
    return tastes.stream()
        .mapToDouble(taste -> taste.match(facet, candidate, book))
        .max()
        .orElseThrow();
  }

  /** Adds matches stretched to 0..weight; equal matches tell nothing. */
  private static void add(double[] scores, double weight, DoubleStream matches) {
    double[] match = matches.toArray();
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : match) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    for (int i = 0; i < match.length && high > low; i++) {
      scores[i] += weight * (match[i] - low) / (high - low);
    }
  }

  static Map<Facet, Set<String>> vocabulary(List<Facts> items) {
    Map<Facet, Set<String>> vocabulary = new EnumMap<>(Facet.class);
    for (Facts facts : items) {
      facts
          .values()
          .forEach(
              (facet, values) ->
                  vocabulary.computeIfAbsent(facet, key -> new LinkedHashSet<>()).addAll(values));
    }
    return vocabulary;
  }
}
