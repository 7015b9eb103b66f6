package io.agp.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the profile that a prompt asks for. Asked for nothing in particular it stays vague; each
 * side of taste that the prompt names adds a sentence with what the history tells of it. Asked for
 * too many sides it becomes superficial and does not get to the last ones.
 */
final class ProfileWriter {
  private static final int MANY_FACETS = 5;
  private static final int FACETS_WHEN_SUPERFICIAL = 4;

  private final FactBook facts;

  ProfileWriter(FactBook facts) {
    this.facts = facts;
  }

  /**
   * Writes.
   *
   * @param instruction what is asked for
   * @param said the whole prompt, which may tell what the things chosen are called
   */
  String write(String instruction, String said, List<ShownItem> history, Draws draws) {
    String noun = Nouns.of(said);
    if (history.isEmpty()) {
      return Phrases.pick(draws, "profile.nothing", "noun", noun);
    }
    List<Facet> asked = FacetTalk.of(instruction).wanted();
    TasteWords words = new TasteWords(facts.of(history), wording(asked), draws);
    List<String> sentences = new ArrayList<>();
    sentences.add(lead(asked, words, noun, draws));
    List<Facet> told =
        asked.size() > MANY_FACETS ? asked.subList(0, FACETS_WHEN_SUPERFICIAL) : asked;
    for (Facet facet : told) {
      sentences.add(sentence(facet, told, words, draws));
    }
    return String.join(" ", sentences.stream().filter(sentence -> !sentence.isEmpty()).toList());
  }

  private static TasteWords.Wording wording(List<Facet> asked) {
    if (asked.size() > MANY_FACETS) {
      return TasteWords.Wording.SUPERFICIAL;
    }
    return asked.contains(Facet.QUANTITY)
        ? TasteWords.Wording.COUNTED
        : TasteWords.Wording.IN_WORDS;
  }

  private static String lead(List<Facet> asked, TasteWords words, String noun, Draws draws) {
    String genre = words.mostFrequentGenre();
    if (!asked.isEmpty()) {
      return Phrases.pick(draws, "profile.lead", "noun", noun);
    }
    return genre.isEmpty() || draws.chance(0.5)
        ? Phrases.pick(draws, "profile.vague", "noun", noun)
        : Phrases.pick(draws, "profile.passing", "noun", noun, "genre", genre);
  }

  private String sentence(Facet facet, List<Facet> told, TasteWords words, Draws draws) {
    return switch (facet) {
      case ERA -> orFluff(facet, words.years(), draws);
      case QUANTITY -> "";
      case RECENCY -> orFluff(facet, words.latest(told), draws);
      case DISLIKES -> orFluff(facet, words.absent(facts.commonGenres()), draws);
      default -> orFluff(facet, words.values(facet), draws);
    };
  }

  private static String orFluff(Facet facet, String values, Draws draws) {
    return values.isEmpty()
        ? Phrases.pick(draws, "fluff." + facet.key())
        : Phrases.pick(draws, "profile." + facet.key(), "values", values);
  }

  /** What the things chosen are called. */
  private static final class Nouns {
    private static final Map<String, String> NOUNS = nouns();

    private static Map<String, String> nouns() {
      Map<String, String> nouns = new LinkedHashMap<>();
      nouns.put("film", "films");
      nouns.put("movie", "movies");
      nouns.put("viewer", "films");
      nouns.put("book", "books");
      nouns.put("reader", "books");
      nouns.put("game", "games");
      nouns.put("music", "music");
      nouns.put("listener", "music");
      nouns.put("product", "products");
      nouns.put("shopper", "products");
      nouns.put("customer", "products");
      nouns.put("restaurant", "places");
      return nouns;
    }

    static String of(String said) {
      String lower = said.toLowerCase(Locale.ROOT);
      return NOUNS.entrySet().stream()
          .filter(entry -> lower.contains(entry.getKey()))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse(Titles.year(said).isPresent() ? "films" : "things");
    }
  }
}
