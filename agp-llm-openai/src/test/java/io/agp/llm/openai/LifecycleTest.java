package io.agp.llm.openai;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import io.agp.llm.LlmResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  @Test
  void aClosedClientTakesNoCalls() {
    try (Scene scene = new Scene()) {
      scene.client().close();
      scene.client().close();
      assertThatThrownBy(scene::ask)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("The client is closed: OpenAiLlmClient[gpt-4o-mini at ");
      assertThat(scene.client().completeAsync(Scene.question(), Deadline.none()))
          .isCompletedExceptionally();
      assertThat(scene.requests()).isZero();
    }
  }

  @Test
  void closingEndsTheCallsUnderWay() throws Exception {
    AtomicReference<RawServer> self = new AtomicReference<>();
    try (RawServer server = new RawServer((socket, out) -> self.get().awaitHangUp(socket))) {
      self.set(server);
      OpenAiLlmClient client =
          OpenAiLlmClient.builder().model("m").baseUrl(server.url()).concurrency(1).build();
      CompletableFuture<LlmResponse> sent = client.completeAsync(Scene.question(), Deadline.none());
      CompletableFuture<LlmResponse> queued =
          client.completeAsync(Scene.question(), Deadline.none());
      server.received.await();
      client.close();
      for (CompletableFuture<LlmResponse> call : java.util.List.of(sent, queued)) {
        assertThat(call)
            .failsWithin(Duration.ofSeconds(20))
            .withThrowableThat()
            .havingCause()
            .isInstanceOf(LlmException.Cancelled.class)
            .withMessage("m at localhost: the client was closed during the call");
      }
      assertThat(server.hungUp.await(20, SECONDS)).isTrue();
    }
  }

  @Test
  void allThreadsAreDaemons() {
    try (Scene scene = new Scene().answer(Scene.ok("Hi"))) {
      scene.ask();
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().startsWith("agp-llm"))
          .isNotEmpty()
          .allMatch(Thread::isDaemon);
    }
  }
}
