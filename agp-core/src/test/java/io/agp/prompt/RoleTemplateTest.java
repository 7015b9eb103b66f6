package io.agp.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.agp.llm.ChatMessage;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmRole;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RoleTemplateTest {
  static Stream<Arguments> templates() {
    return Stream.of(
        Arguments.of(RoleTemplate.profile(), LlmRole.PROFILE, List.of("prompt", "history")),
        Arguments.of(RoleTemplate.rerank(), LlmRole.RERANK, List.of("profile", "candidates")),
        Arguments.of(RoleTemplate.direct(), LlmRole.RERANK, List.of("history", "candidates")),
        Arguments.of(
            RoleTemplate.chainOfThought(), LlmRole.RERANK, List.of("history", "candidates")),
        Arguments.of(
            RoleTemplate.critique(),
            LlmRole.CRITIQUE,
            List.of("prompt", "history", "profile", "ranking", "feedback")),
        Arguments.of(RoleTemplate.summarise(), LlmRole.SUMMARISE, List.of("critiques")),
        Arguments.of(
            RoleTemplate.edit(),
            LlmRole.EDIT,
            List.of("prompt", "instruction", "strength", "errorRate", "limit")));
  }

  @ParameterizedTest
  @MethodSource("templates")
  void eachTemplateOfTheLibraryFillsItsPlaceholders(
      RoleTemplate template, LlmRole role, List<String> names) {
    LlmRequest request =
        template
            .request(names.stream().collect(Collectors.toMap(n -> n, n -> "<" + n + ">")))
            .build();

    assertThat(template.role()).isEqualTo(role);
    assertThat(template.placeholders()).containsExactlyInAnyOrderElementsOf(names);
    assertThat(request.role()).isEqualTo(role);
    assertThat(request.messages())
        .extracting(ChatMessage::author)
        .containsExactly(ChatMessage.Author.SYSTEM, ChatMessage.Author.USER);
    for (String name : names) {
      assertThat(request.messages().get(1).text()).contains("<" + name + ">");
    }
    assertThat(request.prompt()).doesNotContain("{{");
  }

  @Test
  void aQuestionOfYoursNeedsTheSamePlaceholders() {
    RoleTemplate own = RoleTemplate.summarise().withQuestion("In short: {{critiques}}");

    assertThat(own.request(Map.of("critiques", "all bad")).build().messages())
        .contains(ChatMessage.user("In short: all bad"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RoleTemplate.summarise().withQuestion("In short."))
        .withMessage("The template must hold exactly the placeholders [critiques], has []");
  }

  @Test
  void anEmptyInstructionIsNotSent() {
    assertThat(
            RoleTemplate.summarise()
                .withSystem("")
                .request(Map.of("critiques", "x"))
                .build()
                .messages())
        .extracting(ChatMessage::author)
        .containsExactly(ChatMessage.Author.USER);
    assertThat(
            RoleTemplate.summarise()
                .withSystem("Be kind.")
                .request(Map.of("critiques", "x"))
                .build()
                .messages())
        .contains(ChatMessage.system("Be kind."));
  }

  @Test
  void aMissingValueIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RoleTemplate.rerank().request(Map.of("profile", "x")))
        .withMessage("The template wants values for [candidates, profile], was given [profile]");
  }
}
