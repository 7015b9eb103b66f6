package io.agp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultyLlmClientTest {
  private final LlmClient sound = ScriptedLlmClient.answer(request -> "fine");
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  private static String outcome(LlmClient llm, String text) {
    try {
      return llm.complete(Films.request(text), Deadline.none()).text();
    } catch (LlmException e) {
      return e.type();
    }
  }

  private FaultyLlmClient faulty(double failures, double garbage) {
    return FaultyLlmClient.builder(sound)
        .seed(5)
        .failureRate(failures)
        .garbageRate(garbage)
        .build();
  }

  @Test
  void withoutFaultsNothingChanges() {
    FaultyLlmClient llm = FaultyLlmClient.builder(sound).build();
    assertThat(IntStream.range(0, 50).mapToObj(i -> outcome(llm, "x" + i))).containsOnly("fine");
    assertThat(llm.calls()).isEqualTo(50);
    assertThat(llm.failures()).isZero();
  }

  @Test
  void faultsComeAtTheirRatesAndAreCounted() {
    FaultyLlmClient llm = faulty(0.3, 0.2);
    Map<String, Long> outcomes =
        IntStream.range(0, 2000)
            .mapToObj(i -> outcome(llm, "x" + i))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(outcomes.get("fine")).isBetween(920L, 1080L);
    assertThat(llm.failures()).isBetween(540L, 660L);
    assertThat(llm.garbageAnswers()).isBetween(340L, 460L);
    assertThat(outcomes)
        .containsKeys(
            "RateLimited",
            "Server",
            "Transport",
            "Timeout",
            "MalformedResponse",
            "Refused",
            "Truncated");
  }

  @Test
  void concurrencyDoesNotChangeWhatHappens() {
    FaultyLlmClient first = faulty(0.3, 0.2);
    FaultyLlmClient second = faulty(0.3, 0.2);
    List<String> inTurn = IntStream.range(0, 500).mapToObj(i -> outcome(first, "x" + i)).toList();
    List<String> atOnce =
        IntStream.range(0, 500).parallel().mapToObj(i -> outcome(second, "x" + i)).toList();
    assertThat(atOnce).isEqualTo(inTurn);
  }

  @Test
  void aRetryMaySucceed() {
    FaultyLlmClient llm = faulty(0.5, 0);
    assertThat(IntStream.range(0, 40).mapToObj(i -> outcome(llm, "same")).distinct().count())
        .isGreaterThan(3);
  }

  @Test
  void ownKindsOfFailureReplaceTheUsualOnes() {
    FaultyLlmClient llm =
        FaultyLlmClient.builder(sound)
            .failureRate(1)
            .failWith(() -> new LlmException.Quota("used up", null))
            .build();
    assertThat(IntStream.range(0, 20).mapToObj(i -> outcome(llm, "x" + i))).containsOnly("Quota");
  }

  @Test
  void delayedAnswersCome() {
    FaultyLlmClient llm =
        FaultyLlmClient.builder(sound)
            .delays(scheduler, share -> Duration.ofNanos(Math.round(1000 * share)))
            .build();
    assertThat(outcome(llm, "x")).isEqualTo("fine");
  }

  @Test
  void aDelayBeyondTheDeadlineIsATimeout() {
    FaultyLlmClient llm =
        FaultyLlmClient.builder(sound).delays(scheduler, share -> Duration.ofDays(1)).build();
    CompletableFuture<LlmResponse> answer =
        llm.completeAsync(Films.request("x"), Deadline.after(Duration.ofMillis(1)));
    assertThatThrownBy(answer::join).hasCauseInstanceOf(LlmException.Timeout.class);
  }

  @Test
  void cancellingStopsTheCallBehind() {
    CompletableFuture<LlmResponse> pending = new CompletableFuture<>();
    CompletableFuture<Boolean> asked = new CompletableFuture<>();
    LlmClient slow =
        (request, deadline) -> {
          asked.complete(true);
          return pending;
        };
    FaultyLlmClient llm =
        FaultyLlmClient.builder(slow).delays(scheduler, share -> Duration.ZERO).build();
    CompletableFuture<LlmResponse> answer = llm.completeAsync(Films.request("x"), Deadline.none());
    asked.join();
    answer.cancel(true);
    assertThatThrownBy(pending::join).isInstanceOf(CancellationException.class);
  }

  @Test
  void ratesAreChecked() {
    assertThatThrownBy(() -> faulty(1.2, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("failureRate must be within 0..1, was 1.2");
    assertThatThrownBy(() -> faulty(0.75, 0.75))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("failureRate + garbageRate must be within 0..1, was 1.5");
  }
}
