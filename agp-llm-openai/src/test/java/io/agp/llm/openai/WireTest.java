package io.agp.llm.openai;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import io.agp.llm.LlmResponse;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WireTest {
  private static final Deadline LATER = Deadline.after(Duration.ofSeconds(25));

  private final List<Duration> waits = new CopyOnWriteArrayList<>();

  private OpenAiLlmClient.Builder builder(String url) {
    return OpenAiLlmClient.builder()
        .apiKey(Scene.KEY)
        .model("m")
        .baseUrl(url)
        .sleeper(
            wait -> {
              waits.add(wait);
              return CompletableFuture.completedFuture(null);
            });
  }

  private LlmException failure(OpenAiLlmClient client, Deadline deadline) {
    return catchThrowableOfType(
        LlmException.class, () -> client.complete(Scene.question(), deadline));
  }

  @Test
  void blankLinesThatDripBeforeTheAnswerAreNoise() throws Exception {
    try (RawServer server =
            new RawServer(
                (socket, out) -> {
                  String body = Scene.completion("Hi");
                  RawServer.write(out, RawServer.head(20 + body.length()));
                  for (int i = 0; i < 20; i++) {
                    RawServer.write(out, "\n");
                  }
                  RawServer.write(out, body);
                });
        OpenAiLlmClient client = builder(server.url()).build()) {
      assertThat(client.complete(Scene.question(), LATER).text()).isEqualTo("Hi");
    }
  }

  @Test
  void theDeadlineEndsAServerThatDripsForEver() throws Exception {
    try (RawServer server = new RawServer(WireTest::dripForEver);
        OpenAiLlmClient client = builder(server.url()).build()) {
      LlmException failure = failure(client, Deadline.after(Duration.ofMillis(500)));
      assertThat(failure)
          .isInstanceOf(LlmException.Timeout.class)
          .hasMessage(
              "m at localhost: the deadline passed while waiting for the answer"
                  + " (attempts sent: 1)");
      assertThat(failure.details().attempts()).isOne();
      assertThat(server.hungUp.await(20, SECONDS)).isTrue();
      assertThat(server.requests).hasValue(1);
    }
  }

  @Test
  void theDeadlineEndsTheWaitBetweenAttempts() {
    CompletableFuture<Void> sleep = new CompletableFuture<>();
    try (Scene scene = new Scene().always(Scene.status(503, "retry-after-ms", "1"))) {
      scene.use(scene.builder().sleeper(wait -> sleep));
      LlmException failure = scene.failure(Deadline.after(Duration.ofMillis(500)));
      assertThat(failure)
          .isInstanceOf(LlmException.Timeout.class)
          .hasMessageEndingWith("while waiting between attempts (attempts sent: 1)");
      assertThat(failure.getSuppressed()).hasExactlyElementsOfTypes(LlmException.Server.class);
      assertThat(sleep).isCancelled();
    }
  }

  @Test
  void anAttemptThatDripsTooLongIsRepeatedOnce() throws Exception {
    try (RawServer server = new RawServer(WireTest::dripForEver);
        OpenAiLlmClient client =
            builder(server.url()).attemptTimeout(Duration.ofMillis(400)).build()) {
      LlmException failure = failure(client, LATER);
      assertThat(failure).isInstanceOf(LlmException.Timeout.class);
      assertThat(failure.getMessage()).startsWith("m at localhost, attempt 2: no answer in time");
      assertThat(server.requests).hasValue(2);
    }
  }

  @Test
  void aLostAnswerIsRepeatedOnceAsItMayBeBilledTwice() throws Exception {
    try (RawServer server = new RawServer((socket, out) -> {});
        OpenAiLlmClient client = builder(server.url()).build()) {
      LlmException failure = failure(client, LATER);
      assertThat(failure).isInstanceOf(LlmException.Transport.class);
      assertThat(failure.details().attempts()).isEqualTo(2);
      assertThat(server.requests).hasValue(2);
    }
  }

  @Test
  void aTruncatedBodyIsATransportFailure() throws Exception {
    try (RawServer server =
            new RawServer(
                (socket, out) -> RawServer.write(out, RawServer.head(500) + "{\"choices\":["));
        OpenAiLlmClient client = builder(server.url()).build()) {
      assertThat(failure(client, LATER)).isInstanceOf(LlmException.Transport.class);
      assertThat(server.requests).hasValue(2);
    }
  }

  @Test
  void aStatusCountsThoughItsBodyIsCutOff() throws Exception {
    try (RawServer server =
            new RawServer(
                (socket, out) ->
                    RawServer.write(
                        out, "HTTP/1.1 401 No\r\nContent-Length: 90\r\n\r\n{\"error\":"));
        OpenAiLlmClient client = builder(server.url()).build()) {
      assertThat(failure(client, LATER)).isInstanceOf(LlmException.Authentication.class);
      assertThat(server.requests).hasValue(1);
    }
  }

  @Test
  void whatIsNoHttpIsATransportFailure() throws Exception {
    try (RawServer server =
            new RawServer((socket, out) -> RawServer.write(out, "SSH-2.0-OpenSSH_9.2\r\n\r\n"));
        OpenAiLlmClient client = builder(server.url()).build()) {
      assertThat(failure(client, LATER)).isInstanceOf(LlmException.Transport.class);
    }
  }

  @Test
  void aRefusedConnectionIsTriedToTheEnd() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (OpenAiLlmClient client = builder("http://127.0.0.1:" + port).build()) {
      LlmException failure = failure(client, LATER);
      assertThat(failure).isInstanceOf(LlmException.Transport.class);
      assertThat(failure.details().attempts()).isEqualTo(4);
      assertThat(waits).hasSize(3);
    }
  }

  @Test
  void cancellingClosesTheConnection() throws Exception {
    AtomicReference<RawServer> self = new AtomicReference<>();
    try (RawServer server = new RawServer((socket, out) -> self.get().awaitHangUp(socket));
        OpenAiLlmClient client = builder(server.url()).build()) {
      self.set(server);
      CompletableFuture<LlmResponse> call = client.completeAsync(Scene.question(), LATER);
      server.received.await();
      call.cancel(true);
      assertThat(server.hungUp.await(20, SECONDS)).isTrue();
      assertThat(server.requests).hasValue(1);
    }
  }

  @Test
  void anInterruptClosesTheConnectionAndStaysSet() throws Exception {
    AtomicReference<RawServer> self = new AtomicReference<>();
    AtomicReference<LlmException> failure = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    try (RawServer server = new RawServer((socket, out) -> self.get().awaitHangUp(socket));
        OpenAiLlmClient client = builder(server.url()).build()) {
      self.set(server);
      Thread caller =
          new Thread(
              () -> {
                failure.set(failure(client, LATER));
                flag.set(Thread.currentThread().isInterrupted());
              });
      caller.start();
      server.received.await();
      caller.interrupt();
      caller.join();
      assertThat(failure.get()).isInstanceOf(LlmException.Cancelled.class);
      assertThat(flag.get()).isTrue();
      assertThat(server.hungUp.await(20, SECONDS)).isTrue();
    }
  }

  @Test
  void cancellingEndsTheWaitBetweenAttempts() throws Exception {
    CompletableFuture<Void> sleep = new CompletableFuture<>();
    CompletableFuture<Void> asleep = new CompletableFuture<>();
    try (Scene scene = new Scene().always(Scene.status(503))) {
      scene.use(
          scene
              .builder()
              .sleeper(
                  wait -> {
                    asleep.complete(null);
                    return sleep;
                  }));
      CompletableFuture<LlmResponse> call = scene.client().completeAsync(Scene.question(), LATER);
      asleep.get(20, SECONDS);
      call.cancel(true);
      assertThat(sleep).failsWithin(Duration.ofSeconds(20));
      assertThat(scene.requests()).isOne();
    }
  }

  private static void dripForEver(java.net.Socket socket, java.io.OutputStream out)
      throws java.io.IOException {
    RawServer.write(out, RawServer.head(1 << 30));
    while (true) {
      RawServer.write(out, "\n");
    }
  }
}
