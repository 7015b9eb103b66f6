package io.agp.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Fixtures;
import io.agp.Item;
import io.agp.ModelRanking;
import io.agp.Ranking;
import io.agp.Ranking.Repair;
import io.agp.Ranking.Source;
import io.agp.Reranker;
import io.agp.User;
import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import io.agp.llm.TokenUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RoundsRerankerTest {
  private static final User USER = Fixtures.user("u");
  private static final List<Item> ITEMS = Fixtures.items(10);

  /** What the delegate was shown, in the order of its calls. */
  private final List<List<Item>> shown = Collections.synchronizedList(new ArrayList<>());

  private Reranker model(UnaryOperator<List<Item>> ranks) {
    return (user, candidates, deadline) -> {
      shown.add(candidates);
      List<Item> ranked = ranks.apply(candidates);
      return CompletableFuture.completedFuture(
          Ranking.builder(candidates, Source.LLM)
              .order(BordaCount.places(candidates, ranked))
              .cost(1, TokenUsage.of(10, 5))
              .answers(List.of(new ModelRanking(candidates, ranked)))
              .build());
    };
  }

  private static List<Item> lastFirst(List<Item> candidates) {
    return candidates.stream()
        .sorted(Comparator.comparingInt((Item item) -> ITEMS.indexOf(item)).reversed())
        .toList();
  }

  /** Cannot be answered by a model that knows the items alone. */
  private static List<Item> asShown(List<Item> candidates) {
    return candidates;
  }

  @Test
  void aModelThatKnowsWhatItWantsIsAskedTwice() {
    RoundsReranker rounds = RoundsReranker.builder(model(RoundsRerankerTest::lastFirst)).build();
    Ranking ranking = rounds.rerank(USER, ITEMS);

    assertThat(ranking.items()).isEqualTo(lastFirst(ITEMS));
    assertThat(ranking.candidates()).isEqualTo(ITEMS);
    assertThat(ranking.source()).isEqualTo(Source.LLM);
    assertThat(ranking.calls()).isEqualTo(2);
    assertThat(ranking.usage()).isEqualTo(TokenUsage.of(20, 10));
    assertThat(ranking.answers()).extracting(ModelRanking::shown).isEqualTo(shown);
    assertThat(rounds.counts()).isEqualTo(new RoundsReranker.Counts(1, 2, 0, 2));
  }

  @Test
  void aModelThatCopiesThePromptEndsInBaseOrder() {
    RoundsReranker rounds =
        RoundsReranker.builder(model(RoundsRerankerTest::asShown)).rounds(10).build();
    Ranking ranking = rounds.rerank(USER, ITEMS);

    assertThat(ranking.calls()).isEqualTo(10);
    assertThat(ranking.items()).isEqualTo(ITEMS);
  }

  @Test
  void allAtOnceAsksEveryRound() {
    RoundsReranker rounds =
        RoundsReranker.builder(model(RoundsRerankerTest::lastFirst)).rounds(5).allAtOnce().build();

    assertThat(rounds.rerank(USER, ITEMS).calls()).isEqualTo(5);
    assertThat(rounds.counts()).isEqualTo(new RoundsReranker.Counts(1, 5, 0, 0));
  }

  @Test
  void allAtOnceWaitsForNoRound() {
    List<CompletableFuture<Ranking>> open = new ArrayList<>();
    Reranker waiting =
        (user, candidates, deadline) -> {
          open.add(new CompletableFuture<>());
          return open.get(open.size() - 1);
        };
    CompletableFuture<Ranking> ranking =
        RoundsReranker.builder(waiting).allAtOnce().build().rerankAsync(USER, ITEMS);

    assertThat(open).hasSize(4);
    ranking.cancel(true);
    assertThat(open).allMatch(CompletableFuture::isCancelled);
  }

  @Test
  void theOrdersDependOnTheSeedAndTheUserAlone() {
    Reranker model = model(RoundsRerankerTest::asShown);
    RoundsReranker.builder(model).rounds(3).build().rerank(USER, ITEMS);
    RoundsReranker.builder(model).rounds(3).build().rerank(USER, ITEMS);
    RoundsReranker.builder(model).rounds(3).seed(2).build().rerank(USER, ITEMS);

    assertThat(shown.subList(3, 6))
        .isEqualTo(shown.subList(0, 3))
        .isNotEqualTo(shown.subList(6, 9));
  }

  @Test
  void aFailedRoundIsLeftOutAndSeen() {
    LlmException failure = new LlmException.Server("down", null);
    Reranker model = model(RoundsRerankerTest::lastFirst);
    Reranker failsFirst =
        (user, candidates, deadline) ->
            shown.isEmpty() && shown.add(candidates)
                ? CompletableFuture.failedFuture(failure)
                : model.rerankAsync(user, candidates, deadline);
    RoundsReranker rounds = RoundsReranker.builder(failsFirst).build();
    Ranking ranking = rounds.rerank(USER, ITEMS);

    assertThat(ranking.items()).isEqualTo(lastFirst(ITEMS));
    assertThat(ranking.source()).isEqualTo(Source.REPAIRED);
    assertThat(ranking.repairs()).containsExactly(Repair.PARTIAL);
    assertThat(ranking.calls()).isEqualTo(3);
    assertThat(rounds.counts()).isEqualTo(new RoundsReranker.Counts(1, 3, 1, 1));
  }

  @Test
  void aFallbackOfTheDelegateIsNoAnswer() {
    LlmException failure = new LlmException.Server("down", null);
    Reranker fallingBack =
        (user, candidates, deadline) ->
            CompletableFuture.completedFuture(Ranking.fallback(candidates, failure));

    assertThatThrownBy(() -> RoundsReranker.builder(fallingBack).build().rerank(USER, ITEMS))
        .isSameAs(failure);
  }

  @Test
  void ifAllRoundsFailTheFirstFailureIsThrownAndCanBeFallenBackFrom() {
    LlmException failure = new LlmException.RateLimited("slow", null);
    Reranker failing = (user, candidates, deadline) -> CompletableFuture.failedFuture(failure);
    RoundsReranker rounds = RoundsReranker.builder(failing).build();

    assertThatThrownBy(() -> rounds.rerank(USER, ITEMS)).isSameAs(failure);
    assertThat(rounds.withFallback().rerank(USER, ITEMS).failure()).containsSame(failure);
    assertThat(rounds.counts()).isEqualTo(new RoundsReranker.Counts(2, 8, 8, 0));
  }

  @Test
  void anErrorOfTheMachineIsNotHidden() {
    Reranker broken =
        (user, candidates, deadline) -> CompletableFuture.failedFuture(new OutOfMemoryError("x"));

    assertThatThrownBy(() -> RoundsReranker.builder(broken).build().rerank(USER, ITEMS))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void aRoundThatHangsIsCutOffInTimeForTheOthers() {
    Reranker model = model(RoundsRerankerTest::lastFirst);
    List<CompletableFuture<Ranking>> hanging = new ArrayList<>();
    Reranker hangsLater =
        (user, candidates, deadline) -> {
          if (shown.isEmpty()) {
            return model.rerankAsync(user, candidates, deadline);
          }
          hanging.add(new CompletableFuture<>());
          return hanging.get(hanging.size() - 1);
        };
    Ranking ranking =
        RoundsReranker.builder(hangsLater)
            .rounds(2)
            .build()
            .rerank(USER, ITEMS, Deadline.after(Duration.ofSeconds(2)));

    assertThat(ranking.repairs()).containsExactly(Repair.PARTIAL);
    assertThat(ranking.items()).isEqualTo(lastFirst(ITEMS));
    assertThat(hanging).singleElement().matches(CompletableFuture::isCancelled);
  }

  @Test
  void noTimeLeftAsksNobody() {
    RoundsReranker rounds = RoundsReranker.builder(model(RoundsRerankerTest::asShown)).build();

    assertThatThrownBy(() -> rounds.rerankAsync(USER, ITEMS, Deadline.after(Duration.ZERO)).join())
        .hasCauseInstanceOf(LlmException.Timeout.class);
    assertThat(shown).isEmpty();
  }

  @Test
  void oneCandidateAsksNobody() {
    RoundsReranker rounds = RoundsReranker.builder(model(RoundsRerankerTest::asShown)).build();

    assertThat(rounds.rerank(USER, Fixtures.items(1)).source()).isEqualTo(Source.BASE);
    assertThat(shown).isEmpty();
  }

  @Test
  void valuesOutOfTheirRangeAreRefused() {
    RoundsReranker.Builder builder = RoundsReranker.builder(Reranker.identity());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.rounds(1))
        .withMessage("rounds must be at least 2, was 1");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.agreement(0));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.agreement(1.1));
  }

  @Test
  void tauGoesFromTheReverseToTheSameOrder() {
    int[] order = {2, 0, 1, 3};

    assertThat(KendallTau.of(order, order)).isEqualTo(1);
    assertThat(KendallTau.of(order, new int[] {3, 1, 0, 2})).isEqualTo(-1);
    assertThat(KendallTau.of(order, new int[] {0, 2, 1, 3})).isEqualTo(1 - 4.0 / 12);
  }
}
