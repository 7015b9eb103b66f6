package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.agp.llm.Deadline;
import io.agp.llm.LlmResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static final String ECHO = "you sent Bearer " + Scene.KEY;

  /** What the logger of these tests writes to; see simplelogger.properties. */
  private static String log() {
    try {
      return Files.readString(Path.of("target", "test.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 400, 401, 402, 404, 429, 500})
  void aServerThatEchoesTheKeyDoesNotGetItIntoExceptionsOrLogs(int status) {
    String body =
        "{\"error\":{\"message\":\"%1$s\",\"type\":\"%1$s\",\"code\":\"%1$s\"}}".formatted(ECHO);
    try (Scene scene =
        new Scene()
            .always(
                Scene.json(
                    status, body, "x-request-id", ECHO, "Location", "http://" + Scene.KEY))) {
      var failure = scene.failure();
      assertThat(trace(failure)).doesNotContain(Scene.KEY);
      assertThat(failure.details().toString()).doesNotContain(Scene.KEY).contains("[key]");
      assertThat(log()).doesNotContain(Scene.KEY).contains("POST");
    }
  }

  @Test
  void anEchoInASuccessStaysOutOfModelAndRequestId() {
    String body = Scene.completion("Hi").replace("gpt-4o-mini-2024-07-18", ECHO);
    try (Scene scene = new Scene().answer(Scene.json(200, body, "x-request-id", ECHO))) {
      LlmResponse response = scene.ask();
      assertThat(response.model()).isEqualTo("you sent Bearer [key]");
      assertThat(response.requestId()).hasValue("you sent Bearer [key]");
    }
  }

  @Test
  void anEchoInTheStatusLineStaysOutOfTheCause() throws Exception {
    try (RawServer server =
            new RawServer((socket, out) -> RawServer.write(out, ECHO + "\r\n\r\n"));
        OpenAiLlmClient client =
            OpenAiLlmClient.builder()
                .apiKey(Scene.KEY)
                .model("m")
                .baseUrl(server.url())
                .sleeper(wait -> CompletableFuture.completedFuture(null))
                .build()) {
      Throwable failure =
          catchThrowable(
              () -> client.complete(Scene.question(), Deadline.after(Duration.ofSeconds(20))));
      assertThat(trace(failure)).contains("the connection failed").doesNotContain(Scene.KEY);
    }
  }

  @Test
  void noObjectPrintsTheKey() {
    try (OpenAiLlmClient client = OpenAiLlmClient.builder().apiKey(Scene.KEY).model("m").build()) {
      assertThat(client.toString() + ApiKey.of(Scene.KEY)).doesNotContain(Scene.KEY);
    }
  }

  @Test
  void theLogSaysMethodHostStatusTimeAndIdOnly() {
    try (Scene scene =
        new Scene().answer(Scene.json(200, Scene.completion("Hi"), "x-request-id", "log-1"))) {
      scene.ask();
      assertThat(log())
          .containsPattern(
              "OpenAiLlmClient - POST \\Q"
                  + scene.server.getHostName()
                  + "\\E 200 \\d+ ms, id log-1\n");
    }
  }
}
