package io.agp.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Fixtures;
import io.agp.Item;
import io.agp.Ranking;
import io.agp.Ranking.Source;
import io.agp.RerankOutcome;
import io.agp.RerankRequest;
import io.agp.Reranker;
import io.agp.User;
import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import io.agp.llm.ModelDouble;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FallbackRerankerTest {
  private static final User USER = Fixtures.user("u");
  private static final List<Item> ITEMS = Fixtures.items(3);

  @Test
  void aFailureGivesTheBaseOrderWithTheFailureInside() {
    LlmException.RateLimited failure = new LlmException.RateLimited("slow down", null);
    Ranking ranking = over(ModelDouble.failing(failure)).rerank(USER, ITEMS);

    assertThat(ranking.source()).isEqualTo(Source.FALLBACK);
    assertThat(ranking.items()).isEqualTo(ITEMS);
    assertThat(ranking.failure()).containsSame(failure);
  }

  @Test
  void anUnreadableAnswerGivesTheBaseOrder() {
    Ranking ranking = over(ModelDouble.answering(request -> "hm")).rerank(USER, ITEMS);

    assertThat(ranking.failure().orElseThrow()).isInstanceOf(LlmException.UnreadableAnswer.class);
  }

  @Test
  void aThrownExceptionGivesTheBaseOrder() {
    IllegalStateException thrown = new IllegalStateException("closed");
    Reranker throwing =
        (user, candidates, deadline) -> {
          throw thrown;
        };

    assertThat(throwing.withFallback().rerank(USER, ITEMS).failure()).containsSame(thrown);
  }

  @Test
  void aRankingThatSucceedsIsPassedOn() {
    Ranking ranking =
        over(ModelDouble.answering(request -> "{\"ranking\":[3,2,1]}")).rerank(USER, ITEMS);

    assertThat(ranking.source()).isEqualTo(Source.LLM);
    assertThat(ranking.items()).extracting(Item::id).containsExactly("i3", "i2", "i1");
  }

  @Test
  void aModelThatNeverAnswersGivesTheBaseOrderAtTheDeadline() {
    ModelDouble silent = ModelDouble.silent();
    Ranking ranking = over(silent).rerank(USER, ITEMS, Deadline.after(Duration.ofMillis(5)));

    assertThat(ranking.source()).isEqualTo(Source.FALLBACK);
    assertThat(ranking.items()).isEqualTo(ITEMS);
    assertThat(ranking.failure().orElseThrow())
        .isInstanceOf(LlmException.Timeout.class)
        .hasMessage("The deadline passed before the ranking was there");
    assertThat(silent.calls.get(0)).isCancelled();
  }

  @Test
  void aDeadlineAlreadyPassedGivesTheBaseOrder() {
    Ranking ranking = over(ModelDouble.silent()).rerank(USER, ITEMS, Deadline.after(Duration.ZERO));

    assertThat(ranking.failure().orElseThrow()).isInstanceOf(LlmException.Timeout.class);
  }

  @Test
  void theAsynchronousTwinKeepsTheDeadlineToo() throws Exception {
    CompletableFuture<Ranking> ranking =
        over(ModelDouble.silent()).rerankAsync(USER, ITEMS, Deadline.after(Duration.ofMillis(5)));

    assertThat(ranking.get(10, TimeUnit.SECONDS).source()).isEqualTo(Source.FALLBACK);
  }

  @Test
  void aCallCancelledByTheModelsSideGivesTheBaseOrder() {
    ModelDouble silent = ModelDouble.silent();
    CompletableFuture<Ranking> ranking = over(silent).rerankAsync(USER, ITEMS, Deadline.none());
    silent.calls.get(0).cancel(true);

    assertThat(ranking.join().failure().orElseThrow()).isInstanceOf(LlmException.Cancelled.class);
  }

  @Test
  void cancellingTheFutureCancelsTheCallAndIsNoFallback() {
    ModelDouble silent = ModelDouble.silent();
    CompletableFuture<Ranking> ranking = over(silent).rerankAsync(USER, ITEMS, Deadline.none());
    ranking.cancel(true);

    assertThat(ranking).isCancelled();
    assertThat(silent.calls.get(0)).isCancelled();
  }

  @Test
  void candidatesThatShareAnIdStayAnError() {
    List<Item> twice = List.of(Item.of("a", "A"), Item.of("a", "B"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> over(ModelDouble.silent()).rerank(USER, twice))
        .withMessage("Candidate ids must differ: \"a\" is at positions 1 and 2");
  }

  @Test
  void anErrorOfTheMachineIsNotHidden() {
    Reranker broken =
        (user, candidates, deadline) -> CompletableFuture.failedFuture(new OutOfMemoryError("x"));

    assertThatThrownBy(() -> broken.withFallback().rerank(USER, ITEMS))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void aBatchHasFallbacksAndNoFailures() {
    List<RerankOutcome> outcomes =
        over(ModelDouble.failing(new LlmException.Server("down", null)))
            .rerankAll(List.of(new RerankRequest(USER, ITEMS), new RerankRequest(USER, ITEMS)), 2);

    assertThat(outcomes)
        .extracting(outcome -> outcome.orElseThrow().source())
        .containsExactly(Source.FALLBACK, Source.FALLBACK);
  }

  private static Reranker over(ModelDouble model) {
    return HistoryReranker.direct(model, 5).withFallback();
  }
}
