package io.agp.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Fixtures;
import io.agp.Item;
import io.agp.Ranking;
import io.agp.Ranking.Repair;
import io.agp.llm.Deadline;
import io.agp.llm.LlmAttempt;
import io.agp.llm.LlmException;
import io.agp.llm.LlmResponse;
import io.agp.llm.ModelDouble;
import io.agp.llm.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RankingRequestTest {
  private static final List<Item> ITEMS = Fixtures.items(4);
  private static final RankingRequest BASE = RankingRequest.of(ModelDouble.request("Rank."), ITEMS);

  @Test
  void anAnswerToAnotherOrderShownGoesBackToTheBaseOrder() {
    RankingRequest request = BASE.shownAs(new int[] {2, 0, 3, 1});

    Ranking ranking = request.read(LlmResponse.of("{\"ranking\": [4, 1, 2, 3]}"));

    assertThat(request.shown()).extracting(Item::id).containsExactly("i3", "i1", "i4", "i2");
    assertThat(ranking.items()).extracting(Item::id).containsExactly("i2", "i3", "i1", "i4");
    assertThat(ranking.candidates()).isEqualTo(ITEMS);
    assertThat(ranking.source()).isEqualTo(Ranking.Source.LLM);
    assertThat(ranking.calls()).isEqualTo(1);
  }

  @Test
  void whatAnAnswerLeavesOutFollowsInBaseOrderAndNotInTheOrderShown() {
    Ranking ranking =
        BASE.shownAs(new int[] {3, 2, 1, 0}).read(LlmResponse.of("{\"ranking\": [2]}"));

    assertThat(ranking.items()).extracting(Item::id).containsExactly("i3", "i1", "i2", "i4");
    assertThat(ranking.repairs()).containsExactly(Repair.MISSING);
    assertThat(ranking.source()).isEqualTo(Ranking.Source.REPAIRED);
  }

  @Test
  void anotherFormIsARepairUnlessTheQuestionIsOfFreeForm() {
    LlmResponse lines = LlmResponse.of("3\n1\n2\n4");

    assertThat(BASE.read(lines).repairs()).containsExactly(Repair.WRAPPED);
    assertThat(BASE.freeForm().read(lines).source()).isEqualTo(Ranking.Source.LLM);
    assertThat(BASE.freeForm().read(lines.asCached()).source()).isEqualTo(Ranking.Source.CACHE);
  }

  @Test
  void anAnswerOfAnotherFormIsReadThoughTheClientRefusedIt() {
    LlmAttempt paid =
        new LlmAttempt(
            1,
            OptionalInt.of(200),
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO,
            Duration.ofMillis(3),
            false,
            Optional.of(TokenUsage.of(7, 2)));
    LlmException.Details details =
        new LlmException.Details(
            OptionalInt.of(200),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            1,
            List.of(paid),
            Optional.of("3\n1\n2\n4"));
    Ranking ranking =
        BASE.ask(
                ModelDouble.failing(new LlmException.SchemaMismatch("no JSON", details, null)),
                Deadline.none())
            .join();

    assertThat(ranking.items()).extracting(Item::id).containsExactly("i3", "i1", "i2", "i4");
    assertThat(ranking.source()).isEqualTo(Ranking.Source.REPAIRED);
    assertThat(ranking.usage()).isEqualTo(TokenUsage.of(7, 2));
  }

  @Test
  void anAnswerThatNamesNothingIsAFailure() {
    assertThatThrownBy(() -> BASE.freeForm().read(LlmResponse.of("I cannot tell.")))
        .isInstanceOf(LlmException.UnreadableAnswer.class)
        .hasMessageContaining("none of the 4 candidates");
  }

  @Test
  void anOrderThatIsNoPermutationIsRefused() {
    for (int[] places :
        List.of(new int[] {0, 1, 2}, new int[] {0, 1, 2, 2}, new int[] {1, 2, 3, 4})) {
      assertThatThrownBy(() -> BASE.shownAs(places))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("permutation of 0..3");
    }
  }
}
