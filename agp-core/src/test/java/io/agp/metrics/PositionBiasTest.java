package io.agp.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.agp.Fixtures;
import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.ModelRanking;
import io.agp.Ranking;
import io.agp.Reranker;
import io.agp.llm.ModelDouble;
import io.agp.metrics.PositionBias.Slot;
import io.agp.rerank.HistoryReranker;
import io.agp.rerank.RoundsReranker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PositionBiasTest {
  private static final List<Item> ITEMS = Fixtures.items(4);

  @Test
  void slotsAndRanksAreThoseOfThePromptAndItsAnswer() {
    LabelledUser third = LabelledUser.of(Fixtures.user("a"), ITEMS, "i3");
    LabelledUser also =
        new LabelledUser(Fixtures.user("b"), ITEMS, Map.of("i3", 1.0, "i1", 2.0, "x", 1.0));
    Ranking backwards =
        HistoryReranker.direct(answering("[4,3,2,1]"), 5).rerank(third.user(), ITEMS);
    Ranking copied = HistoryReranker.direct(answering("[1,2,3,4]"), 5).rerank(also.user(), ITEMS);
    PositionBias bias =
        PositionBias.of(Evaluation.of(List.of(third, also), List.of(backwards, copied)), 10);

    assertThat(bias.answers()).isEqualTo(2);
    assertThat(bias.copyShare()).isEqualTo(0.5);
    assertThat(bias.slots())
        .extracting(Slot::slot, Slot::n, Slot::meanRank)
        .containsExactly(tuple(1, 1, 1.0), tuple(3, 2, 2.5));
    assertThat(bias.slots().get(1).ndcg())
        .isCloseTo((Math.log(2) / Math.log(3) + 0.5) / 2, within(1e-12));
  }

  @Test
  void theCutOffCutsOff() {
    LabelledUser user = LabelledUser.of(Fixtures.user("a"), ITEMS, "i3");
    Ranking ranking = HistoryReranker.direct(answering("[4,3,2,1]"), 5).rerank(user.user(), ITEMS);
    Evaluation evaluation = Evaluation.of(List.of(user), List.of(ranking));

    assertThat(PositionBias.of(evaluation, 1).slots().get(0).ndcg()).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> PositionBias.of(evaluation, 0));
  }

  @Test
  void baseOrdersAndFallbacksAreNoAnswers() {
    LabelledUser user = LabelledUser.of(Fixtures.user("a"), ITEMS, "i3");
    Evaluation base = Evaluation.run(Reranker.identity(), List.of(user), 1);

    assertThat(PositionBias.of(base, 10)).isEqualTo(new PositionBias(List.of(), 0, 0));
    assertThat(PositionBias.of(base, 10).copyShare()).isZero();
  }

  @Test
  void balancedRoundsShowEveryRelevantItemInEverySlotAlike() {
    List<LabelledUser> users = new ArrayList<>();
    for (int relevant = 1; relevant <= 4; relevant++) {
      users.add(LabelledUser.of(Fixtures.user("u" + relevant), ITEMS, "i" + relevant));
    }
    Reranker copying = HistoryReranker.direct(answering("[1,2,3,4]"), 5);
    Reranker rounds = RoundsReranker.builder(copying).rounds(4).allAtOnce().build();
    PositionBias bias = PositionBias.of(Evaluation.run(rounds, users, 2), 10);

    assertThat(bias.answers()).isEqualTo(16);
    assertThat(bias.copyShare()).isEqualTo(1);
    assertThat(bias.slots())
        .extracting(Slot::slot, Slot::n, Slot::meanRank)
        .containsExactly(tuple(1, 4, 1.0), tuple(2, 4, 2.0), tuple(3, 4, 3.0), tuple(4, 4, 4.0));
  }

  @Test
  void anAnswerRanksWhatWasShown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelRanking(ITEMS, ITEMS.subList(0, 3)))
        .withMessage("The 3 candidates ranked must be the 4 candidates shown");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelRanking(ITEMS, Fixtures.items(5).subList(1, 5)));
  }

  private static ModelDouble answering(String ranking) {
    return ModelDouble.answering(request -> "{\"ranking\":" + ranking + "}");
  }
}
