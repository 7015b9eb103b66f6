package io.agp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CritiqueWordingTest {
  private static final String PROMPT =
      "Describe the taste by genre, so that candidates can be ranked and sorted in order.";
  private static final String RANKED =
      """
      1. Night Clerk (1974)
      2. Paper Hearts (1958)
      3. Kitchen War (2012)
      4. Silver Voyage (1995)
      5. Old Sheriff (1939)
      """;
  private static final String SEEN =
      "- Iron Comet (1994)\n- Red Orbit (1995)\n- The Glass Moon (1996)\n";

  static List<String> prompts() {
    return List.of(
        "Why did this go wrong?\n\nPrompt used:\n"
            + PROMPT
            + "\n\nWatched before:\n"
            + SEEN
            + "\nProfile: likes good films.\n\nResulting order:\n"
            + RANKED
            + "\nThe item ranked 4 was watched next; it should be 1.",
        "Diagnose the failure of a recommender.\n<prompt>"
            + PROMPT
            + "</prompt>\n<history>\n"
            + SEEN
            + "</history>\n<ranking>\n"
            + RANKED
            + "</ranking>\n<outcome>\"Silver Voyage\" came 4th, the ideal place is"
            + " 1st.</outcome>\nTell what the prompt overlooks.",
        "Criticise the ranking below.\nHistory: Iron Comet (1994); Red Orbit (1995); The Glass Moon"
            + " (1996)\nInstruction given: "
            + PROMPT
            + "\nRanking:\n"
            + RANKED
            + "\nCandidate 4 was actually chosen and belongs on position 1.",
        "The profile prompt:\n```json\n\""
            + PROMPT
            + "\"\n```\nEarlier choices:\n```json\n[{\"title\":\"Iron Comet (1994)\"},{\"title\":"
            + "\"Red Orbit (1995)\"},{\"title\":\"The Glass Moon (1996)\"}]\n```\nList as"
            + " reranked:\n```json\n[{\"id\":1,\"title\":\"Night Clerk (1974)\"},{\"id\":2,"
            + "\"title\":\"Paper Hearts (1958)\"},{\"id\":3,\"title\":\"Kitchen War"
            + " (2012)\"},{\"id\":4,\"title\":\"Silver Voyage (1995)\"}]\n```\nFeedback: number 4"
            + " should have been first.\n\nExplain what information was missing.",
        "A viewer saw these:\n"
            + SEEN
            + "\nA model got the template \""
            + PROMPT
            + "\" and its ranking was:\n"
            + RANKED
            + "\nBut the viewer actually picked Silver Voyage (1995), which stood at position 4"
            + " instead of 1. Find out why it was missed and say so in general terms.",
        "Review this result.\n\nPROMPT\n"
            + PROMPT
            + "\n\nHISTORY\n"
            + SEEN
            + "\nRANKING\n"
            + RANKED
            + "\nFEEDBACK\nrank of chosen item 4, target rank 1\n\nPoint out the shortcomings of the"
            + " prompt.");
  }

  @ParameterizedTest
  @MethodSource("prompts")
  void anyWordingIsReadAsACritique(String prompt) {
    assertThat(Films.task(prompt)).isEqualTo(Task.CRITIQUE);
  }

  @ParameterizedTest
  @MethodSource("prompts")
  void theMissingSideIsFound(String prompt) {
    // The prompt asks for genres; of what it does not ask for, only the years tell.
    assertThat(said(prompt).get(Facet.ERA)).isGreaterThanOrEqualTo(30);
  }

  private static Map<Facet, Integer> said(String prompt) {
    Map<Facet, Integer> said = new EnumMap<>(Facet.class);
    for (int seed = 0; seed < 40; seed++) {
      String critique = Films.ask(Films.plain().seed(seed).build(), prompt);
      FacetTalk.of(critique).wanted().forEach(facet -> said.merge(facet, 1, Integer::sum));
    }
    return said;
  }

  @Test
  void withoutAnItemItCanOnlyGuess() {
    String prompt = prompts().get(0).replaceFirst("The item ranked.*", "NDCG@10 was 0.43.");
    assertThat(Films.task(prompt)).isEqualTo(Task.CRITIQUE);
    assertThat(said(prompt)).hasSizeGreaterThan(5);
    assertThat(said(prompt).get(Facet.ERA)).isLessThan(20);
  }

  @Test
  void noTitleIsNamedUnlessLeaksAreWanted() {
    for (String prompt : prompts()) {
      assertThat(Films.ask(Films.plain().build(), prompt)).doesNotContain("Silver");
      assertThat(Films.ask(Films.plain().leakRate(1).build(), prompt)).contains("Silver Voyage");
    }
  }
}
