package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.testkit.ScriptedLlmClient;
import io.agp.testkit.SimulatedLlmServer;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RerankCommandTest {
  private static final String GOOD =
      "{\"user\":{\"id\":\"u%d\",\"history\":[{\"id\":\"1\",\"title\":\"Heat (1995)\",\"genres\":"
          + "[\"Crime\",\"Drama\"]}]},\"candidates\":[{\"id\":\"a\",\"title\":\"Sabrina (1995)\"},"
          + "{\"id\":\"b\",\"title\":\"Casino (1995)\",\"year\":1995},{\"id\":\"c\",\"title\":\"X\"}]}";

  @Test
  void linesComeOutInTheOrderTheyWentIn() {
    String input =
        IntStream.range(0, 60)
            .mapToObj(i -> String.format(GOOD, i))
            .collect(Collectors.joining("\n"));
    Cli rerank = Cli.runWith(input, "rerank", "--method", "dir");

    assertThat(rerank.exitCode).isZero();
    assertThat(rerank.lines()).hasSize(60);
    for (int i = 0; i < 60; i++) {
      JsonObject line = JsonObject.parse("out", rerank.lines().get(i));
      assertThat(line.string("user")).isEqualTo("u" + i);
      assertThat(line.fields().get("ranking"))
          .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
          .containsExactlyInAnyOrder("a", "b", "c");
      assertThat(line.string("source")).isIn("LLM", "REPAIRED", "CACHE", "FALLBACK");
    }
  }

  @Test
  void aBadLineBecomesAnErrorAndTheRestGoOn() {
    String input =
        String.join(
            "\n",
            "{\"user\":{\"id\":\"u\"},\"candidates\":\"none\"}",
            "not json",
            "{\"user\":{},\"candidates\":[]}",
            "{\"user\":{\"id\":\"u\"},\"candidates\":[{\"id\":1},{\"id\":1}]}",
            "",
            String.format(GOOD, 7));
    Cli rerank = Cli.runWith(input, "rerank", "--method", "dir");

    assertThat(rerank.exitCode).isZero();
    assertThat(rerank.lines()).hasSize(5);
    assertThat(rerank.lines().get(0))
        .contains("\"line\":1", "BadInput", "line 1.candidates: must be an array, was none");
    assertThat(rerank.lines().get(1))
        .contains("\"line\":2", "\"type\":\"BadInput\"", "line 2: must be JSON");
    assertThat(rerank.lines().get(2)).contains("line 3.user.id", "was absent");
    assertThat(rerank.lines().get(3)).contains("line 4: Candidate ids must differ");
    assertThat(rerank.lines().get(4)).contains("\"user\":\"u7\"");
  }

  @Test
  void furtherFieldsOfAUserAreAttributes() {
    RerankLine line =
        RerankLine.parse(
            1,
            "{\"user\":{\"id\":\"u\",\"age\":24,\"history\":[],\"likes\":[\"a\",\"b\"]},"
                + "\"candidates\":[]}");

    assertThat(line.user().attributes()).isEqualTo(Map.of("age", "24", "likes", "a, b"));
  }

  @Test
  void numbersStayNumbersAndNothingIsLost() {
    String input =
        "{\"user\":{\"id\":12345678901234567},\"candidates\":[{\"id\":9007199254740993,"
            + "\"title\":\"A\"},{\"id\":2,\"title\":\"B\"}]}";
    Cli rerank = Cli.runWith(input, "rerank", "--method", "dir");

    assertThat(rerank.lines().get(0))
        .contains("\"user\":12345678901234567", "9007199254740993", "2");
  }

  @Test
  void aProviderThatCannotBeReachedGivesTheBaseOrderAndSaysWhy() {
    Cli rerank =
        Cli.runWith(String.format(GOOD, 1), "rerank", "--method", "dir", "--max-calls", "0");

    assertThat(rerank.lines().get(0))
        .contains("\"ranking\":[\"a\",\"b\",\"c\"]", "\"source\":\"FALLBACK\"", "LimitReached");
    assertThat(rerank.exitCode).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "openai|gpt-6-luna|none|\"reasoning_effort\":\"none\"",
        "deepseek|deepseek-flash|high|\"thinking\":{\"type\":\"enabled\"}",
      })
  void theEffortGoesOnTheWire(String provider, String model, String effort, String field) {
    try (SimulatedLlmServer server =
        SimulatedLlmServer.start(ScriptedLlmClient.answer(request -> "{\"ranking\":[1,2,3]}"))) {
      Cli rerank =
          Cli.runWith(
              String.format(GOOD, 1),
              "rerank",
              "--method=dir",
              "--provider=" + provider,
              "--model=" + model,
              "--effort=" + effort,
              "--base-url=" + server.baseUrl());

      assertThat(rerank.exitCode).as(rerank.err).isZero();
      assertThat(server.requests()).singleElement().asString().contains(field);
    }
  }

  @Test
  void aMissingKeyEndsWithThree() {
    if (System.getenv("OPENAI_API_KEY") == null) {
      Cli rerank = Cli.runWith(String.format(GOOD, 1), "rerank", "--provider", "openai");

      assertThat(rerank.exitCode).isEqualTo(3);
      assertThat(rerank.err).contains("set the environment variable OPENAI_API_KEY");
    }
  }
}
