package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.LlmResponse;
import io.agp.llm.TokenUsage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {
  @AutoClose private final Scene scene = new Scene();

  private static String choice(String message, String finish) {
    return "{\"choices\":[{\"message\":%s,\"finish_reason\":\"%s\"}]}".formatted(message, finish);
  }

  private LlmResponse read(String body) {
    return scene.answer(Scene.json(200, body)).ask();
  }

  @Test
  void theAnswerComesWithModelIdAndUsage() {
    LlmResponse response =
        scene.answer(Scene.json(200, Scene.completion("Hi"), "x-request-id", "req_9")).ask();
    assertThat(response.text()).isEqualTo("Hi");
    assertThat(response.model()).isEqualTo("gpt-4o-mini-2024-07-18");
    assertThat(response.requestId()).hasValue("req_9");
    assertThat(response.usage()).isEqualTo(TokenUsage.of(9, 4));
    assertThat(response.cached()).isFalse();
  }

  @Test
  void theMinimalAnswerIsEnough() {
    LlmResponse response = read("{\"choices\":[{\"message\":{\"content\":\"Hi\"}}]}");
    assertThat(response.text()).isEqualTo("Hi");
    assertThat(response.model()).isEmpty();
    assertThat(response.requestId()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "\"many\"", "{\"prompt_tokens\":-1,\"prompt_tokens_details\":null}"})
  void oddUsageDoesNotLoseAPaidAnswer(String usage) {
    String body = "{\"choices\":[{\"message\":{\"content\":\"Hi\"}}],\"usage\":%s}";
    assertThat(read(body.formatted(usage)).usage()).isEqualTo(TokenUsage.NONE);
  }

  @Test
  void hugeCountsDoNotOverflowTheSum() {
    String body = "{\"choices\":[{\"message\":{\"content\":\"%s\"}}],%s}";
    String usage = "\"usage\":{\"prompt_tokens\":1e300}";
    scene.answer(Scene.json(200, body.formatted("", usage)));
    assertThat(read(body.formatted("Hi", usage)).usage().input()).isPositive();
  }

  @Test
  void partsOfTextAreJoined() {
    String parts =
        "{\"content\":[{\"type\":\"thinking\"},{\"type\":\"text\",\"text\":\"H\"},"
            + "{\"type\":\"text\",\"text\":\"i\"}]}";
    assertThat(read(choice(parts, "stop")).text()).isEqualTo("Hi");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "\"\""})
  void anErrorFieldThatSaysNothingIsNone(String error) {
    String body = "{\"error\":%s,\"choices\":[{\"message\":{\"content\":\"Hi\"}}]}";
    assertThat(read(body.formatted(error)).text()).isEqualTo("Hi");
  }
}
