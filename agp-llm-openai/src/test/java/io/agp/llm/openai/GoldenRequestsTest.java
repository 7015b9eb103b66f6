package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmRole;
import io.agp.llm.OutputSchema;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rule 17: a request holds what its model takes, byte for byte as in the files, and nothing else.
 */
class GoldenRequestsTest {
  private static final LlmRequest REQUEST =
      LlmRequest.builder(LlmRole.RERANK)
          .system("Be brief.")
          .user("Order \"A\" & B.")
          .maxOutputTokens(300)
          .schema(
              new OutputSchema(
                  "ranking",
                  "{\"type\":\"object\",\"properties\":{\"ranking\":{\"type\":\"array\",\"items\":{"
                      + "\"type\":\"integer\"},\"maxItems\":16}},\"required\":[\"ranking\"],"
                      + "\"additionalProperties\":false}"))
          .build();

  private static final Set<String> ALWAYS = Set.of("model", "messages");

  @AutoClose private final Scene scene = new Scene();

  private static Arguments golden(
      String file, UnaryOperator<OpenAiLlmClient.Builder> settings, String... fields) {
    Set<String> known = new HashSet<>(ALWAYS);
    known.addAll(Set.of(fields));
    return Arguments.of(file, settings, known);
  }

  static Stream<Arguments> goldens() {
    return Stream.of(
        golden(
            "gpt-4o",
            builder -> builder.model("gpt-4o").temperature(0.5),
            "max_completion_tokens",
            "temperature",
            "response_format"),
        golden(
            "o3-mini",
            builder -> builder.model("o3-mini").reasoningEffort("low"),
            "max_completion_tokens",
            "reasoning_effort",
            "response_format"),
        golden(
            "gpt-6-none",
            builder -> builder.model("gpt-6-luna").reasoningEffort("none").temperature(0.5),
            "max_completion_tokens",
            "reasoning_effort",
            "temperature",
            "response_format"),
        golden(
            "gpt-6-medium",
            builder -> builder.model("gpt-6-luna").reasoningEffort("medium"),
            "max_completion_tokens",
            "reasoning_effort",
            "response_format"),
        golden(
            "vllm",
            builder -> builder.model("Qwen/Qwen3-8B").temperature(0.5),
            "max_tokens",
            "temperature"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goldens")
  void aRequestIsByteForByteAsInItsFile(
      String file, UnaryOperator<OpenAiLlmClient.Builder> settings, Set<String> known)
      throws Exception {
    scene.dispatch(new FieldsOnly(known));
    scene.use(settings.apply(scene.builder()));
    assertThat(scene.client().complete(REQUEST, Deadline.none()).text()).contains("ranking");
    assertThat(scene.server.takeRequest().getBody().utf8() + "\n").isEqualTo(file(file));
  }

  @Test
  void theStrictServerRefusesWhatIsNotListed() {
    scene.dispatch(new FieldsOnly(ALWAYS));
    scene.use(scene.builder().temperature(1));
    assertThat(scene.failure())
        .isInstanceOf(LlmException.InvalidRequest.class)
        .hasMessageContaining("Unknown parameter: [temperature]");
  }

  private static String file(String name) throws Exception {
    try (InputStream in =
        GoldenRequestsTest.class.getResourceAsStream("golden/" + name + ".json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
