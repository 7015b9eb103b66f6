package io.agp.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class LlmRequestTest {
  @Test
  void messagesComeInOrderAndMakeOnePrompt() {
    LlmRequest request = LlmRequest.builder(LlmRole.OTHER).system("be brief").user("why?").build();

    assertThat(request.messages())
        .containsExactly(ChatMessage.system("be brief"), ChatMessage.user("why?"));
    assertThat(request.prompt()).isEqualTo("be brief\n\nwhy?");
  }

  @Test
  void whatIsSentMakesTwoRequestsEqual() {
    LlmRequest one = LlmRequest.builder(LlmRole.PROFILE).user("why?").build();

    assertThat(LlmRequest.builder(LlmRole.EDIT).user("why?").build())
        .isEqualTo(one)
        .hasSameHashCodeAs(one);
    assertThat(LlmRequest.builder(LlmRole.PROFILE).system("why?").build()).isNotEqualTo(one);
    assertThat(LlmRequest.builder(LlmRole.PROFILE).user("why?").maxOutputTokens(9).build())
        .isNotEqualTo(one);
    assertThat(
            LlmRequest.builder(LlmRole.PROFILE)
                .user("why?")
                .schema(new OutputSchema("answer", "{}"))
                .build())
        .isNotEqualTo(one);
  }

  @Test
  void textsStayOutOfLogs() {
    LlmRequest request = LlmRequest.builder(LlmRole.EDIT).user("a private matter").build();

    assertThat(request).hasToString("LlmRequest[EDIT, [ChatMessage[USER, 16 characters]]]");
    assertThat(ModelDouble.response("a private answer").toString()).doesNotContain("private");
  }

  @Test
  void badValuesAreRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> LlmRequest.builder(LlmRole.OTHER).build())
        .withMessage("A request needs at least one message");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LlmRequest.builder(LlmRole.OTHER).maxOutputTokens(0))
        .withMessage("maxOutputTokens must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OutputSchema("two words", "{}"))
        .withMessageContaining("was \"two words\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TokenUsage(0, 0, -1, 0))
        .withMessageContaining("output -1");
  }
}
