package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.LlmRole;
import io.agp.testkit.contract.FakeTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A real server, a client of it, and a time that leaps instead of waiting. */
final class Scene implements AutoCloseable {
  static final String KEY = "sk-canary-7f3Q";

  final MockWebServer server = new MockWebServer();
  final FakeTime time = FakeTime.leaping();
  private final CheckedRequests requests = new CheckedRequests();
  private OpenAiLlmClient client;

  Scene() {
    server.setDispatcher(requests);
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  OpenAiLlmClient.Builder builder() {
    return OpenAiLlmClient.builder()
        .apiKey(KEY)
        .model("gpt-4o-mini")
        .baseUrl(server.url("/v1").toString())
        .seed(1)
        .timer(time);
  }

  Scene use(OpenAiLlmClient.Builder builder) {
    client = builder.build();
    return this;
  }

  Scene answer(MockResponse... responses) {
    for (MockResponse response : responses) {
      requests.enqueue(response);
    }
    return this;
  }

  Scene always(MockResponse response) {
    return dispatch(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return response;
          }
        });
  }

  Scene dispatch(Dispatcher answers) {
    requests.answerWith(answers);
    return this;
  }

  OpenAiLlmClient client() {
    if (client == null) {
      use(builder());
    }
    return client;
  }

  LlmResponse ask() {
    return ask(Deadline.after(Duration.ofSeconds(20)));
  }

  LlmResponse ask(Deadline deadline) {
    return client().complete(question(), deadline);
  }

  LlmException failure() {
    return catchThrowableOfType(LlmException.class, this::ask);
  }

  LlmException failure(Deadline deadline) {
    return catchThrowableOfType(LlmException.class, () -> ask(deadline));
  }

  int requests() {
    return server.getRequestCount();
  }

  static LlmRequest question() {
    return LlmRequest.builder(LlmRole.OTHER).system("Be brief.").user("Hello?").build();
  }

  static MockResponse json(int status, String body, String... headers) {
    MockResponse.Builder response =
        new MockResponse.Builder()
            .code(status)
            .addHeader("Content-Type", "application/json")
            .body(body);
    for (int i = 0; i < headers.length; i += 2) {
      response.addHeader(headers[i], headers[i + 1]);
    }
    return response.build();
  }

  static MockResponse status(int status, String... headers) {
    return json(status, "{\"error\":{\"message\":\"no\",\"type\":\"t\",\"code\":null}}", headers);
  }

  static String completion(String text) {
    return """
        {"id":"c1","object":"chat.completion","created":1,"model":"gpt-4o-mini-2024-07-18",
        "choices":[{"index":0,"message":{"role":"assistant","content":"%s","refusal":null},
        "finish_reason":"stop"}],
        "usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13}}
        """
        .formatted(text);
  }

  static MockResponse ok(String text) {
    return json(200, completion(text));
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
    server.close();
    assertThat(requests.problems()).as("what is wrong with requests").isEmpty();
  }
}
