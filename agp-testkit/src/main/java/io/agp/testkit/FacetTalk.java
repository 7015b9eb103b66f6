package io.agp.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which sides of taste a text speaks of.
 *
 * @param wanted those it asks for or misses, in the order of their first mention
 * @param unwanted those it asks to leave out
 */
record FacetTalk(List<Facet> wanted, Set<Facet> unwanted) {
  private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?;])\\s+|\\n+");
  private static final Pattern REFUSING =
      Pattern.compile(
          "\\b(?:(?:do not|don't|never|without|no longer|stop|must not|should not)"
              + " (?:mention|speak|talk|name|describ|includ|giv|discuss|list|say|ask|report)\\w*"
              + "|ignore|omit|skip|leave out|disregard|drop|remove|avoid (?:mention|nam|speak)\\w*)"
              + "\\b",
          Pattern.CASE_INSENSITIVE);

  static FacetTalk of(String text) {
    Map<Facet, Integer> first = new EnumMap<>(Facet.class);
    Set<Facet> unwanted = EnumSet.noneOf(Facet.class);
    int offset = 0;
    for (String sentence : SENTENCE.split(text)) {
      read(sentence, offset, first, unwanted);
      offset += sentence.length() + 1;
    }
    List<Facet> wanted = new ArrayList<>(first.keySet());
    wanted.sort(Comparator.comparing(first::get));
    return new FacetTalk(List.copyOf(wanted), Set.copyOf(unwanted));
  }

  private static void read(
      String sentence, int offset, Map<Facet, Integer> first, Set<Facet> unwanted) {
    Matcher refusing = REFUSING.matcher(sentence);
    int refusedFrom = refusing.find() ? refusing.end() : Integer.MAX_VALUE;
    for (Facet facet : Facet.values()) {
      Matcher word = facet.words().matcher(sentence);
      if (word.find()) {
        if (word.start() < refusedFrom) {
          first.putIfAbsent(facet, offset + word.start());
        } else {
          unwanted.add(facet);
        }
      }
    }
  }

  boolean isEmpty() {
    return wanted.isEmpty() && unwanted.isEmpty();
  }
}
