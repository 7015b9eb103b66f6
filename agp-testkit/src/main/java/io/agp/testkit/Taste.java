package io.agp.testkit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A taste that items can be compared with.
 *
 * @param values how strongly each value of a side of taste is liked (1) or disliked (below 0)
 * @param years the periods liked
 * @param idleSentences how many sentences of its text say nothing that can be compared
 */
record Taste(Map<Facet, Map<String, Double>> values, List<Period> years, int idleSentences) {
  private static final double YEARS_TO_FADE = 8;

  /** Years from..to, both included, and how strongly they are liked. */
  record Period(int from, int to, double strength) {
    double nearness(int year) {
      double sum = 0;
      for (int y = from; y <= to; y++) {
        sum += Math.exp(-Math.abs(year - y) / YEARS_TO_FADE);
      }
      return sum / (to - from + 1);
    }
  }

  /** The taste that one choice speaks of. */
  static Taste of(Facts choice, double weight) {
    Map<Facet, Map<String, Double>> values = new EnumMap<>(Facet.class);
    choice
        .values()
        .forEach(
            (facet, all) -> {
              Map<String, Double> liked = new HashMap<>();
              all.forEach(value -> liked.put(value, weight));
              values.put(facet, liked);
            });
    List<Period> years = new ArrayList<>();
    choice.year().ifPresent(year -> years.add(new Period(year, year, weight)));
    return new Taste(values, years, 0);
  }

  /** What several tastes come to together. */
  static Taste of(List<Taste> tastes) {
    Map<Facet, Map<String, Double>> values = new EnumMap<>(Facet.class);
    List<Period> years = new ArrayList<>();
    for (Taste taste : tastes) {
      taste.values.forEach(
          (facet, liked) -> {
            Map<String, Double> sum = values.computeIfAbsent(facet, key -> new HashMap<>());
            liked.forEach((value, strength) -> sum.merge(value, strength, Double::sum));
          });
      years.addAll(taste.years);
    }
    return new Taste(values, years, 0);
  }

  boolean knows(Facet facet) {
    return facet == Facet.ERA ? !years.isEmpty() : !values.getOrDefault(facet, Map.of()).isEmpty();
  }

  /** The strongest liking on a side of taste, 0..1. */
  double strength(Facet facet) {
    double strongest =
        facet == Facet.ERA
            ? years.stream().mapToDouble(Period::strength).max().orElse(0)
            : values.getOrDefault(facet, Map.of()).values().stream()
                .mapToDouble(Math::abs)
                .max()
                .orElse(0);
    return Math.min(1, strongest);
  }

  /** How near an item comes on a side of taste; comparable only within that side. */
  double match(Facet facet, Facts item, FactBook book) {
    if (facet == Facet.ERA) {
      return item.year().isPresent() ? nearness(item.year().getAsInt()) : 0.3;
    }
    Map<String, Double> liked = values.getOrDefault(facet, Map.of());
    Set<String> has = item.of(facet);
    double sum = 0;
    for (String value : has) {
      sum += liked.getOrDefault(value, 0.0) * book.rarity(facet, value);
    }
    return has.isEmpty() ? 0 : sum / Math.pow(has.size(), 0.7);
  }

  private double nearness(int year) {
    double sum = 0;
    double weights = 0;
    for (Period period : years) {
      sum += period.strength * period.nearness(year);
      weights += period.strength;
    }
    return weights <= 0 ? 0 : sum / weights;
  }
}
