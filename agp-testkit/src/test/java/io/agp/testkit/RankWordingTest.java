package io.agp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RankWordingTest {
  private static final String CANDIDATES =
      """
      1. Paper Hearts (1958)
      2. Kitchen War (2012)
      3. Silver Voyage (1995)
      4. Old Sheriff (1939)
      5. Night Clerk (1974)
      """;

  static List<String> byProfile() {
    return List.of(
        "Rank these films for a viewer.\n\nViewer profile: loves science fiction from the nineties,"
            + " describes herself as picky.\n\nFilms:\n"
            + CANDIDATES
            + "\nAnswer with the numbers only, separated by commas.",
        "You will be given a persona and options.\n<persona>Mostly sci-fi, released 1994 to"
            + " 1996.</persona>\n<options>\n"
            + CANDIDATES
            + "</options>\nPlease sort the options from most to least suitable. Reply with a JSON"
            + " array of numbers.",
        "A man enjoys sci-fi of the 1990s above all. Arrange the following titles so that what he"
            + " would like most comes first:\n"
            + CANDIDATES,
        "### Taste\n```\nMainly sci-fi (4 of 5), from 1994–1996.\n```\n### Items to order\n```\n"
            + CANDIDATES
            + "```\n### Output\nReturn {\"order\": [ids]} and nothing else.",
        "Put the movies below in order for this customer, the best match at the top.\n\nWhat we know"
            + " of the customer:\nShe watches sci-fi nearly always, with films from 1995.\n\n"
            + "[{\"id\":1,\"title\":\"Paper Hearts (1958)\"},{\"id\":2,\"title\":\"Kitchen War\"},"
            + "{\"id\":3,\"title\":\"Silver Voyage (1995)\"},{\"id\":4,\"title\":\"Old Sheriff\"},"
            + "{\"id\":5,\"title\":\"Night Clerk\"}]",
        "Description: 80 % sci-fi, most of it from the 1990s.\n"
            + "Options: (1) Paper Hearts (1958), (2) Kitchen War (2012), (3) Silver Voyage (1995),"
            + " (4) Old Sheriff (1939), (5) Night Clerk (1974)\n"
            + "Could you re-rank the options by how well they suit the description?",
        "I will provide you with 5 films, each marked by a number in brackets. Rank the films by"
            + " relevance to this search: likes sci-fi of the nineties.\n\n[1] Paper Hearts"
            + " (1958)\n[2] Kitchen War (2012)\n[3] Silver Voyage (1995)\n[4] Old Sheriff (1939)\n"
            + "[5] Night Clerk (1974)\n\nThe output format is [] > [], e.g. [4] > [2].");
  }

  static List<String> byHistory() {
    return List.of(
        "I've watched Iron Comet (1994), Red Orbit (1995), The Glass Moon (1996) in the past.\n"
            + "Watched before: Iron Comet (1994); Red Orbit (1995); The Glass Moon (1996)\n"
            + "Now there are 5 candidate movies:\n"
            + CANDIDATES
            + "Please rank these movies by how likely I am to watch them next.",
        "Seen:\n- \"Iron Comet\" (1994)\n- \"Red Orbit\" (1995)\n- \"The Glass Moon\" (1996)\n\nTo"
            + " be sorted:\n"
            + CANDIDATES
            + "\nSort. Numbers only.",
        "{\"history\":[\"Iron Comet (1994)\",\"Red Orbit (1995)\",\"Glass Moon, The (1996)\"],"
            + "\"candidates\":{\"1\":\"Paper Hearts (1958)\",\"2\":\"Kitchen War (2012)\","
            + "\"3\":\"Silver Voyage (1995)\",\"4\":\"Old Sheriff (1939)\",\"5\":\"Night Clerk"
            + " (1974)\"}}\n\nOrder the candidates for the person with this history. JSON list"
            + " please.",
        "You are a film expert. Given what a person saw, you line up what to see next.\n\n<seen>\n"
            + "Iron Comet (1994)\nRed Orbit (1995)\nThe Glass Moon (1996)\n</seen>\n<shortlist>\n"
            + CANDIDATES
            + "</shortlist>\nThink step by step about genre and release year, then rank the"
            + " shortlist. Close with {\"ranking\": [...]}.",
        "Purchases so far:\n```json\n[{\"title\":\"Iron Comet\",\"year\":\"1994\"},{\"title\":\"Red"
            + " Orbit\",\"year\":\"1995\"},{\"title\":\"The Glass Moon\"}]\n```\nSuggested"
            + " products:\n```json\n[{\"id\":1,\"title\":\"Paper Hearts\"},{\"id\":2,\"title\":"
            + "\"Kitchen War\"},{\"id\":3,\"title\":\"Silver Voyage\"},{\"id\":4,\"title\":\"Old"
            + " Sheriff\"},{\"id\":5,\"title\":\"Night Clerk\"}]\n```\nReorder the suggestions for"
            + " this shopper.",
        "I've watched the following movies in the past in order: ['1. Iron Comet (1994)', '2. Red"
            + " Orbit (1995)', '3. The Glass Moon (1996)']. Now there are 5 candidate movies that I"
            + " can watch next: ['1. Paper Hearts (1958)', '2. Kitchen War (2012)', '3. Silver"
            + " Voyage (1995)', '4. Old Sheriff (1939)', '5. Night Clerk (1974)']. Please rank these"
            + " movies by how likely it is that I watch them next. Split the output with line"
            + " breaks, order numbers only.",
        "History: Iron Comet (1994) -> Red Orbit (1995) -> The Glass Moon (1996)\nOptions:\n"
            + CANDIDATES
            + "In which order would the viewer like the options? Arrange them, one number per"
            + " line.");
  }

  static Stream<String> all() {
    return Stream.concat(byProfile().stream(), byHistory().stream());
  }

  @ParameterizedTest
  @MethodSource("all")
  void anyWordingIsReadAsRanking(String prompt) {
    assertThat(Films.task(prompt)).isEqualTo(Task.RANK);
  }

  @ParameterizedTest
  @MethodSource("byProfile")
  void whatFitsTheProfileComesFirst(String prompt) {
    String answer = Films.ask(Films.plain().build(), prompt);
    assertThat(answer.replaceAll("^\\D+", "")).as(answer).startsWith("3");
    assertThat(answer.replaceAll("\\D+", "").chars().sorted().toArray())
        .containsExactly('1', '2', '3', '4', '5');
  }

  @ParameterizedTest
  @MethodSource("byHistory")
  void whatIsLikeTheHistoryComesFirst(String prompt) {
    // From a raw history the model is careless: it errs now and then, but not as a rule.
    long right = 0;
    for (int seed = 0; seed < 20; seed++) {
      String answer = Films.ask(Films.plain().seed(seed).build(), prompt);
      String list = answer.contains("{") ? answer.substring(answer.lastIndexOf('{')) : answer;
      right += list.replaceAll("^\\D+", "").startsWith("3") ? 1 : 0;
    }
    assertThat(right).isGreaterThanOrEqualTo(14);
  }

  @Test
  void theWantedFormIsKept() {
    List<String> answers =
        byProfile().stream().map(prompt -> Films.ask(Films.plain().build(), prompt)).toList();
    assertThat(answers.get(0)).matches("3(, \\d){4}");
    assertThat(answers.get(1)).matches("\\[3(, \\d){4}\\]");
    assertThat(answers.get(3)).matches("\\{\"order\": \\[3(, \\d){4}\\]\\}");
    assertThat(answers.get(6)).matches("\\[3\\]( > \\[\\d\\]){4}");
  }

  @Test
  void titlesAreGivenWhereTitlesAreWanted() {
    String answer =
        Films.ask(
            Films.plain().build(),
            "Profile: loves sci-fi.\nRank the candidates. Answer with a numbered list of"
                + " titles.\nCandidates:\n"
                + CANDIDATES);
    assertThat(answer).startsWith("1. Silver Voyage (1995)\n2. ").hasLineCount(5);
  }

  @Test
  void thoughtComesBeforeTheAnswerIfItIsAskedFor() {
    String answer = Films.ask(Films.plain().build(), byHistory().get(3));
    assertThat(answer).matches("(?s)[A-Z].*\\n\\n\\{\"ranking\": \\[\\d(, \\d){4}\\]\\}");
  }

  @Test
  void candidatesOnePerMessageAreOneList() {
    String answer =
        Films.ask(
            Films.plain().build(),
            Films.request(
                "I will provide films, each marked by a number. Rank them for a lover of sci-fi.",
                "[1] Paper Hearts (1958)",
                "[2] Silver Voyage (1995)",
                "[3] Old Sheriff (1939)",
                "Rank the 3 films above for a lover of sci-fi. Only the order, like [1] > [2]."));
    assertThat(answer).startsWith("[2] > ").hasSize(15);
  }
}
