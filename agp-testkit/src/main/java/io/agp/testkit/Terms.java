package io.agp.testkit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds a word of a catalogue in free text, in the forms that people give it. */
final class Terms {
  private static final Map<String, List<String>> SYNONYMS =
      Map.ofEntries(
          Map.entry("sci-fi", List.of("science fiction", "science-fiction", "scifi", "sf")),
          Map.entry("science fiction", List.of("sci-fi", "science-fiction", "scifi", "sf")),
          Map.entry("animation", List.of("animated", "cartoon", "cartoons", "anime")),
          Map.entry("children", List.of("children's", "kids", "family films", "family movies")),
          Map.entry("children's", List.of("children", "kids")),
          Map.entry("comedy", List.of("comic", "comedic", "funny", "humorous")),
          Map.entry("romance", List.of("romantic", "love stories", "love story")),
          Map.entry("drama", List.of("dramatic")),
          Map.entry("horror", List.of("scary")),
          Map.entry("thriller", List.of("suspense")),
          Map.entry("film-noir", List.of("film noir", "noir")),
          Map.entry("mystery", List.of("whodunit", "whodunits")),
          Map.entry("crime", List.of("gangster", "detective")),
          Map.entry("documentary", List.of("documentaries", "non-fiction")),
          Map.entry("adventure", List.of("adventurous")),
          Map.entry("fantasy", List.of("fantastical")));

  private Terms() {}

  /** Where a term begins and ends in a text of lower case; each place once, in order. */
  static List<int[]> find(String lowerText, String term) {
    Map<Integer, int[]> places = new TreeMap<>();
    for (String form : forms(term.toLowerCase(Locale.ROOT))) {
      for (int at = lowerText.indexOf(form); at >= 0; at = lowerText.indexOf(form, at + 1)) {
        if (isWord(lowerText, at, at + form.length())) {
          places.putIfAbsent(at, new int[] {at, at + form.length()});
        }
      }
    }
    return List.copyOf(places.values());
  }

  private static Set<String> forms(String term) {
    Set<String> forms = new LinkedHashSet<>();
    forms.add(term);
    forms.add(term + "s");
    if (term.endsWith("y")) {
      forms.add(term.substring(0, term.length() - 1) + "ies");
    }
    if (term.endsWith("s") && term.length() > 4) {
      forms.add(term.substring(0, term.length() - 1));
    }
    forms.addAll(SYNONYMS.getOrDefault(term, List.of()));
    return forms;
  }

  private static boolean isWord(String text, int from, int to) {
    return (from == 0 || !Character.isLetterOrDigit(text.charAt(from - 1)))
        && (to == text.length() || !Character.isLetterOrDigit(text.charAt(to)));
  }
}
