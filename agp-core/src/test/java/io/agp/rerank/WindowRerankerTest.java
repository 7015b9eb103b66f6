package io.agp.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Fixtures;
import io.agp.Item;
import io.agp.Ranking;
import io.agp.Ranking.Repair;
import io.agp.Ranking.Source;
import io.agp.Reranker;
import io.agp.User;
import io.agp.llm.LlmException;
import io.agp.llm.TokenUsage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WindowRerankerTest {
  private static final User USER = Fixtures.user("u");
  private static final List<Item> ITEMS = Fixtures.items(10);

  private final List<List<Item>> shown = new ArrayList<>();

  /** Ranks the candidates that come late in the base order first. */
  private final Reranker lastFirst =
      (user, candidates, deadline) -> {
        shown.add(candidates);
        List<Item> ranked =
            candidates.stream()
                .sorted(Comparator.comparingInt((Item item) -> ITEMS.indexOf(item)).reversed())
                .toList();
        return CompletableFuture.completedFuture(
            Ranking.builder(candidates, Source.LLM)
                .order(BordaCount.places(candidates, ranked))
                .cost(1, TokenUsage.of(10, 5))
                .build());
      };

  @Test
  void whatIsGoodTravelsFromTheEndToTheFront() {
    Ranking ranking = WindowReranker.of(lastFirst, 4, 2).rerank(USER, ITEMS);

    assertThat(shown)
        .extracting(WindowRerankerTest::ids)
        .containsExactly("i7 i8 i9 i10", "i5 i6 i10 i9", "i3 i4 i10 i9", "i1 i2 i10 i9");
    assertThat(ids(ranking.items())).isEqualTo("i10 i9 i2 i1 i4 i3 i6 i5 i8 i7");
    assertThat(ranking.candidates()).isEqualTo(ITEMS);
    assertThat(ranking.source()).isEqualTo(Source.LLM);
    assertThat(ranking.calls()).isEqualTo(4);
  }

  @Test
  void theLastWindowIsTheWholeFrontWhateverIsLeft() {
    WindowReranker.of(lastFirst, 4, 3).rerank(USER, Fixtures.items(8));

    assertThat(shown)
        .extracting(WindowRerankerTest::ids)
        .containsExactly("i5 i6 i7 i8", "i2 i3 i4 i8", "i1 i8 i4 i3");
  }

  @Test
  void aShortListIsOneRanking() {
    Ranking ranking = WindowReranker.of(lastFirst, 20, 10).rerank(USER, ITEMS);

    assertThat(shown).containsExactly(ITEMS);
    assertThat(ranking.items().get(0).id()).isEqualTo("i10");
  }

  @Test
  void aWindowThatFailsKeepsItsOrderAndIsSeen() {
    Reranker failsFirst =
        (user, candidates, deadline) ->
            shown.isEmpty() && shown.add(candidates)
                ? CompletableFuture.failedFuture(new LlmException.Server("down", null))
                : lastFirst.rerankAsync(user, candidates, deadline);
    Ranking ranking = WindowReranker.of(failsFirst, 4, 2).rerank(USER, ITEMS);

    assertThat(ids(ranking.items())).startsWith("i8 i7 ").endsWith(" i9 i10");
    assertThat(ranking.repairs()).containsExactly(Repair.PARTIAL);
    assertThat(ranking.source()).isEqualTo(Source.REPAIRED);
    assertThat(ranking.calls()).isEqualTo(4);
  }

  @Test
  void ifAllWindowsFailTheFirstFailureIsThrown() {
    LlmException failure = new LlmException.Server("down", null);
    Reranker failing = (user, candidates, deadline) -> CompletableFuture.failedFuture(failure);

    assertThatThrownBy(() -> WindowReranker.of(failing, 4, 2).rerank(USER, ITEMS))
        .isSameAs(failure);
  }

  @Test
  void cancellingCancelsTheWindowUnderWay() {
    CompletableFuture<Ranking> open = new CompletableFuture<>();
    CompletableFuture<Ranking> ranking =
        WindowReranker.of((user, candidates, deadline) -> open, 4, 2).rerankAsync(USER, ITEMS);
    ranking.cancel(true);

    assertThat(open).isCancelled();
  }

  @Test
  void windowsAndRoundsGoTogether() {
    Reranker rounds = RoundsReranker.builder(WindowReranker.of(lastFirst, 4, 2)).rounds(2).build();
    Ranking ranking = rounds.rerank(USER, ITEMS);

    assertThat(ranking.calls()).isEqualTo(8);
    assertThat(ranking.items().subList(0, 2)).containsExactly(ITEMS.get(9), ITEMS.get(8));
  }

  @Test
  void valuesOutOfTheirRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WindowReranker.of(lastFirst, 1, 1))
        .withMessage("window must be at least 2, was 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WindowReranker.of(lastFirst, 4, 4))
        .withMessage("step must be within 1..3 for a window of 4, was 4");
  }

  private static String ids(List<Item> items) {
    return String.join(" ", items.stream().map(Item::id).toList());
  }
}
