package io.agp.llm;

import static io.agp.llm.ModelDouble.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CachingLlmClientTest {
  @Test
  void aJoinedCallerWithALimitSurvivesTheLeadersCancellation() throws Exception {
    ModelDouble model = ModelDouble.silent();
    CachingLlmClient cache = new CachingLlmClient(model, 10);
    Deadline minute = Deadline.after(Duration.ofMinutes(1));
    CompletableFuture<LlmResponse> leader = cache.completeAsync(request("a"), minute);
    CompletableFuture<LlmResponse> second = cache.completeAsync(request("a"), minute);
    CompletableFuture<LlmResponse> third = cache.completeAsync(request("a"), minute);
    leader.cancel(true);

    assertThat(model.requests).hasSize(2);
    model.calls.get(1).complete(ModelDouble.response("asked anew"));
    assertThat(second.get(10, TimeUnit.SECONDS).text()).isEqualTo("asked anew");
    assertThat(third.get(10, TimeUnit.SECONDS).text()).isEqualTo("asked anew");
  }

  @Test
  void aJoinedCallerSurvivesTheLeadersCancellation() throws Exception {
    ModelDouble model = ModelDouble.silent();
    CachingLlmClient cache = new CachingLlmClient(model, 10);
    CompletableFuture<LlmResponse> leader = cache.completeAsync(request("a"), Deadline.none());
    CompletableFuture<LlmResponse> joined = cache.completeAsync(request("a"), Deadline.none());
    leader.cancel(true);

    assertThat(joined).isNotDone();
    assertThat(model.requests).hasSize(2);
    model.calls.get(1).complete(ModelDouble.response("asked anew"));
    assertThat(joined.get(10, TimeUnit.SECONDS).text()).isEqualTo("asked anew");
  }

  @Test
  void identicalRequestsAreAskedOnce() {
    ModelDouble model = ModelDouble.answering(LlmRequest::prompt);
    CachingLlmClient cache = new CachingLlmClient(model, 10);

    LlmResponse first = cache.complete(request("a"), Deadline.none());
    LlmResponse second = cache.complete(request("a"), Deadline.none());

    assertThat(model.requests).hasSize(1);
    assertThat(first.cached()).isFalse();
    assertThat(first.usage()).isEqualTo(ModelDouble.USAGE);
    assertThat(second).isEqualTo(first.asCached());
    assertThat(second.usage()).isEqualTo(TokenUsage.NONE);
  }

  @Test
  void theRoleIsNoPartOfARequestsIdentity() {
    ModelDouble model = ModelDouble.answering(LlmRequest::prompt);
    CachingLlmClient cache = new CachingLlmClient(model, 10);

    cache.complete(request("a"), Deadline.none());
    cache.complete(LlmRequest.builder(LlmRole.EDIT).user("a").build(), Deadline.none());

    assertThat(model.requests).hasSize(1);
  }

  @Test
  void otherRequestsAreAskedThemselves() {
    ModelDouble model = ModelDouble.answering(LlmRequest::prompt);
    CachingLlmClient cache = new CachingLlmClient(model, 10);

    assertThat(cache.complete(request("a"), Deadline.none()).text()).isEqualTo("a");
    assertThat(cache.complete(request("b"), Deadline.none()).text()).isEqualTo("b");
    assertThat(
            cache
                .complete(
                    LlmRequest.builder(LlmRole.OTHER).user("a").maxOutputTokens(5).build(),
                    Deadline.none())
                .cached())
        .isFalse();
  }

  @Test
  void theLeastRecentlyUsedAnswerGoesFirst() {
    ModelDouble model = ModelDouble.answering(LlmRequest::prompt);
    CachingLlmClient cache = new CachingLlmClient(model, 1);

    cache.complete(request("a"), Deadline.none());
    cache.complete(request("b"), Deadline.none());
    cache.complete(request("a"), Deadline.none());

    assertThat(model.requests).hasSize(3);
  }

  @Test
  void aFailureIsNotKept() {
    ModelDouble model = ModelDouble.silent();
    CachingLlmClient cache = new CachingLlmClient(model, 10);
    CompletableFuture<LlmResponse> first = cache.completeAsync(request("a"), Deadline.none());
    model.calls.get(0).completeExceptionally(new LlmException.Server("down", null));
    CompletableFuture<LlmResponse> second = cache.completeAsync(request("a"), Deadline.none());
    model.calls.get(1).complete(ModelDouble.response("there"));

    assertThatThrownBy(first::join).hasCauseInstanceOf(LlmException.Server.class);
    assertThat(second.join().text()).isEqualTo("there");
    assertThat(second.join().cached()).isFalse();
  }

  @Test
  void aThrownExceptionIsNotKeptAndNotThrown() {
    CachingLlmClient cache =
        new CachingLlmClient(
            (request, deadline) -> {
              throw new IllegalStateException("thrown");
            },
            10);

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(cache.completeAsync(request("a"), Deadline.none())::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void identicalRequestsAtTheSameTimeShareOneCall() {
    ModelDouble model = ModelDouble.silent();
    CachingLlmClient cache = new CachingLlmClient(model, 10);
    CompletableFuture<LlmResponse> leader = cache.completeAsync(request("a"), Deadline.none());
    CompletableFuture<LlmResponse> joined = cache.completeAsync(request("a"), Deadline.none());
    model.calls.get(0).complete(ModelDouble.response("shared"));

    assertThat(model.requests).hasSize(1);
    assertThat(leader.join().cached()).isFalse();
    assertThat(joined.join().cached()).isTrue();
    assertThat(joined.join().text()).isEqualTo("shared");
  }

  @Test
  void aFailureBelongsToTheCallerWhoseCallItWas() {
    ModelDouble model = ModelDouble.silent();
    CachingLlmClient cache = new CachingLlmClient(model, 10);
    CompletableFuture<LlmResponse> first = cache.completeAsync(request("a"), Deadline.none());
    CompletableFuture<LlmResponse> second = cache.completeAsync(request("a"), Deadline.none());
    CompletableFuture<LlmResponse> third = cache.completeAsync(request("a"), Deadline.none());
    model.calls.get(0).completeExceptionally(new LlmException.Server("down", null));

    assertThatThrownBy(first::join).hasCauseInstanceOf(LlmException.Server.class);
    assertThat(model.requests).as("those who waited ask anew, together").hasSize(2);
    model.calls.get(1).complete(ModelDouble.response("up"));
    assertThat(second.join().text()).isEqualTo("up");
    assertThat(third.join().text()).isEqualTo("up");
  }

  @Test
  void theJoinedFailWithAFinalFailure() {
    ModelDouble model = ModelDouble.silent();
    CachingLlmClient cache = new CachingLlmClient(model, 10);
    cache.completeAsync(request("a"), Deadline.none());
    CompletableFuture<LlmResponse> joined = cache.completeAsync(request("a"), Deadline.none());
    LlmException failure = new LlmException.Authentication("refused", null);
    model.calls.get(0).completeExceptionally(failure);

    assertThatThrownBy(joined::join).hasCause(failure);
    assertThat(model.requests).hasSize(1);
  }

  @Test
  void cancellingTheOnlyCallerCancelsTheCall() {
    ModelDouble model = ModelDouble.silent();
    CachingLlmClient cache = new CachingLlmClient(model, 10);

    cache.completeAsync(request("a"), Deadline.none()).cancel(true);

    assertThat(model.calls.get(0)).isCancelled();
  }

  @Test
  void aJoinedCallerSurvivesTheLeadersTimeout() throws Exception {
    ModelDouble model = ModelDouble.silent();
    CachingLlmClient cache = new CachingLlmClient(model, 10);
    cache.completeAsync(request("a"), Deadline.after(Duration.ofMinutes(1)));
    CompletableFuture<LlmResponse> joined = cache.completeAsync(request("a"), Deadline.none());
    model.calls.get(0).completeExceptionally(new LlmException.Timeout("too late", null));

    assertThat(model.requests).hasSize(2);
    model.calls.get(1).complete(ModelDouble.response("asked anew"));
    assertThat(joined.get(10, TimeUnit.SECONDS).text()).isEqualTo("asked anew");
  }

  @Test
  void cancellingAJoinedCallerLeavesTheLeaderAlone() {
    ModelDouble model = ModelDouble.silent();
    CachingLlmClient cache = new CachingLlmClient(model, 10);
    CompletableFuture<LlmResponse> leader = cache.completeAsync(request("a"), Deadline.none());
    cache.completeAsync(request("a"), Deadline.none()).cancel(true);

    assertThat(model.calls.get(0)).isNotCancelled();
    model.calls.get(0).complete(ModelDouble.response("there"));
    assertThat(leader.join().text()).isEqualTo("there");
  }

  @Test
  void aJoinedCallerWaitsNoLongerThanItsOwnDeadline() {
    ModelDouble model = ModelDouble.silent();
    CachingLlmClient cache = new CachingLlmClient(model, 10);
    CompletableFuture<LlmResponse> leader = cache.completeAsync(request("a"), Deadline.none());
    CompletableFuture<LlmResponse> joined =
        cache.completeAsync(request("a"), Deadline.after(Duration.ofMillis(5)));

    assertThatThrownBy(() -> joined.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(LlmException.Timeout.class);
    assertThat(leader).isNotDone();
    assertThat(model.requests).hasSize(1);
  }

  @Test
  void aCacheOfNothingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CachingLlmClient(ModelDouble.silent(), 0))
        .withMessage("maximumSize must be at least 1, was 0");
  }
}
