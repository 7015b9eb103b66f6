package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmRole;
import io.agp.llm.OutputSchema;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictModeTest {
  private static final String CLOSED = "\"additionalProperties\":false";

  @AutoClose private final Scene scene = new Scene();

  private static String problem(String schema) {
    return StrictMode.problem(schema, Json.object(schema).orElseThrow()).orElse("none");
  }

  private static String object(String properties, String required) {
    return "{\"type\":\"object\",\"properties\":{%s},\"required\":[%s],%s}"
        .formatted(properties, required, CLOSED);
  }

  @Test
  void whatTheProviderWouldRefuseIsNotSent() {
    LlmRequest request =
        LlmRequest.builder(LlmRole.OTHER)
            .user("Hi")
            .schema(new OutputSchema("s", "{\"type\":\"object\"}"))
            .build();
    LlmException failure = null;
    try {
      scene.client().complete(request, Deadline.none());
    } catch (LlmException e) {
      failure = e;
    }
    assertThat(failure)
        .isInstanceOf(LlmException.InvalidRequest.class)
        .hasMessage(
            "The schema \"s\" is not one of strict mode: # must set additionalProperties to false");
    assertThat(scene.requests()).isZero();
  }

  @Test
  void theUsualSchemaIsTaken() {
    String union = "{\"type\":[\"string\",\"null\"]}";
    String either = "{\"anyOf\":[{\"type\":\"integer\"},{\"$ref\":\"#/$defs/d\"}]}";
    assertThat(problem(object("\"a\":" + union + ",\"b\":" + either, "\"a\",\"b\"")))
        .isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"array\"} | the root must be of type object, and no anyOf",
        "{\"type\":\"object\",\"anyOf\":[]} | the root must be of type object, and no anyOf",
        "{\"type\":\"object\",\"allOf\":[]} | # must not use allOf",
        "{\"type\":\"object\",\"not\":{}} | # must not use not"
      })
  void rulesOfTheRoot(String schema, String problem) {
    assertThat(problem(schema)).isEqualTo(problem);
  }

  @Test
  void everyPropertyIsRequired() {
    assertThat(problem(object("\"a\":{},\"b\":{}", "\"a\"")))
        .isEqualTo("# must require its property \"b\"");
  }

  @Test
  void rulesHoldWithinToo() {
    String open = "{\"type\":\"array\",\"items\":{\"type\":\"object\"}}";
    assertThat(problem(object("\"a\":" + open, "\"a\"")))
        .isEqualTo("#/properties/a/items must set additionalProperties to false");
    assertThat(problem(object("\"a\":{\"anyOf\":[{\"if\":{}}]}", "\"a\"")))
        .isEqualTo("#/properties/a/anyOf must not use if");
  }

  @Test
  void tenLevelsAreTakenAndElevenNot() {
    assertThat(problem(nested(10))).isEqualTo("none");
    assertThat(problem(nested(11))).endsWith("is nested deeper than 10 levels");
  }

  private static String nested(int levels) {
    String schema = "{\"type\":\"string\"}";
    for (int i = 0; i < levels; i++) {
      schema = object("\"a\":" + schema, "\"a\"");
    }
    return schema;
  }

  @Test
  void countsHaveTheirLimits() {
    assertThat(problem(object(properties(5000), names(5000)))).isEqualTo("none");
    assertThat(problem(object(properties(5001), names(5001))))
        .isEqualTo("at most 5000 properties are allowed, found 5001");
    assertThat(problem(object("\"a\":{\"enum\":[" + names(1001) + "]}", "\"a\"")))
        .isEqualTo("at most 1000 enum values are allowed, found 1001");
    assertThat(problem(object("\"a\":{\"description\":\"" + "x".repeat(120_000) + "\"}", "\"a\"")))
        .startsWith("at most 120000 characters are allowed, found 12");
  }

  private static String properties(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + i + "\":{}")
        .collect(Collectors.joining(","));
  }

  private static String names(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + i + "\"")
        .collect(Collectors.joining(","));
  }
}
