package io.agp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileWordingTest {
  static List<String> prompts() {
    return List.of(
        "Here are films that somebody watched:\n1. Iron Comet (1994)\n2. Red Orbit (1995)\n3. The"
            + " Glass Moon (1996)\nCharacterise the viewer's taste. Mention genre and release"
            + " year.",
        "Summarise what this reader of screens prefers, by category and decade, so that a colleague"
            + " can rank and sort candidates with it.\n\n<watched>\n- \"Iron Comet\" (1994)\n-"
            + " \"Red Orbit\" (1995)\n- \"The Glass Moon\" (1996)\n</watched>",
        "Write a profile of the person. It will be used to re-rank a list of candidates, best"
            + " first, so state the genres and the period.\n\nHistory: Iron Comet (1994); Red Orbit"
            + " (1995); The Glass Moon (1996)",
        "```json\n[{\"title\":\"Iron Comet (1994)\"},{\"title\":\"Red Orbit (1995)\"},{\"title\":"
            + "\"The Glass Moon (1996)\"}]\n```\nFrom these choices, infer the person's preferences"
            + " (what kinds of films, from which years).",
        "Your task is to paint a portrait of a viewer's interests.\nInclude:\n- genres\n- years of"
            + " release\n\nRecently watched:\nIron Comet (1994), Red Orbit (1995), The Glass Moon"
            + " (1996)",
        "Please tell me in two sentences what sort of person this is and what she likes: which"
            + " genres, which decades. She watched \"Iron Comet\", \"Red Orbit\" and \"The Glass"
            + " Moon\".",
        "Instruction: Describe the user's preferences with genres and eras.\nItems liked:\n[1] Iron"
            + " Comet (1994)\n[2] Red Orbit (1995)\n[3] Glass Moon, The (1996)");
  }

  @ParameterizedTest
  @MethodSource("prompts")
  void anyWordingIsReadAsAProfile(String prompt) {
    assertThat(Films.task(prompt)).isEqualTo(Task.PROFILE);
  }

  @ParameterizedTest
  @MethodSource("prompts")
  void whatIsAskedForIsSaid(String prompt) {
    assertThat(Films.ask(Films.plain().build(), prompt)).contains("sci-fi").contains("1994–1996");
  }

  private static String profile(String asked) {
    return Films.ask(
        Films.plain().build(),
        asked
            + "\n\nThe person's latest choices, oldest first:\n```json\n[{\"title\":\"Iron Comet"
            + " (1994)\"},{\"title\":\"Red Orbit (1995)\"},{\"title\":\"The Glass Moon"
            + " (1996)\"}]\n```");
  }

  @Test
  void aVagueQuestionGetsAVagueAnswer() {
    assertThat(profile("Describe this person's taste in a few sentences."))
        .doesNotContain("199", "action", "drama");
  }

  @Test
  void whatIsToBeLeftOutIsLeftOut() {
    assertThat(profile("Describe this person's taste by genre. Do not mention years."))
        .contains("sci-fi")
        .doesNotContain("199");
  }

  @Test
  void countsAreGivenIfAskedFor() {
    assertThat(profile("Describe the taste: genres, and how many of the choices have each."))
        .contains("sci-fi (3 of 3)", "action (1 of 3)");
  }

  @Test
  void theLatestChoiceIsNamedByItsTraits() {
    assertThat(profile("Describe the taste by year. The most recent choices matter more."))
        .contains("from 1996");
  }

  @Test
  void tooManyQuestionsGetSuperficialAnswers() {
    String profile =
        profile(
            "Describe mood, themes, settings, directors, popularity, genres, years and dislikes.");
    assertThat(profile).doesNotContain("sci-fi", "199");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[\n\n]", "[]"})
  void nothingIsInventedOfAnEmptyHistory(String empty) {
    String answer =
        Films.ask(
            Films.plain().build(),
            "Describe this person's taste.\n\nThe person's latest choices:\n```json\n"
                + empty
                + "\n```");
    assertThat(answer).containsIgnoringCase("no earlier");
  }

  @Test
  void factsInThePromptAreEnough() {
    SimulatedLlm ignorant = SimulatedLlm.builder().seed(3).malformedRate(0).build();
    String answer =
        Films.ask(
            ignorant,
            "Describe this reader's taste: which authors and which categories.\n\nBooks"
                + " read:\n[{\"title\":\"A Tall Tree\",\"author\":\"Mira"
                + " Olde\",\"categories\":\"Poetry\"},{\"title\":\"Low Tide\",\"author\":\"Mira"
                + " Olde\",\"categories\":[\"Poetry\",\"Nature\"]}]");
    assertThat(answer).contains("Mira Olde", "poetry", "nature", "books");
  }
}
