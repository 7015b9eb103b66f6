package io.agp.llm.deepseek;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.llm.Deadline;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.LlmRole;
import io.agp.llm.OutputSchema;
import io.agp.llm.TokenUsage;
import io.agp.llm.openai.ListedModel;
import io.agp.testkit.contract.ChatRequests;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.QueueDispatcher;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeepSeekLlmClientTest {
  private static final String KEY = "sk-canary-9d1K";
  private static final String COMPLETION =
      """
      {"id":"1","object":"chat.completion","created":1,"model":"deepseek-flash",
      "choices":[{"index":0,"message":{"role":"assistant","content":"Hi",
      "reasoning_content":"They greet me."},"finish_reason":"stop"}],
      "usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120,
      "prompt_tokens_details":{"cached_tokens":64},
      "completion_tokens_details":{"reasoning_tokens":12},
      "prompt_cache_hit_tokens":64,"prompt_cache_miss_tokens":36}}""";

  private final MockWebServer server = new MockWebServer();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final QueueDispatcher answers =
      new QueueDispatcher() {
        @Override
        public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
          if (request.getMethod().equals("POST")) {
            problems.addAll(ChatRequests.problems(request.getBody().utf8()));
          }
          return super.dispatch(request);
        }
      };

  @BeforeEach
  void start() throws Exception {
    server.setDispatcher(answers);
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
    assertThat(problems).as("what is wrong with requests").isEmpty();
  }

  private DeepSeekLlmClient.Builder builder() {
    return DeepSeekLlmClient.builder()
        .apiKey(KEY)
        .model("deepseek-flash")
        .baseUrl(server.url("/").toString())
        .seed(1);
  }

  private static LlmRequest.Builder request() {
    return LlmRequest.builder(LlmRole.OTHER).system("Be brief.").user("Hello?");
  }

  private static LlmResponse ask(DeepSeekLlmClient.Builder builder, LlmRequest request) {
    try (DeepSeekLlmClient client = builder.build()) {
      return client.complete(request, Deadline.after(Duration.ofSeconds(20)));
    }
  }

  /** A reply with a short wait, so that a repetition costs no time. */
  private void answer(int status, String body) {
    answers.enqueue(
        new MockResponse.Builder()
            .code(status)
            .addHeader("retry-after-ms", "1")
            .addHeader("x-ds-trace-id", "trace-1")
            .body(body)
            .build());
  }

  private static LlmRequest golden() {
    return LlmRequest.builder(LlmRole.RERANK)
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
  }

  private static String file(String name) throws Exception {
    try (InputStream in =
        DeepSeekLlmClientTest.class.getResourceAsStream("golden/" + name + ".json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void thinkingIsTurnedOff() throws Exception {
    answer(200, COMPLETION.replace("\"Hi\"", "\"{\\\"ranking\\\":[1]}\""));
    ask(builder().temperature(0.5), golden());
    RecordedRequest sent = server.takeRequest();
    assertThat(sent.getTarget()).isEqualTo("/chat/completions");
    assertThat(sent.getHeaders().get("Authorization")).isEqualTo("Bearer " + KEY);
    assertThat(sent.getBody().utf8() + "\n").isEqualTo(file("thinking-off"));
  }

  @Test
  void thinkingCanBeTurnedOn() throws Exception {
    answer(200, COMPLETION.replace("\"Hi\"", "\"{\\\"ranking\\\":[1]}\""));
    ask(builder().thinking(true).reasoningEffort("high"), golden());
    assertThat(server.takeRequest().getBody().utf8() + "\n").isEqualTo(file("thinking-on"));
  }

  @Test
  void namesWithoutASwitchAreSentNone() throws Exception {
    answer(200, COMPLETION);
    ask(builder().model("deepseek-chat"), request().build());
    assertThat(server.takeRequest().getBody().utf8()).doesNotContain("thinking");
    assertThatThrownBy(() -> builder().model("deepseek-reasoner").thinking(true).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("thinking(true) needs a model that it can be switched for");
  }

  @Test
  void aModelThatIsNotKnownYetIsSentTheSwitch() throws Exception {
    answer(200, COMPLETION);
    ask(builder().model("deepseek-next"), request().build());
    assertThat(server.takeRequest().getBody().utf8())
        .endsWith("\"thinking\":{\"type\":\"disabled\"}}");
  }

  @Test
  void theServiceIsAskedForItsModels() throws Exception {
    answer(200, "{\"data\":[{\"id\":\"deepseek-flash\"}]}");
    try (DeepSeekLlmClient client = builder().build()) {
      assertThat(client.listModels(Deadline.after(Duration.ofSeconds(20))).get(20, SECONDS))
          .containsExactly(new ListedModel("deepseek-flash", Optional.empty()));
    }
    assertThat(server.takeRequest().getRequestLine()).isEqualTo("GET /models HTTP/1.1");
  }

  @Test
  void theAnswerComesWithoutTheThoughtsAndWithTheCachedTokens() {
    answer(200, COMPLETION);
    LlmResponse response = ask(builder(), request().build());
    assertThat(response.text()).isEqualTo("Hi");
    assertThat(response.usage()).isEqualTo(new TokenUsage(100, 64, 20, 12));
    assertThat(response.model()).isEqualTo("deepseek-flash");
    assertThat(response.requestId()).hasValue("trace-1");
  }

  @Test
  void theQuickStartBuildsAndShowsNoKey() {
    try (DeepSeekLlmClient client =
        DeepSeekLlmClient.builder().apiKey(KEY).model("deepseek-flash").build()) {
      assertThat(client).hasToString("DeepSeekLlmClient[deepseek-flash at api.deepseek.com]");
    }
  }

  @Test
  void allProblemsAreToldAtOnce() {
    assertThatThrownBy(() -> DeepSeekLlmClient.builder().reasoningEffort("low").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "3 problems: reasoningEffort needs thinking(true), was low; apiKey must not be null or"
                + " blank; is the environment variable set?; model must be set and not blank, was"
                + " \"\"");
  }

  @Test
  void badCombinationsAreRefused() {
    assertThatThrownBy(() -> builder().thinking(true).temperature(1).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("temperature has no effect with thinking(true)");
    assertThatThrownBy(() -> builder().reasoningEffort("low").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("reasoningEffort needs thinking(true), was low");
    assertThatThrownBy(() -> builder().apiKey(null).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("apiKey must not be null or blank; is the environment variable set?");
    assertThatThrownBy(() -> DeepSeekLlmClient.builder().apiKey(KEY).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("model must be set and not blank, was \"\"");
  }
}
