package io.agp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.ChatMessage;
import io.agp.llm.ChatMessage.Author;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmRole;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearningWordingTest {
  private static final String A = "The text ignores from which decade the choices come.";
  private static final String B = "Nothing tells when they were released; the period matters.";
  private static final String C = "It should name the genres that come up again.";
  private static final String D = "The mood of the choices is not described at all.";

  static List<String> summaries() {
    return List.of(
        "Merge these remarks into one instruction:\n1. " + A + "\n2. " + B + "\n3. " + C,
        "Several colleagues reviewed texts. Distil what they have in common.\n<comments>\n- "
            + A
            + "\n- "
            + B
            + "\n- "
            + D
            + "\n</comments>\nAnswer with a single recommendation.",
        "[\""
            + A
            + "\",\""
            + B
            + "\",\""
            + C
            + "\"]\n\nBoil these critiques down to one general piece of advice.",
        "Critiques:\n```json\n[{\"user\":1,\"critique\":\""
            + A
            + "\"},{\"user\":2,\"critique\":\""
            + B
            + "\"},{\"user\":3,\"critique\":\""
            + D
            + "\"}]\n```\nCondense them into a single instruction for improving the prompt.",
        "You aggregate feedback from reviewers of a profile prompt which is used to rank"
            + " candidates.\n\n## Findings\n* "
            + A
            + "\n* "
            + B
            + "\n* "
            + C
            + "\n\n## Task\nFormulate one instruction that covers most of them.",
        "Observation 1: "
            + A
            + "\nObservation 2: "
            + B
            + "\nObservation 3: "
            + C
            + "\n\nPlease generalise these observations to one instruction.");
  }

  @ParameterizedTest
  @MethodSource("summaries")
  void anyWordingIsReadAsASummary(String prompt) {
    assertThat(Films.task(prompt)).isEqualTo(Task.SUMMARISE);
  }

  @ParameterizedTest
  @MethodSource("summaries")
  void mostSharedComesFirst(String prompt) {
    String instruction = Films.ask(Films.plain().build(), prompt);
    assertThat(FacetTalk.of(instruction).wanted().get(0)).isEqualTo(Facet.ERA);
  }

  private static final String OLD =
      "Summarise the viewer's taste so that candidates can be ranked. Name the genres.";
  private static final String CHANGE = "Descriptions should also give the release years.";

  static List<String> edits() {
    return List.of(
        "Rewrite the prompt so that it follows the suggestion.\n\nPROMPT:\n"
            + OLD
            + "\n\nSUGGESTION:\n"
            + CHANGE,
        "<current_prompt>"
            + OLD
            + "</current_prompt>\n<feedback>"
            + CHANGE
            + "</feedback>\nOutput an improved prompt.",
        "You are a prompt engineer. Revise this template:\n```\n"
            + OLD
            + "\n```\nin the light of this advice:\n```\n"
            + CHANGE
            + "\n```\nReturn the revised template only.",
        "{\"prompt\": \"" + OLD + "\", \"instruction\": \"" + CHANGE + "\"}\n\nUpdate the prompt.",
        "Current prompt: " + OLD + "\nGuidance: " + CHANGE + "\nNow modify the prompt accordingly.",
        "Please apply the following change request to the text, which is a prompt.\n\n"
            + "### Change request\n"
            + CHANGE
            + "\n\n### Prompt\n"
            + OLD
            + "\n\n### Rules\nKeep it under 60 words.");
  }

  @ParameterizedTest
  @MethodSource("edits")
  void anyWordingIsReadAsAnEdit(String prompt) {
    assertThat(Films.task(prompt)).isEqualTo(Task.EDIT);
  }

  @ParameterizedTest
  @MethodSource("edits")
  void theOldPromptStaysAndTheChangeComes(String prompt) {
    String edited = Films.ask(Films.plain().build(), prompt);
    assertThat(edited).startsWith(OLD);
    assertThat(FacetTalk.of(edited).wanted()).containsExactly(Facet.GENRE, Facet.ERA);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 1", "4, 2", "7, 2", "8, 3", "10, 3"})
  void strengthBoundsWhatIsAdded(int strength, int added) {
    String edited =
        Films.ask(
            Films.plain().build(),
            "Edit the prompt. Strength of the change: "
                + strength
                + " of 10.\n\nInstruction:\n\"\"\"\nAsk for years, genres, mood and"
                + " themes.\n\"\"\"\n\nPrompt:\n\"\"\"\nDescribe what the person likes.\n\"\"\"");
    assertThat(FacetTalk.of(edited).wanted()).hasSize(added);
  }

  @Test
  void whatIsNoLongerWantedGoes() {
    String edited =
        Films.ask(
            Films.plain().build(),
            "Revise the prompt.\nPrompt: Describe the taste. Describe the mood. Name the"
                + " genres.\nInstruction: Do not ask for the tone.");
    assertThat(FacetTalk.of(edited).wanted()).containsExactly(Facet.GENRE);
  }

  private static String mended(String complaint) {
    String first =
        OLD + " Give the years as in \"Silver Voyage (1995)\". Mention the ground truth.";
    LlmRequest request =
        LlmRequest.builder(LlmRole.EDIT)
            .user(edits().get(0))
            .message(new ChatMessage(Author.ASSISTANT, first))
            .user(complaint)
            .build();
    return Films.ask(Films.plain().build(), request);
  }

  @Test
  void complaintsAreHeeded() {
    assertThat(mended("It has 21 words; shorten it to at most 14 words")).isEqualTo(OLD);
    assertThat(mended("it names a single item (\"Silver Voyage (1995)\"); name no item"))
        .doesNotContain("Silver")
        .contains("ground truth");
    assertThat(mended("The prompt must not contain \"ground truth\"."))
        .doesNotContain("ground truth")
        .contains("Silver");
  }

  @Test
  void aLeakGoesFromTheInstructionIntoThePrompt() {
    SimulatedLlm leaky = Films.plain().leakRate(1).build();
    String summary =
        Films.ask(
            leaky,
            summaries()
                .get(0)
                .replace(A, "The years matter. A work such as \"Red Orbit\" shows it."));
    assertThat(summary).contains("\"Red Orbit\"");
    assertThat(Films.ask(leaky, edits().get(4).replace(CHANGE, summary))).contains("Red Orbit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The sentence below is part of a prompt. Reword it so that a model follows it more reliably."
            + "\n\nSentence to edit:\n```\n%s\n```",
        "Rewrite the following sentence:\n<text>%s</text>"
      })
  void aSentenceIsRewordedAndKeepsItsMeaning(String wording) {
    String sentence = "Judge how alike every candidate is to the films watched before.";
    String prompt = String.format(wording, sentence);

    assertThat(Films.task(prompt)).isEqualTo(Task.REWORD);
    assertThat(Films.ask(Films.plain().build(), prompt))
        .startsWith(sentence)
        .isNotEqualTo(sentence);
  }
}
