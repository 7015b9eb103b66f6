package io.agp.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the facts of a history into words. Not thread-safe. */
final class TasteWords {
  /** How exactly the model speaks. */
  enum Wording {
    SUPERFICIAL,
    IN_WORDS,
    COUNTED
  }

  private static final int MAX_VALUES = 5;
  private static final int GAP_BETWEEN_PERIODS = 6;

  private final List<Facts> history;
  private final Wording wording;
  private final Draws draws;

  TasteWords(List<Facts> history, Wording wording, Draws draws) {
    this.history = history;
    this.wording = wording;
    this.draws = draws;
  }

  String mostFrequentGenre() {
    return counts(Facet.GENRE).keySet().stream().findFirst().orElse("");
  }

  /** How many choices have each value, the most frequent first. */
  private Map<String, Integer> counts(Facet facet) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Facts facts : history) {
      facts.of(facet).forEach(value -> counts.merge(value, 1, Integer::sum));
    }
    return mostFrequentFirst(counts);
  }

  private static Map<String, Integer> mostFrequentFirst(Map<String, Integer> counts) {
    Map<String, Integer> sorted = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  /** The values of a side of taste with their strengths, or nothing if there are no facts. */
  String values(Facet facet) {
    return listed(counts(facet));
  }

  private String listed(Map<String, Integer> counts) {
    int most = wording == Wording.SUPERFICIAL ? 2 : MAX_VALUES + (counts.size() > 8 ? 1 : 0);
    List<Map.Entry<String, Integer>> shown = counts.entrySet().stream().limit(most).toList();
    if (wording == Wording.COUNTED) {
      return join(
          shown.stream()
              .map(
                  entry ->
                      String.format(
                          "%s (%d of %d)", entry.getKey(), entry.getValue(), history.size()))
              .toList());
    }
    return inBands(shown);
  }

  /** "mostly drama and crime, often comedy, now and then horror". */
  private String inBands(List<Map.Entry<String, Integer>> entries) {
    Map<String, List<String>> bands = new LinkedHashMap<>();
    for (Map.Entry<String, Integer> entry : entries) {
      double share = entry.getValue() / (double) history.size();
      String band = share >= 0.6 ? "most" : share >= 0.35 ? "often" : "some";
      bands.computeIfAbsent(band, key -> new ArrayList<>()).add(entry.getKey());
    }
    List<String> parts = new ArrayList<>();
    bands.forEach(
        (band, values) -> parts.add(Phrases.pick(draws, "strength." + band) + " " + join(values)));
    return String.join(", ", parts);
  }

  private static String join(List<String> values) {
    int last = values.size() - 1;
    return last < 1
        ? String.join("", values)
        : String.join(", ", values.subList(0, last)) + " and " + values.get(last);
  }

  /** The years in words, or nothing if none is known. */
  String years() {
    List<Integer> years = new ArrayList<>();
    history.forEach(facts -> facts.year().ifPresent(years::add));
    if (years.isEmpty()) {
      return "";
    }
    Collections.sort(years);
    if (wording == Wording.SUPERFICIAL) {
      return "in the " + years.get(years.size() / 2) / 10 * 10 + "s";
    }
    return listed(mostFrequentFirst(periods(years)));
  }

  /** Years that lie near each other become one period. */
  private Map<String, Integer> periods(List<Integer> years) {
    Map<String, Integer> periods = new LinkedHashMap<>();
    int from = 0;
    for (int i = 1; i <= years.size(); i++) {
      if (i == years.size() || years.get(i) - years.get(i - 1) > GAP_BETWEEN_PERIODS) {
        int first = years.get(from);
        int last = years.get(i - 1);
        periods.put(first == last ? "in " + first : "in " + first + "–" + last, i - from);
        from = i;
      }
    }
    return periods;
  }

  /** What the latest choice tells of the sides of taste spoken of. */
  String latest(List<Facet> told) {
    Facts facts = history.get(history.size() - 1);
    List<String> parts = new ArrayList<>();
    Set<String> genres = facts.of(Facet.GENRE);
    if (!genres.isEmpty() && (told.contains(Facet.GENRE) || !told.contains(Facet.ERA))) {
      parts.add(join(List.copyOf(genres)));
    }
    if (facts.year().isPresent() && told.contains(Facet.ERA)) {
      parts.add("from " + facts.year().getAsInt());
    }
    if (told.contains(Facet.CREATOR) && facts.has(Facet.CREATOR)) {
      parts.add("by " + join(List.copyOf(facts.of(Facet.CREATOR))));
    }
    return String.join(" ", parts);
  }

  /** Frequent genres that the history does not hold, or nothing if too little is known. */
  String absent(List<String> commonGenres) {
    Set<String> chosen = counts(Facet.GENRE).keySet();
    List<String> absent =
        commonGenres.stream().limit(8).filter(genre -> !chosen.contains(genre)).limit(2).toList();
    return chosen.isEmpty() ? "" : join(absent);
  }
}
