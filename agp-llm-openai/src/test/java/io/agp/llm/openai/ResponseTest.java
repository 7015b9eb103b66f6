package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.LlmException;
import io.agp.llm.LlmResponse;
import io.agp.llm.TokenUsage;
import mockwebserver3.MockResponse;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {
  @AutoClose private final Scene scene = new Scene();

  private static String choice(String message, String finish) {
    return "{\"choices\":[{\"message\":%s,\"finish_reason\":\"%s\"}]}".formatted(message, finish);
  }

  private LlmResponse read(String body) {
    return scene.answer(Scene.json(200, body)).ask();
  }

  private LlmException failure(String body) {
    return scene.always(Scene.json(200, body)).failure();
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
    assertThat(response).isEqualTo(LlmResponse.of("Hi"));
  }

  @Test
  void openAisCachedAndReasoningTokensAreRead() {
    LlmResponse response =
        read(
            """
            {"choices":[{"message":{"content":"Hi"}}],"usage":{
            "prompt_tokens":100,"prompt_tokens_details":{"cached_tokens":64},
            "completion_tokens":50,"completion_tokens_details":{"reasoning_tokens":40}}}""");
    assertThat(response.usage()).isEqualTo(new TokenUsage(100, 64, 50, 40));
  }

  @Test
  void deepSeeksCachedTokensAreRead() {
    LlmResponse response =
        read(
            """
            {"choices":[{"message":{"content":"Hi"}}],"usage":{"prompt_tokens":100,
            "prompt_cache_hit_tokens":60,"prompt_cache_miss_tokens":40,"completion_tokens":5}}""");
    assertThat(response.usage()).isEqualTo(new TokenUsage(100, 60, 5, 0));
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

  @ParameterizedTest
  @ValueSource(strings = {"reasoning_content", "reasoning"})
  void reasoningIsNoPartOfTheText(String field) {
    String message = "{\"content\":\"Hi\",\"%s\":\"Let me think\"}".formatted(field);
    assertThat(read(choice(message, "stop")).text()).isEqualTo("Hi");
  }

  @Test
  void reasoningAloneIsNoAnswer() {
    assertThat(failure(choice("{\"content\":null,\"reasoning_content\":\"Hm\"}", "stop")))
        .isInstanceOf(LlmException.UnreadableAnswer.class);
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

  @Test
  void anUnknownFinishReasonIsAnAnswer() {
    assertThat(read(choice("{\"content\":\"Hi\"}", "eos_reached")).text()).isEqualTo("Hi");
  }

  @Test
  void blankLinesBeforeTheAnswerAreSkipped() {
    assertThat(read("\n\r\n".repeat(50) + Scene.completion("Hi")).text()).isEqualTo("Hi");
  }

  @ParameterizedTest
  @CsvSource({
    "length, Truncated, 1",
    "content_filter, Refused, 1",
    "insufficient_system_resource, Server, 3",
    "error, Server, 3"
  })
  void aPartialAnswerIsNoAnswer(String finish, String type, int requests) {
    LlmException failure = failure(choice("{\"content\":\"Half an\"}", finish));
    assertThat(failure.type()).isEqualTo(type);
    assertThat(failure.getMessage()).doesNotContain("Half");
    assertThat(scene.requests()).isEqualTo(requests);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"refusal\":\"I cannot\"}", "{\"refusal\":\"No\",\"content\":null}"})
  void aRefusalIsNotTriedAgain(String message) {
    assertThat(failure(choice(message, "stop"))).isInstanceOf(LlmException.Refused.class);
    assertThat(scene.requests()).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"content\":null}", "{\"content\":\"  \"}", "{}"})
  void emptyContentIsTriedTwiceMore(String message) {
    assertThat(failure(choice(message, "stop"))).isInstanceOf(LlmException.UnreadableAnswer.class);
    assertThat(scene.requests()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n\n",
        "{}",
        "{\"choices\":null}",
        "{\"choices\":[]}",
        "{\"choices\":[null]}",
        "{\"choices\":[{\"message\":null}]}"
      })
  void aReplyWithoutAChoiceIsMalformed(String body) {
    assertThat(failure(body)).isInstanceOf(LlmException.MalformedResponse.class);
    assertThat(scene.requests()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>Welcome</html>", "[]", "{\"choices\":[", ": keep-alive\n\n{}"})
  void whatIsNoJsonObjectIsTriedOnceMore(String body) {
    LlmException failure = failure(body);
    assertThat(failure).isInstanceOf(LlmException.MalformedResponse.class);
    assertThat(failure.getMessage()).endsWith("the body is no JSON object");
    assertThat(scene.requests()).isEqualTo(2);
  }

  @Test
  void aBodyThatUnpacksBeyondTheBoundIsRefused() throws Exception {
    Buffer packed = new Buffer();
    try (var sink = Okio.buffer(new GzipSink(packed))) {
      sink.writeUtf8(" ".repeat(20 << 20));
    }
    scene.always(
        new MockResponse.Builder().addHeader("Content-Encoding", "gzip").body(packed).build());
    LlmException failure = scene.failure();
    assertThat(failure).isInstanceOf(LlmException.MalformedResponse.class);
    assertThat(failure.getMessage()).endsWith("the body exceeds 16777216 bytes");
    assertThat(scene.requests()).isOne();
  }
}
