package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.AnswerFormat;
import io.agp.llm.LlmException;
import io.agp.llm.LlmResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class WaitingCallerTest {
  @AutoClose private final Scene scene = new Scene();

  @AutoClose("shutdown")
  private final Timer timer = new Timer();

  private final WaitingCaller caller = new WaitingCaller(new CallerThreads(timer, Runnable::run));
  private final CompletableFuture<LlmResponse> call = new CompletableFuture<>();
  private final List<Outcome> outcomes = new ArrayList<>();

  private Attempt attempt() {
    Failures failures = new Failures("a model", ApiKey.none(), scene.time);
    RateLimiter limiter =
        new RateLimiter(
            scene.time, OptionalLong.empty(), OptionalLong.empty(), Duration.ofMinutes(1));
    ChatEndpoint endpoint =
        new ChatEndpoint(
            new OkHttpClient(),
            scene.server.url("/v1"),
            ApiKey.none(),
            new RequestTags(),
            Optional.empty(),
            failures,
            limiter);
    return new Attempt(
        endpoint,
        new PreparedRequest(
            Scene.question(), new byte[] {1}, AnswerFormat.TEXT, Optional.empty(), 1),
        1);
  }

  private void send() {
    caller.send(attempt(), (outcome, bug) -> outcomes.add(outcome));
  }

  @Test
  void anAttemptThatComesAfterTheEndIsNotSentButHasAnOutcome() {
    call.complete(LlmResponse.of("Hi"));
    assertThat(caller.await(call).text()).isEqualTo("Hi");
    send();
    notSentButOver();
  }

  @Test
  void anAttemptThatTheEndOvertakesIsNotSentButHasAnOutcome() {
    send();
    call.complete(LlmResponse.of("Hi"));
    assertThat(caller.await(call).text()).isEqualTo("Hi");
    notSentButOver();
  }

  private void notSentButOver() {
    assertThat(outcomes).singleElement().isInstanceOf(Outcome.Failure.class);
    assertThat(((Outcome.Failure) outcomes.get(0)).exception(List.of()))
        .isInstanceOf(LlmException.Transport.class);
    assertThat(scene.requests()).isZero();
  }
}
