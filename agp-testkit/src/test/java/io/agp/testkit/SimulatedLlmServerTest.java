package io.agp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.llm.ChatMessage;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmException.Details;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedLlmServerTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String BODY =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
  private final ScriptedLlmClient echo = ScriptedLlmClient.answer(request -> request.prompt());

  private static HttpResponse<String> post(String url, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static HttpResponse<String> complete(SimulatedLlmServer server, String body) {
    return post(server.baseUrl() + "/chat/completions", body, "Content-Type", "application/json");
  }

  private static Map<?, ?> json(HttpResponse<String> response) {
    return (Map<?, ?>) TestkitJson.read(response.body()).orElseThrow();
  }

  private static Map<?, ?> choice(HttpResponse<String> response) {
    return (Map<?, ?>) ((List<?>) json(response).get("choices")).get(0);
  }

  private static Map<?, ?> message(HttpResponse<String> response) {
    return (Map<?, ?>) choice(response).get("message");
  }

  @Test
  void aSimulatedModelAnswersOverTheWire() {
    SimulatedLlm model = Films.plain().build();
    String prompt = RankWordingTest.byProfile().get(0);
    String body =
        TestkitJson.write(
            Map.of(
                "model",
                "any",
                "messages",
                List.of(Map.of("role", "user", "content", prompt)),
                "temperature",
                0.5,
                "unheard_of",
                List.of(1, 2)));
    try (SimulatedLlmServer server = SimulatedLlmServer.start(model)) {
      HttpResponse<String> response = complete(server, body);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("x-request-id")).hasValue("sim-1");
      assertThat(message(response).get("content")).isEqualTo(Films.ask(model, prompt));
      assertThat(choice(response).get("finish_reason")).isEqualTo("stop");
      assertThat(json(response).get("model")).isEqualTo("simulated");
      Map<?, ?> usage = (Map<?, ?>) json(response).get("usage");
      assertThat((Double) usage.get("total_tokens"))
          .isEqualTo((Double) usage.get("prompt_tokens") + (Double) usage.get("completion_tokens"));
      assertThat(response.body()).doesNotContain(".0");
      assertThat(server.requests()).containsExactly(body);
      assertThat(server.requestCount()).isEqualTo(1);
    }
  }

  @Test
  void messagesArriveAsTheyWereSent() {
    String body =
        "{\"messages\":[{\"role\":\"developer\",\"content\":\"be kind\"},{\"role\":\"user\","
            + "\"content\":[{\"type\":\"text\",\"text\":\"one \"},{\"type\":\"text\",\"text\":"
            + "\"two\"}]},{\"role\":\"assistant\",\"content\":\"three\"}],\"max_tokens\":12,"
            + "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"order\","
            + "\"schema\":{\"type\":\"object\"}}}}";
    try (SimulatedLlmServer server = SimulatedLlmServer.start(echo)) {
      assertThat(complete(server, body).statusCode()).isEqualTo(200);
    }
    assertThat(echo.requests().get(0).messages())
        .containsExactly(
            ChatMessage.system("be kind"),
            ChatMessage.user("one two"),
            new ChatMessage(ChatMessage.Author.ASSISTANT, "three"));
    assertThat(echo.requests().get(0).maxOutputTokens()).hasValue(12);
    assertThat(echo.requests().get(0).schema().orElseThrow().name()).isEqualTo("order");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          nonsense{ | The body is not JSON
          [1] | The body is not a JSON object
          {} | "messages" must be a list of at least one message
          {"messages":[]} | "messages" must be a list of at least one message
          {"messages":[7]} | messages[0] is not an object
          {"messages":[{"role":"robot","content":"x"}]} | messages[0].role must be system, developer, user or assistant, was "robot"
          {"messages":[{"role":"user"}]} | messages[0].content must be a string or a list of parts
          {"messages":[{"role":"user","content":[{"type":"image"}]}]} | messages[0].content has a part without "text"
          """)
  void whatIsNoRequestIsRefused(String body, String said) {
    try (SimulatedLlmServer server = SimulatedLlmServer.start(echo)) {
      HttpResponse<String> response = complete(server, body);
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(((Map<?, ?>) json(response).get("error")).get("message")).isEqualTo(said);
    }
  }

  @Test
  void aRequiredKeyIsRequired() {
    try (SimulatedLlmServer server = SimulatedLlmServer.builder(echo).apiKey("k1").start()) {
      String url = server.baseUrl() + "/chat/completions";
      assertThat(post(url, BODY).statusCode()).isEqualTo(401);
      assertThat(post(url, BODY, "Authorization", "Bearer k2").statusCode()).isEqualTo(401);
      assertThat(post(url, BODY, "Authorization", "Bearer k1").statusCode()).isEqualTo(200);
      assertThat(server.requestCount()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/models", "", "/chat/completions/more", "/chat"})
  void otherPathsAreNotFound(String path) {
    try (SimulatedLlmServer server = SimulatedLlmServer.start(echo)) {
      assertThat(post(server.baseUrl() + path, BODY).statusCode()).isEqualTo(404);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void onlyPostIsAnswered() {
    try (SimulatedLlmServer server = SimulatedLlmServer.start(echo)) {
      URI uri = URI.create(server.baseUrl() + "/chat/completions");
      assertThat(send(HttpRequest.newBuilder(uri).GET().build()).statusCode()).isEqualTo(405);
    }
  }

  private static HttpResponse<String> failing(LlmException failure) {
    try (SimulatedLlmServer server = SimulatedLlmServer.start(ScriptedLlmClient.failing(failure))) {
      return complete(server, BODY);
    }
  }

  @Test
  void failuresHaveTheirStatus() {
    Map<BiFunction<String, Throwable, LlmException>, Integer> statuses =
        Map.of(
            LlmException.Authentication::new, 401,
            LlmException.Quota::new, 429,
            LlmException.InvalidRequest::new, 400,
            LlmException.ContextLength::new, 400,
            LlmException.NotFound::new, 404,
            LlmException.Server::new, 503,
            LlmException.Transport::new, 502,
            LlmException.Timeout::new, 504,
            LlmException.Configuration::new, 501,
            LlmException.Cancelled::new, 503);
    statuses.forEach(
        (kind, status) -> {
          HttpResponse<String> response = failing(kind.apply("it failed", null));
          assertThat(response.statusCode()).isEqualTo(status);
          assertThat(response.body()).contains("it failed");
        });
  }

  @Test
  void aRateLimitSaysHowLongToWait() {
    Details details =
        new Details(
            OptionalInt.of(429),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Duration.ofMillis(2100)),
            1);
    HttpResponse<String> response = failing(new LlmException.RateLimited("busy", details, null));
    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("3");
    assertThat(
            failing(new LlmException.RateLimited("busy", null)).headers().firstValue("retry-after"))
        .hasValue("1");
  }

  @Test
  void refusalsAndTruncationAreCompletions() {
    HttpResponse<String> refused = failing(new LlmException.Refused("I will not", null));
    assertThat(refused.statusCode()).isEqualTo(200);
    assertThat(message(refused).get("content")).isNull();
    assertThat(message(refused).get("refusal")).isEqualTo("I will not");
    HttpResponse<String> cut = failing(new LlmException.Truncated("too long", null));
    assertThat(choice(cut).get("finish_reason")).isEqualTo("length");
  }

  @Test
  void anyOtherExceptionIsAnInternalError() {
    try (SimulatedLlmServer server = SimulatedLlmServer.start(ScriptedLlmClient.answering())) {
      assertThat(complete(server, BODY).statusCode()).isEqualTo(500);
    }
  }

  @Test
  void closingEndsWhatIsUnderWay() {
    CompletableFuture<Boolean> asked = new CompletableFuture<>();
    LlmClient never =
        (request, deadline) -> {
          asked.complete(true);
          return new CompletableFuture<>();
        };
    SimulatedLlmServer server = SimulatedLlmServer.start(never);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.baseUrl() + "/chat/completions"))
            .POST(HttpRequest.BodyPublishers.ofString(BODY))
            .build();
    CompletableFuture<HttpResponse<String>> response =
        HTTP.sendAsync(request, BodyHandlers.ofString());
    asked.join();
    server.close();
    server.close();
    assertThatThrownBy(response::join).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aDelayHoldsTheAnswerBack() {
    long start = System.nanoTime();
    try (SimulatedLlmServer server =
        SimulatedLlmServer.builder(echo).delay(Duration.ofMillis(30)).start()) {
      assertThat(complete(server, BODY).statusCode()).isEqualTo(200);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(29));
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> SimulatedLlmServer.builder(echo).apiKey(" "))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SimulatedLlmServer.builder(echo).port(70_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("port must be within 0..65535, was 70000");
    assertThatThrownBy(() -> SimulatedLlmServer.builder(echo).delay(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void manyCallsAtOnceAreAllAnswered() {
    try (SimulatedLlmServer server = SimulatedLlmServer.start(echo)) {
      List<CompletableFuture<String>> answers =
          IntStream.range(0, 100)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () ->
                              TestkitJson.text(
                                  message(complete(server, BODY.replace("hi", "hi" + i)))
                                      .get("content"))))
              .toList();
      for (int i = 0; i < 100; i++) {
        assertThat(answers.get(i).join()).isEqualTo("hi" + i);
      }
      assertThat(server.requestCount()).isEqualTo(100);
    }
  }
}
