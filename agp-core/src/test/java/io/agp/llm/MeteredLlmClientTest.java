package io.agp.llm;

import static io.agp.llm.ModelDouble.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.MeteredLlmClient.Meter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MeteredLlmClientTest {
  @Test
  void callsAndTokensAreCountedByRole() {
    MeteredLlmClient meter = new MeteredLlmClient(ModelDouble.answering(request -> "text"));
    meter.complete(as(LlmRole.PROFILE), Deadline.none());
    meter.complete(as(LlmRole.PROFILE), Deadline.none());
    meter.complete(as(LlmRole.RERANK), Deadline.none());

    assertThat(meter.of(LlmRole.PROFILE)).isEqualTo(new Meter(2, 0, TokenUsage.of(20, 10)));
    assertThat(meter.of(LlmRole.RERANK)).isEqualTo(new Meter(1, 0, ModelDouble.USAGE));
    assertThat(meter.of(LlmRole.EDIT)).isEqualTo(Meter.ZERO);
    assertThat(meter.total()).isEqualTo(new Meter(3, 0, TokenUsage.of(30, 15)));
  }

  @Test
  void aFailedCallIsACallAndAFailure() {
    MeteredLlmClient meter =
        new MeteredLlmClient(ModelDouble.failing(new LlmException.Server("down", null)));
    CompletableFuture<LlmResponse> call = meter.completeAsync(request("a"), Deadline.none());

    assertThat(call).isCompletedExceptionally();
    assertThat(meter.total()).isEqualTo(new Meter(1, 1, TokenUsage.NONE));
  }

  @Test
  void theTokensOfAFailedCallCount() {
    LlmAttempt paid =
        new LlmAttempt(
            1,
            OptionalInt.of(200),
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO,
            Duration.ZERO,
            false,
            Optional.of(ModelDouble.USAGE));
    LlmException.Details details =
        new LlmException.Details(
            OptionalInt.of(200),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            1,
            List.of(paid),
            Optional.empty());
    MeteredLlmClient meter =
        new MeteredLlmClient(
            ModelDouble.failing(new LlmException.Truncated("cut off", details, null)));
    CompletableFuture<LlmResponse> call = meter.completeAsync(request("a"), Deadline.none());

    assertThat(call).isCompletedExceptionally();
    assertThat(meter.total()).isEqualTo(new Meter(1, 1, ModelDouble.USAGE));
  }

  @Test
  void aCallUnderWayCountsAtOnceAndItsTokensLater() {
    ModelDouble model = ModelDouble.silent();
    MeteredLlmClient meter = new MeteredLlmClient(model);
    CompletableFuture<LlmResponse> call = meter.completeAsync(request("a"), Deadline.none());

    assertThat(meter.total()).isEqualTo(new Meter(1, 0, TokenUsage.NONE));
    model.calls.get(0).complete(ModelDouble.response("text"));
    assertThat(call.join().text()).isEqualTo("text");
    assertThat(meter.total()).isEqualTo(new Meter(1, 0, ModelDouble.USAGE));
  }

  @Test
  void whoeverHasTheAnswerFindsItCounted() {
    ModelDouble model = ModelDouble.silent();
    MeteredLlmClient meter = new MeteredLlmClient(model);
    CompletableFuture<Meter> seen =
        meter.completeAsync(request("a"), Deadline.none()).thenApply(response -> meter.total());
    model.calls.get(0).complete(ModelDouble.response("text"));

    assertThat(seen.join()).isEqualTo(new Meter(1, 0, ModelDouble.USAGE));
  }

  @Test
  void cancellingReachesTheCall() {
    ModelDouble model = ModelDouble.silent();
    new MeteredLlmClient(model).completeAsync(request("a"), Deadline.none()).cancel(true);

    assertThat(model.calls.get(0)).isCancelled();
  }

  @Test
  void nothingIsLostBetweenThreads() {
    MeteredLlmClient meter = new MeteredLlmClient(ModelDouble.answering(request -> "text"));
    List<CompletableFuture<Void>> threads =
        Stream.generate(
                () ->
                    CompletableFuture.runAsync(
                        () -> {
                          for (int i = 0; i < 500; i++) {
                            meter.complete(as(LlmRole.EDIT), Deadline.none());
                          }
                        }))
            .limit(4)
            .toList();
    threads.forEach(CompletableFuture::join);

    assertThat(meter.of(LlmRole.EDIT))
        .isEqualTo(new Meter(2_000, 0, TokenUsage.of(20_000, 10_000)));
  }

  private static LlmRequest as(LlmRole role) {
    return LlmRequest.builder(role).user("question").build();
  }
}
