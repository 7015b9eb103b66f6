package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.OutputSchema;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerSchemaTest {
  private static final AnswerSchema SCHEMA =
      AnswerSchema.of(
          new OutputSchema(
              "s",
              """
              {"type":"object","properties":{
              "kind":{"enum":["film","book",3,null]},
              "share":{"type":"number","minimum":0,"maximum":1},
              "ids":{"type":"array","items":{"type":"integer"},"uniqueItems":true,"maxItems":3},
              "seen":{"type":"boolean"},
              "of":{"$ref":"#/$defs/name"}},
              "additionalProperties":false,
              "$defs":{"name":{"type":["string","null"],"pattern":"^[a-z/~]+$"}}}"""));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " {\"kind\":\"film\",\"share\":0.5,\"ids\":[1,2.0],\"seen\":true,\"of\":\"a/b~\"} ",
        "{\"kind\":3,\"share\":1,\"ids\":[],\"of\":null}",
        "{\"kind\":null,\"ids\":[9007199254740991]}"
      })
  void whatKeepsToTheSchemaPasses(String answer) {
    assertThat(SCHEMA.problem(answer)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "\"film\"",
        "{\"kind\":\"song\"}",
        "{\"share\":1.5}",
        "{\"share\":\"0.5\"}",
        "{\"ids\":[1.5]}",
        "{\"ids\":[1,1]}",
        "{\"ids\":[1,2,3,4]}",
        "{\"seen\":1}",
        "{\"of\":\"A\"}",
        "{\"other\":1}"
      })
  void whatDoesNotIsToldWithoutItsWords(String answer) {
    assertThat(SCHEMA.problem(answer).orElseThrow())
        .startsWith("the answer breaks \"")
        .doesNotContain("song")
        .doesNotContain("other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "so", "{", "```json\n{}\n```"})
  void whatIsNoJsonIsToldToBeNone(String answer) {
    assertThat(SCHEMA.problem(answer)).hasValue("the answer is no JSON");
  }

  @Test
  void theSchemaIsReadOnce() {
    AnswerSchemas schemas = new AnswerSchemas();
    OutputSchema source = new OutputSchema("s", "{\"type\":\"object\"}");
    assertThat(schemas.of(source)).isSameAs(schemas.of(source));
  }

  @Test
  void manyThreadsMayCheckAtOnce() {
    assertThat(
            IntStream.range(0, 2000)
                .parallel()
                .filter(i -> SCHEMA.problem("{\"share\":" + i % 2 + ".5}").isEmpty())
                .count())
        .isEqualTo(1000);
  }
}
