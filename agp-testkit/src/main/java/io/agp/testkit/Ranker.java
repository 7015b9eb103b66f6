package io.agp.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
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
    return order(taste, Map.of(), facts, positionBias, noise, draws);
  }

  /**
   * The candidates' indices, best first, by earlier choices.
   *
   * @param thinks whether the model reasons first, and so looks more evenly and at more
   * @param pointedAt the sides of taste that the prompt tells it to look at
   */
  List<Integer> byHistory(
      List<ShownItem> history,
      List<ShownItem> candidates,
      boolean thinks,
      Set<Facet> pointedAt,
      Draws draws) {
    List<Facts> facts = book.of(candidates);
    Taste taste = glance(book.of(history), thinks, draws);
    Map<Facet, Double> attention = new EnumMap<>(Facet.class);
    for (Facet facet : COMPARED) {
      double unprompted = facet == Facet.GENRE ? 0.65 : facet == Facet.ERA ? 0 : 0.2;
      attention.put(facet, pointedAt.contains(facet) ? 0.8 : unprompted + (thinks ? 0.15 : 0));
    }
    double bias = thinks ? positionBias : BIAS_WITHOUT_THOUGHT * positionBias;
    double noise = thinks ? NOISE_WITH_THOUGHT : NOISE_FROM_HISTORY;
    return order(taste, attention, facts, bias, noise, draws);
  }

  /** A taste in which some choices count far more than others, for no good reason. */
  private Taste glance(List<Facts> history, boolean thinks, Draws draws) {
    Map<Facet, Map<String, Double>> values = new EnumMap<>(Facet.class);
    List<Taste.Period> years = new ArrayList<>();
    for (Facts facts : history) {
      double look = draws.uniform();
      double weight = thinks ? 0.4 + 0.6 * look : look * look;
      facts
          .values()
          .forEach(
              (facet, all) ->
                  all.forEach(
                      value ->
                          values
                              .computeIfAbsent(facet, key -> new HashMap<>())
                              .merge(value, weight, Double::sum)));
      facts.year().ifPresent(year -> years.add(new Taste.Period(year, year, weight)));
    }
    return new Taste(values, years, 0);
  }

  private List<Integer> order(
      Taste taste,
      Map<Facet, Double> attention,
      List<Facts> candidates,
      double bias,
      double noise,
      Draws draws) {
    int size = candidates.size();
    double[] scores = new double[size];
    for (Facet facet : Facet.values()) {
      if (COMPARED.contains(facet) && taste.knows(facet)) {
        double weight = attention.getOrDefault(facet, taste.strength(facet));
        add(scores, weight, candidates.stream().mapToDouble(c -> taste.match(facet, c, book)));
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
