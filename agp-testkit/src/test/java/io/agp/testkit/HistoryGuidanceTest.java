package io.agp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a prompt says about how to look at earlier choices, and how to answer, is followed. */
class HistoryGuidanceTest {
  private static final String DATA =
      """
      Watched, oldest first:
      ```json
      [{"title":"%s"},{"title":"%s"},{"title":"%s"}]
      ```

      Candidates:
      ```json
      [{"id":1,"title":"Paper Hearts (1958)"},{"id":2,"title":"Silver Voyage (1995)"},\
      {"id":3,"title":"Night Clerk (1974)"}]
      ```
      """;

  /** How often of 120 a candidate comes first. */
  private static int first(int id, String role, String data, String guidance) {
    int count = 0;
    String prompt = role + "\n\n" + data + "\n" + guidance + "\n\nAnswer with the numbers alone.";
    for (int seed = 0; seed < 120; seed++) {
      String answer = Films.ask(Films.plain().seed(seed).build(), prompt);
      count += answer.startsWith("" + id) ? 1 : 0;
    }
    return count;
  }

  private static final String DRIFT =
      DATA.formatted("Paper Hearts (1958)", "Paper Hearts (1958)", "Night Clerk (1974)");

  @Test
  void theLatestChoiceWeighsMoreWhereThePromptSaysSo() {
    int plain = first(3, "", DRIFT, "Rank the candidates.");
    int latest = first(3, "", DRIFT, "Rank the candidates; the latest choices count most.");

    assertThat(latest).isGreaterThan(plain + 10);
  }

  @Test
  void anInstructionWeighsMoreThanARoleAndARoleMoreThanNothing() {
    String era = DATA.formatted("Kitchen War (2012)", "Kitchen War (2012)", "Kitchen War (2012)");
    int nothing = first(2, "", era, "Rank the candidates.");
    int role = first(2, "You know films of every decade.", era, "Rank the candidates.");
    int told = first(2, "", era, "Rank the candidates by release year.");

    assertThat(role).isGreaterThan(nothing + 10);
    assertThat(told).isGreaterThan(role + 10);
  }

  @Test
  void aSingleChoiceIsEnoughWhereLikenessIsAskedFor() {
    String one =
        DRIFT.replace(
            "[{\"title\":\"Paper Hearts (1958)\"}",
            "[" + String.join(",", Collections.nCopies(6, "{\"title\":\"Paper Hearts (1958)\"}")));
    int together = first(3, "", one, "Rank the candidates by genre.");
    int alike = first(3, "", one, "Rank the candidates by how alike in genre they are to any.");

    assertThat(alike).isGreaterThan(together + 10);
  }

  @Test
  void aSentenceWithAColonIsAnInstruction() {
    PromptReading reading =
        PromptReading.of(
            Films.request(
                    DRIFT
                        + "\nLet the choices decide: those of like genre, period or mood come"
                        + " first, and the latest choices count most.")
                .messages(),
            new DataReader(title -> false));

    assertThat(reading.itemBlocks()).hasSize(2);
    assertThat(Guidance.of(reading.proseAndTexts()).latestCount()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Give the numbers, separated by commas, without any working. | \\d, \\d, \\d
          Write the numbers, one on each line, and add no reason. | (?s)\\d\\n\\d\\n\\d
          Answer with one line for each candidate. | (?s)\\d\\n\\d\\n\\d
          Answer with a JSON list. | \\[\\d, \\d, \\d\\]
          """)
  void fencesAroundDataAreNoWishForJson(String form, String answer) {
    assertThat(Films.ask(Films.plain().build(), DRIFT + "\nRank the candidates. " + form))
        .matches(answer);
  }
}
