package io.agp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainAnswerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Describe the genres.",
        "  Describe the genres.\n",
        "\"Describe the genres.\"",
        "“Describe the genres.”",
        "```\nDescribe the genres.\n```",
        "```text\nDescribe the genres.\n```",
        "Here is the edited prompt:\nDescribe the genres.",
        "Here's the new prompt: Describe the genres.",
        "Sure! Here you go:\n\nDescribe the genres.",
        "Here is the edited prompt:\n```\nDescribe the genres.\n```",
        "<think>what to do</think>Describe the genres.",
      })
  void wrappingIsTakenOff(String answer) {
    assertThat(PlainAnswer.of(answer)).isEqualTo("Describe the genres.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Mood\" and \"tone\"",
        "Here the person likes to be surprised.",
        "List:\n- genres\n- years",
        "x",
        "\"",
      })
  void otherTextStays(String answer) {
    assertThat(PlainAnswer.of(answer)).isEqualTo(answer);
  }
}
