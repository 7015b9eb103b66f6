package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.Deadline;
import io.agp.llm.LlmAttempt;
import io.agp.llm.LlmException;
import io.agp.llm.LlmListener;
import io.agp.llm.LlmResponse;
import io.agp.llm.LlmRole;
import io.agp.llm.Price;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ListenerTest {
  @AutoClose private final Scene scene = new Scene();
  private final Notes notes = new Notes();

  /** Writes down what it is told. */
  private static final class Notes implements LlmListener {
    final List<String> events = Collections.synchronizedList(new ArrayList<>());
    volatile Call call;
    volatile End end;
    volatile LlmException failure;
    volatile Duration wait;

    @Override
    public void started(Call started) {
      call = started;
      events.add("started");
    }

    @Override
    public void attempted(Call of, LlmAttempt attempt) {
      events.add("attempted " + attempt.status().orElse(0) + " " + attempt.took().toNanos());
    }

    @Override
    public void retrying(Call of, LlmAttempt failed, Duration delay) {
      wait = delay;
      events.add("retrying after " + failed.number());
    }

    @Override
    public void succeeded(Call of, End reached) {
      end = reached;
      events.add("succeeded");
    }

    @Override
    public void failed(Call of, LlmException why, End reached) {
      end = reached;
      failure = why;
      events.add("failed");
    }
  }

  private OpenAiLlmClient.Builder builder() {
    return scene.builder().listener(notes);
  }

  @Test
  void aRetriedCallIsToldOfStepByStep() {
    ModelProfile priced =
        ModelProfile.builder()
            .facts(
                ModelFacts.NONE.withPrice(
                    new Price(
                        BigDecimal.ONE, BigDecimal.ONE, BigDecimal.TEN, LocalDate.of(2026, 11, 1))))
            .build();
    scene.answer(
        Scene.status(503, "Retry-After", "2"),
        Scene.json(200, Scene.completion("Hi"), "x-request-id", "r-2"));
    LlmResponse response = scene.use(builder().profile(priced)).ask();
    assertThat(notes.events)
        .containsExactly(
            "started", "attempted 503 0", "retrying after 1", "attempted 200 0", "succeeded");
    assertThat(notes.call.number()).isEqualTo(1);
    assertThat(notes.call.role()).isEqualTo(LlmRole.OTHER);
    assertThat(notes.call.target()).startsWith("gpt-4o-mini at ");
    assertThat(notes.wait).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2200));
    assertThat(notes.end.took()).isEqualTo(notes.wait);
    assertThat(notes.end.usage()).isEqualTo(response.usage());
    assertThat(notes.end.attempts()).isEqualTo(response.attempts());
    assertThat(notes.end.cost()).hasValue(new BigDecimal("0.000049"));
    assertThat(notes.end.requestId()).hasValue("r-2");
  }

  @Test
  void withoutAPriceThereIsNoCost() {
    scene.answer(Scene.ok("Hi")).use(builder().profile(ModelProfile.builder().build())).ask();
    assertThat(notes.end.cost()).isEmpty();
  }

  @Test
  void aFailureIsToldOfAsItIsThrown() {
    scene.answer(Scene.status(404, "x-request-id", "r-1")).use(builder());
    assertThat(scene.failure()).isSameAs(notes.failure);
    assertThat(notes.events).containsExactly("started", "attempted 404 0", "failed");
    assertThat(notes.end.requestId()).hasValue("r-1");
  }

  @Test
  void aCallRefusedBeforeItIsSentIsAFailureWithoutAttempts() {
    scene.use(builder());
    scene.failure(Deadline.after(Duration.ZERO));
    assertThat(notes.events).containsExactly("started", "failed");
    assertThat(notes.end.attempts()).isEmpty();
    assertThat(notes.end.requestId()).isEqualTo(Optional.empty());
  }

  @Test
  void aCancelledCallIsToldOfOnce() {
    scene.use(builder().apiKeySupplier(() -> Scene.KEY));
    scene.dispatch(new Silence());
    CompletableFuture<LlmResponse> call =
        scene.client().completeAsync(Scene.question(), Deadline.after(Duration.ofSeconds(20)));
    call.cancel(true);
    scene.client().close();
    assertThat(notes.events.stream().filter("failed"::equals)).hasSize(1);
    assertThat(notes.failure).isInstanceOf(LlmException.Cancelled.class);
  }

  @Test
  void aClosedClientTellsOfTheCallItRefuses() {
    scene.use(builder()).client().close();
    CompletableFuture<LlmResponse> call =
        scene.client().completeAsync(Scene.question(), Deadline.none());
    assertThat(call).failsWithin(Duration.ofSeconds(5));
    assertThat(notes.events).containsExactly("started", "failed");
  }

  @Test
  void aListenerThatThrowsHarmsNoCallAndIsLoggedOnce() throws Exception {
    String model = "listened-" + System.nanoTime();
    LlmListener broken =
        new LlmListener() {
          @Override
          public void started(Call call) {
            throw new IllegalStateException("broken");
          }

          @Override
          public void attempted(Call call, LlmAttempt attempt) {
            throw new AssertionError("broken");
          }

          @Override
          public void succeeded(Call call, End end) {
            throw new IllegalStateException("broken");
          }
        };
    scene.answer(Scene.ok("Hi")).use(scene.builder().model(model).listener(broken));
    assertThat(scene.ask().text()).isEqualTo("Hi");
    assertThat(scene.client().listenerFailures()).isEqualTo(3);
    assertThat(Files.readString(Path.of("target", "test.log")))
        .containsOnlyOnce("A listener of " + model + " at ");
  }
}
