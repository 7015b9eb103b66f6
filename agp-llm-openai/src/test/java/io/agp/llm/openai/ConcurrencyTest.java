package io.agp.llm.openai;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ConcurrencyTest {
  private static final Deadline LATER = Deadline.after(Duration.ofSeconds(25));

  @AutoClose private final Scene scene = new Scene();

  @Test
  void whatIsChainedToACallMayBlockOnTheNext() throws Exception {
    scene.answer(Scene.ok("one"), Scene.ok("two")).use(scene.builder().concurrency(1));
    CompletableFuture<String> chained =
        scene
            .client()
            .completeAsync(Scene.question(), LATER)
            .thenApply(response -> response.text() + " " + scene.ask(LATER).text());
    assertThat(chained.get(20, SECONDS)).isEqualTo("one two");
  }
}
