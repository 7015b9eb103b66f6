package io.agp.llm;

import static io.agp.llm.ModelDouble.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LimitedLlmClientTest {
  @Test
  void theCallBeyondTheLimitIsNotSent() {
    ModelDouble model = ModelDouble.answering(request -> "text");
    LimitedLlmClient limited = new LimitedLlmClient(model, 2);
    limited.complete(request("a"), Deadline.none());
    limited.complete(request("b"), Deadline.none());

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> limited.complete(request("c"), Deadline.none()))
          .isInstanceOf(LlmException.LimitReached.class)
          .hasMessage("The limit of 2 calls is reached");
    }
    assertThat(model.requests).hasSize(2);
  }

  @Test
  void theFailureIsInTheFutureAndNoRetryHelps() {
    LimitedLlmClient limited = new LimitedLlmClient(ModelDouble.silent(), 0);

    assertThatThrownBy(limited.completeAsync(request("a"), Deadline.none())::join)
        .cause()
        .isInstanceOfSatisfying(
            LlmException.LimitReached.class, e -> assertThat(e.isRetryable()).isFalse());
  }

  @Test
  void storedAnswersOutsideTheLimitAreFree() {
    LimitedLlmClient limited = new LimitedLlmClient(ModelDouble.answering(request -> "text"), 1);
    CachingLlmClient cache = new CachingLlmClient(limited, 10);

    for (int i = 0; i < 5; i++) {
      assertThat(cache.complete(request("a"), Deadline.none()).text()).isEqualTo("text");
    }
  }

  @Test
  void aNegativeLimitIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LimitedLlmClient(ModelDouble.silent(), -1))
        .withMessage("maxCalls must be at least 0, was -1");
  }
}
