package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.llm.Deadline;
import io.agp.llm.LlmAttempt;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RetryGateTest {
  @AutoClose private final Scene scene = new Scene();

  @Test
  void aRefusalEndsTheCallWithTheLimitAndItsAttempts() {
    scene.use(scene.builder().retryGate(request -> Optional.of("The budget is spent.")));
    scene.always(Scene.status(503, "x-request-id", "r-1"));
    LlmException failure = scene.failure();
    assertThat(failure)
        .isExactlyInstanceOf(LlmException.LimitReached.class)
        .hasMessageEndingWith("not tried again. The budget is spent.");
    assertThat(failure.details().attempts()).isOne();
    assertThat(failure.details().log())
        .extracting(LlmAttempt::requestId)
        .containsExactly(Optional.of("r-1"));
    assertThat(failure.getSuppressed()).hasExactlyElementsOfTypes(LlmException.Server.class);
    assertThat(scene.requests()).isOne();
    assertThat(scene.time.waits()).isEmpty();
  }

  @Test
  void theGateIsAskedBeforeEachRepetitionWithTheVeryRequest() {
    List<LlmRequest> asked = new ArrayList<>();
    scene.use(
        scene
            .builder()
            .retryGate(
                request -> {
                  asked.add(request);
                  return Optional.empty();
                }));
    scene.answer(Scene.status(503), Scene.status(429), Scene.ok("Hi"));
    LlmRequest request = Scene.question();
    scene.client().complete(request, Deadline.after(Duration.ofSeconds(20)));
    assertThat(asked).hasSize(2).allSatisfy(one -> assertThat(one).isSameAs(request));
  }

  @Test
  void whatIsFinalAsksNoGate() {
    scene.use(
        scene
            .builder()
            .retryGate(
                request -> {
                  throw new AssertionError("asked");
                }));
    scene.always(Scene.status(401));
    assertThat(scene.failure()).isInstanceOf(LlmException.Authentication.class);
  }

  @Test
  void whatTheGateThrowsEndsTheCallAndFreesItsPlace() {
    IllegalStateException broken = new IllegalStateException("the ledger is shut");
    scene.use(
        scene
            .builder()
            .concurrency(1)
            .retryGate(
                request -> {
                  throw broken;
                }));
    scene.answer(Scene.status(503), Scene.ok("Hi"));
    assertThatThrownBy(scene::ask).isSameAs(broken);
    assertThat(scene.requests()).isOne();
    assertThat(scene.ask().text()).isEqualTo("Hi");
    assertThat(scene.client().permits().free()).isOne();
  }
}
