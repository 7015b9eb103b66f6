package io.agp.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRequestsTest {
  private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

  private static String request(String model, String fields) {
    String more = fields.isEmpty() ? "" : "," + fields;
    return "{\"model\":\"" + model + "\"," + MESSAGES + more + "}";
  }

  private static String format(String schema) {
    return "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":"
        + "{\"name\":\"a\",\"strict\":true,\"schema\":"
        + schema
        + "}}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gpt-4o | ''",
        "gpt-4o | \"max_completion_tokens\":16,\"temperature\":0.5",
        "gpt-6-luna | \"reasoning_effort\":\"none\",\"temperature\":0.5",
        "o3-mini | \"reasoning_effort\":\"low\"",
        "deepseek-flash | \"max_tokens\":16,\"thinking\":{\"type\":\"disabled\"}",
        "llama | \"max_tokens\":16,\"top_k\":7"
      })
  void whatTheProvidersTakeIsNoProblem(String model, String fields) {
    assertThat(ChatRequests.problems(request(model, fields))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gpt-4o | \"top_k\":7 | body: Unknown parameter: top_k",
        "gpt-4o | \"max_completion_tokens\":16.0 | body.max_completion_tokens must be an integer"
            + " 1..10000000, was 16.0",
        "gpt-4o | \"max_completion_tokens\":null | body.max_completion_tokens must be an integer"
            + " 1..10000000, was null",
        "gpt-4o | \"temperature\":2.1 | body.temperature must be 0..2, was 2.1",
        "gpt-4o | \"temperature\":\"1\" | body.temperature must be 0..2, was 1",
        "gpt-4o | \"thinking\":{\"type\":\"disabled\"} | body: Unknown parameter: thinking",
        "o3-mini | \"max_tokens\":5 | body: max_tokens is not taken by a model that reasons",
        "o3-mini | \"temperature\":1 | body: temperature is not taken while reasoning",
        "gpt-6 | \"temperature\":1 | body: temperature is not taken while reasoning",
        "gpt-6 | \"reasoning_effort\":\"huge\" | body.reasoning_effort must be one of [none,"
            + " minimal, low, medium, high, xhigh, max], was huge",
        "gpt-4o | \"response_format\":{\"type\":\"json_object\"} | body: json_object needs the word"
            + " JSON",
        "deepseek-flash | \"max_completion_tokens\":5 | body: Unknown parameter:"
            + " max_completion_tokens",
        "deepseek-flash | \"thinking\":{\"type\":\"on\"} | body.thinking.type must be one of"
            + " [enabled, disabled], was on",
        "llama | \"top_k\":null | body.top_k must be left out, was null"
      })
  void whatTheyRefuseIsNamedWithItsPlace(String model, String fields, String problem) {
    assertThat(ChatRequests.problems(request(model, fields))).containsExactly(problem);
  }

  @Test
  void deepSeekKnowsNoSchemasAndNoDevelopers() {
    assertThat(ChatRequests.problems(request("deepseek-flash", format("{}")))).isNotEmpty();
    assertThat(
            ChatRequests.problems(
                request("deepseek-flash", "").replace("\"user\"", "\"developer\"")))
        .containsExactly(
            "body.messages[0].role must be one of [system, user, assistant], was developer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"array\"}",
        "{\"type\":\"object\",\"anyOf\":[]}",
        "{\"type\":\"object\"}",
        "{\"type\":\"object\",\"properties\":{\"a\":{}},\"additionalProperties\":false}",
        "{\"type\":\"object\",\"allOf\":[],\"additionalProperties\":false}",
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"array\",\"items\":"
            + "{\"type\":\"object\"}}},\"required\":[\"a\"],\"additionalProperties\":false}"
      })
  void aSchemaThatIsNoneOfStrictModeIsAProblem(String schema) {
    assertThat(ChatRequests.problems(request("gpt-4o", format(schema)))).hasSize(1);
  }

  @Test
  void aStrictSchemaIsNone() {
    String schema =
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\",\"maxItems\":16}},"
            + "\"required\":[\"a\"],\"additionalProperties\":false}";
    assertThat(ChatRequests.problems(request("gpt-4o", format(schema)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"model\":\"m\"}",
        "{\"model\":\"m\",\"messages\":[]}",
        "{\"model\":\"m\",\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":null}]}",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]} x"
      })
  void whatIsNoRequestIsAProblem(String body) {
    assertThat(ChatRequests.problems(body)).isNotEmpty();
  }
}
