package io.agp.testkit;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a prompt has a model look at earlier choices.
 *
 * @param pointedAt the sides of taste that an instruction tells it to look at
 * @param inRole those that only a description of the model itself speaks of ("You know films of
 *     every decade"): they catch its eye, but less
 * @param latestCount whether the latest choices shall count most
 * @param oneByOne whether candidates are to be held against the single choices, and not against
 *     what these have in common
 */
record Guidance(Set<Facet> pointedAt, Set<Facet> inRole, boolean latestCount, boolean oneByOne) {
  private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?;])\\s+|\\n+");
  private static final Pattern ROLE =
      Pattern.compile(
          "(?i)^\\s*(?:you(?:'re)? (?!must|should|will|shall|can|could|may|might|need|have to)"
              + "|act as|imagine (?:that )?you|pretend|as an? )");
  private static final Pattern FOLLOWS_THE_LATEST =
      Pattern.compile("(?i)\\bfollows?\\b[^.;:?!]{0,60}\\b(?:last|latest|most recent)\\b");
  private static final Pattern ALIKE =
      Pattern.compile("(?i)\\b(?:alike|similar(?:ity|ities|ly)?|likeness|resembl\\w+)\\b");

  /** What a prompt's words, without its data, say. */
  static Guidance of(String said) {
    StringBuilder role = new StringBuilder();
    StringBuilder instruction = new StringBuilder();
    for (String sentence : SENTENCE.split(said)) {
      (ROLE.matcher(sentence).find() ? role : instruction).append(sentence).append('\n');
    }
    Set<Facet> told = facets(instruction.toString());
    Set<Facet> mentioned = facets(role.toString());
    mentioned.removeAll(told);
    return new Guidance(
        told,
        mentioned,
        told.contains(Facet.RECENCY) || FOLLOWS_THE_LATEST.matcher(instruction).find(),
        ALIKE.matcher(instruction).find());
  }

  private static Set<Facet> facets(String text) {
    Set<Facet> facets = EnumSet.noneOf(Facet.class);
    facets.addAll(FacetTalk.of(text).wanted());
    return facets;
  }
}
