package io.agp.testkit;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Makes one instruction of many observations: what most of them speak of, the first ones most. */
final class Summariser {
  private static final int MAX_FACETS = 3;
  private static final double SHARE_OF_THE_FIRST = 0.45;

  private final double leakRate;

  Summariser(double leakRate) {
    this.leakRate = leakRate;
  }

  String write(PromptReading reading, Draws draws) {
    List<String> observations = observations(reading);
    List<Facet> facets = mostSpokenOf(observations);
    String instruction =
        facets.isEmpty()
            ? Phrases.pick(draws, "summary.nothing")
            : Phrases.pick(draws, "summary", "facets", names(facets, draws));
    return instruction + leak(observations, draws);
  }

  private static List<String> observations(PromptReading reading) {
    List<Block> texts = reading.textBlocks();
    return texts.stream()
        .filter(block -> block.texts().size() > 1)
        .max(Comparator.comparingInt(block -> block.texts().size()))
        .map(Block::texts)
        .orElseGet(() -> texts.stream().flatMap(block -> block.texts().stream()).toList());
  }

  private static List<Facet> mostSpokenOf(List<String> observations) {
    Map<Facet, Double> votes = new EnumMap<>(Facet.class);
    for (int i = 0; i < observations.size(); i++) {
      double weight = 1 / (1 + 0.1 * i);
      for (Facet facet : FacetTalk.of(observations.get(i)).wanted()) {
        votes.merge(facet, weight, Double::sum);
      }
    }
    double most = votes.values().stream().mapToDouble(vote -> vote).max().orElse(0);
    return votes.entrySet().stream()
        .filter(vote -> vote.getValue() >= SHARE_OF_THE_FIRST * most)
        .sorted(Map.Entry.<Facet, Double>comparingByValue().reversed())
        .limit(MAX_FACETS)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String names(List<Facet> facets, Draws draws) {
    List<String> names =
        facets.stream().map(facet -> Phrases.pick(draws, "name." + facet.key())).toList();
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  /** A title that an observation gave away may be passed on. */
  private String leak(List<String> observations, Draws draws) {
    List<ShownItem> titles =
        observations.stream().flatMap(text -> ItemLine.quoted(text).stream()).toList();
    return titles.isEmpty() || !draws.chance(leakRate)
        ? ""
        : " " + Phrases.pick(draws, "summary.leak", "title", titles.get(0).title());
  }
}
