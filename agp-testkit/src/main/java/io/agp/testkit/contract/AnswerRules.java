package io.agp.testkit.contract;

import static io.agp.testkit.contract.Bodies.choice;
import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.AnswerFormat;
import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.LlmRole;
import io.agp.llm.OutputSchema;
import io.agp.llm.TokenUsage;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** What an answer is, what it is held to, and what it cost. */
final class AnswerRules extends Rules {
  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"order\":{\"type\":\"array\",\"items\":"
          + "{\"type\":\"integer\"}}},\"required\":[\"order\"],\"additionalProperties\":false}";

  AnswerRules(ChatCompletionsContract subject) {
    super(subject);
  }

  @Override
  Stream<DynamicTest> tests() {
    return Stream.of(whole(), partial(), structured(), reasoning(), usage())
        .flatMap(tests -> tests);
  }

  private Stream<DynamicTest> whole() {
    return Stream.of(
        rule(14, "blank lines that drip before the answer are noise", this::drippedLines),
        rule(14, "a body of blank lines is empty, and tried again", () -> empty("\n\r\n\n")),
        rule(14, "so is a body without a byte", () -> empty("")),
        rule(17, "the body is as expected, byte for byte", this::body));
  }

  private void drippedLines() throws Exception {
    try (Bench bench =
        bench(
            exchange -> {
              exchange.begin(20 + Bodies.ok().length());
              for (int i = 0; i < 20; i++) {
                exchange.write("\n");
              }
              exchange.write(Bodies.ok());
            })) {
      assertThat(bench.ask().text()).isEqualTo(Bodies.TEXT);
      assertThat(bench.server.requests()).isOne();
    }
  }

  private void empty(String body) throws Exception {
    try (Bench bench = always(200, body)) {
      assertThat(bench.failure()).isInstanceOf(LlmException.EmptyResponse.class);
      assertThat(bench.server.requests()).isEqualTo(3);
    }
  }

  private void body() throws Exception {
    try (Bench bench = always(200, Bodies.ok())) {
      bench.ask();
      assertThat(bench.server.bodies()).containsExactly(subject().expectedBody());
    }
  }

  private Stream<DynamicTest> partial() {
    return Stream.of(
        rule(15, "stop is an answer", () -> finished("stop")),
        rule(15, "an unknown reason is an answer, and kept", () -> finished("eos_reached")),
        rule(15, "length is a typed end", () -> ended("length", LlmException.Truncated.class)),
        rule(15, "a filter is a typed end", () -> ended("content_filter", REFUSED)),
        rule(15, "a refusal is not tried again", this::refusal),
        rule(
            15,
            "insufficient_system_resource is tried twice more",
            () -> repeated("\"Half\"", "insufficient_system_resource", LlmException.Server.class)),
        rule(
            15,
            "empty content is tried twice more",
            () -> repeated("null", "stop", LlmException.UnreadableAnswer.class)));
  }

  private static final Class<LlmException.Refused> REFUSED = LlmException.Refused.class;

  private void finished(String reason) throws Exception {
    try (Bench bench = always(200, choice("{\"content\":\"Hi\"}", reason))) {
      LlmResponse response = bench.ask();
      assertThat(response.text()).isEqualTo("Hi");
      assertThat(response.attempts().get(0).code()).hasValue(reason);
    }
  }

  private void ended(String reason, Class<? extends LlmException> type) throws Exception {
    try (Bench bench = always(200, choice("{\"content\":\"Half an\"}", reason))) {
      paidFor(bench, type, "Half an");
    }
  }

  private void refusal() throws Exception {
    try (Bench bench = always(200, choice("{\"content\":null,\"refusal\":\"I cannot\"}", "stop"))) {
      paidFor(bench, REFUSED, "I cannot");
    }
  }

  private static void paidFor(Bench bench, Class<? extends LlmException> type, String partial) {
    LlmException failure = bench.failure();
    assertThat(failure).isExactlyInstanceOf(type).hasMessageNotContaining(partial);
    assertThat(failure.details().toString()).doesNotContain(partial);
    assertThat(failure.details().partialText()).hasValue(partial);
    assertThat(failure.usage()).isEqualTo(TokenUsage.of(9, 4));
    assertThat(bench.server.requests()).isOne();
  }

  private void repeated(String content, String reason, Class<? extends LlmException> type)
      throws Exception {
    try (Bench bench = always(200, choice("{\"content\":" + content + "}", reason))) {
      LlmException failure = bench.failure();
      assertThat(failure).isInstanceOf(type);
      assertThat(failure.usage()).isEqualTo(TokenUsage.of(27, 12));
      assertThat(bench.server.requests()).isEqualTo(3);
    }
  }

  private Stream<DynamicTest> structured() {
    return Stream.of(
        rule(16, "what is no schema is not sent", this::noSchema),
        rule(16, "an answer of the form is marked as one", this::form),
        rule(16, "prose is a mismatch", () -> mismatch("the order is 3, 1")),
        rule(16, "another type is a mismatch", () -> mismatch("{\"order\":[\"3\"]}")),
        rule(16, "a further property is one", () -> mismatch("{\"order\":[3],\"why\":\"so\"}")),
        rule(16, "a missing property is one", () -> mismatch("{}")),
        rule(16, "without a schema the answer is free text", this::freeText));
  }

  private static LlmResponse askFor(Bench bench, String schema) {
    LlmRequest request =
        LlmRequest.builder(LlmRole.OTHER)
            .user("Order them.")
            .schema(new OutputSchema("order", schema))
            .build();
    return bench.client().complete(request, Deadline.after(Bench.LONG));
  }

  private void noSchema() throws Exception {
    try (Bench bench = always(200, Bodies.ok())) {
      for (String schema : new String[] {"{", "[]", "{\"type\":\"something\"}"}) {
        assertThat(Bench.failure(() -> askFor(bench, schema)))
            .isInstanceOf(LlmException.InvalidRequest.class);
      }
      assertThat(bench.server.requests()).isZero();
    }
  }

  private void form() throws Exception {
    try (Bench bench = always(200, Bodies.completion("{\"order\":[3,1]}"))) {
      LlmResponse response = askFor(bench, SCHEMA);
      assertThat(response.text()).isEqualTo("{\"order\":[3,1]}");
      assertThat(response.format()).isNotEqualTo(AnswerFormat.TEXT);
      assertThat(bench.server.bodies().get(0)).contains("\"response_format\"");
    }
  }

  private void mismatch(String answer) throws Exception {
    try (Bench bench = always(200, Bodies.completion(answer))) {
      LlmException failure = Bench.failure(() -> askFor(bench, SCHEMA));
      assertThat(failure)
          .isInstanceOf(LlmException.SchemaMismatch.class)
          .hasMessageNotContaining(answer);
      assertThat(failure.details().partialText()).hasValue(answer);
      assertThat(failure.usage()).isEqualTo(TokenUsage.of(9, 4));
      assertThat(bench.server.requests()).isOne();
    }
  }

  private void freeText() throws Exception {
    try (Bench bench = always(200, Bodies.ok())) {
      assertThat(bench.ask().format()).isEqualTo(AnswerFormat.TEXT);
      assertThat(bench.server.bodies().get(0)).doesNotContain("response_format");
    }
  }

  private Stream<DynamicTest> reasoning() {
    return Stream.of("reasoning_content", "reasoning")
        .flatMap(
            field ->
                Stream.of(
                    rule(18, field + " is no part of the text", () -> thoughts(field)),
                    rule(18, field + " alone is no answer", () -> thoughtsAlone(field))));
  }

  private void thoughts(String field) throws Exception {
    String message = "{\"content\":\"Hi\",\"%s\":\"Let me think\"}".formatted(field);
    try (Bench bench = always(200, choice(message, "stop"))) {
      assertThat(bench.ask().text()).isEqualTo("Hi");
    }
  }

  private void thoughtsAlone(String field) throws Exception {
    String message = "{\"content\":null,\"%s\":\"Hm\"}".formatted(field);
    try (Bench bench = always(200, choice(message, "stop"))) {
      assertThat(bench.failure()).isInstanceOf(LlmException.UnreadableAnswer.class);
    }
  }

  private Stream<DynamicTest> usage() {
    return Stream.of(
        rule(
            19,
            "OpenAI's cached and reasoning tokens are read",
            () ->
                used(
                    "{\"prompt_tokens\":100,\"prompt_tokens_details\":{\"cached_tokens\":64},"
                        + "\"completion_tokens\":50,\"completion_tokens_details\":"
                        + "{\"reasoning_tokens\":40}}",
                    new TokenUsage(100, 64, 50, 40))),
        rule(
            19,
            "DeepSeek's cached tokens are read",
            () ->
                used(
                    "{\"prompt_tokens\":100,\"prompt_cache_hit_tokens\":60,"
                        + "\"prompt_cache_miss_tokens\":40,\"completion_tokens\":5}",
                    new TokenUsage(100, 60, 5, 0))),
        rule(
            19,
            "counts beyond an int are read",
            () -> used("{\"prompt_tokens\":5000000000}", TokenUsage.of(5_000_000_000L, 0))),
        rule(19, "usage that is missing is absent, not zero", () -> unknownUsage("null")),
        rule(19, "so is usage that is none", () -> unknownUsage("\"many\"")),
        rule(19, "tokens are summed over all attempts", this::summed));
  }

  private void used(String usage, TokenUsage expected) throws Exception {
    try (Bench bench = always(200, Bodies.withUsage(usage))) {
      assertThat(bench.ask().usage()).isEqualTo(expected);
    }
  }

  private void unknownUsage(String usage) throws Exception {
    try (Bench bench = always(200, Bodies.withUsage(usage))) {
      LlmResponse response = bench.ask();
      assertThat(response.usage()).isEqualTo(TokenUsage.NONE);
      assertThat(response.attempts().get(0).usage()).isEmpty();
    }
  }

  private void summed() throws Exception {
    try (Bench bench = once(200, Bodies.completion(""))) {
      assertThat(bench.ask().usage()).isEqualTo(TokenUsage.of(18, 8));
    }
  }
}
