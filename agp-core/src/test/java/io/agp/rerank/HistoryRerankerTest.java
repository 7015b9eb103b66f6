package io.agp.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Fixtures;
import io.agp.Item;
import io.agp.Ranking;
import io.agp.Ranking.Source;
import io.agp.User;
import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRole;
import io.agp.llm.ModelDouble;
import io.agp.prompt.RoleTemplate;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryRerankerTest {
  private static final User USER = Fixtures.user("customer-77");
  private static final List<Item> ITEMS = Fixtures.items(3);

  @Test
  void oneCallRanksByTheLatestItems() {
    ModelDouble model = ModelDouble.answering(request -> "{\"ranking\":[2,3,1]}");
    Ranking ranking = HistoryReranker.direct(model, 1).rerank(USER, ITEMS);

    assertThat(model.of(LlmRole.RERANK)).hasSize(1);
    assertThat(model.requests.get(0).prompt())
        .contains("Second choice", "Item number 1")
        .doesNotContain("First choice", "customer-77", "i1");
    assertThat(model.requests.get(0).schema()).isPresent();
    assertThat(ranking.items()).extracting(Item::id).containsExactly("i2", "i3", "i1");
    assertThat(ranking.source()).isEqualTo(Source.LLM);
    assertThat(ranking.calls()).isEqualTo(1);
    assertThat(ranking.usage()).isEqualTo(ModelDouble.USAGE);
    assertThat(ranking.profile()).isEmpty();
  }

  @Test
  void reasoningIsNotHeldToAForm() {
    ModelDouble model =
        ModelDouble.answering(request -> "The 2 choices are alike.\n{\"ranking\": [3, 1, 2]}");
    Ranking ranking = HistoryReranker.chainOfThought(model, 5).rerank(USER, ITEMS);

    assertThat(model.requests.get(0).schema()).isEmpty();
    assertThat(model.requests.get(0).prompt()).contains("step by step");
    assertThat(ranking.items()).extracting(Item::id).containsExactly("i3", "i1", "i2");
    assertThat(ranking.source()).as("prose was asked for").isEqualTo(Source.LLM);
    assertThat(ranking.repairs()).isEmpty();
  }

  @Test
  void aTemplateOfYoursIsUsed() {
    ModelDouble model = ModelDouble.answering(request -> "{\"ranking\":[1,2,3]}");
    HistoryReranker.direct(
            model, 5, RoleTemplate.direct().withQuestion("{{candidates}} after {{history}}"))
        .rerank(USER, ITEMS);

    assertThat(model.requests.get(0).messages().get(1).text()).contains(" after ");
  }

  @Test
  void noneOrOneCandidateAsksNothing() {
    ModelDouble model = ModelDouble.silent();

    assertThat(HistoryReranker.direct(model, 5).rerank(USER, List.of()).items()).isEmpty();
    assertThat(HistoryReranker.direct(model, 5).rerank(USER, Fixtures.items(1)).source())
        .isEqualTo(Source.BASE);
    assertThat(model.requests).isEmpty();
  }

  @Test
  void anUnreadableAnswerIsATypedFailure() {
    HistoryReranker reranker = HistoryReranker.direct(ModelDouble.answering(request -> ""), 5);

    assertThatThrownBy(() -> reranker.rerank(USER, ITEMS))
        .isInstanceOf(LlmException.UnreadableAnswer.class)
        .hasMessage("The answer (0 characters) names none of the 3 candidates");
  }

  @Test
  void cancellingReachesTheCall() {
    ModelDouble model = ModelDouble.silent();
    HistoryReranker.direct(model, 5).rerankAsync(USER, ITEMS, Deadline.none()).cancel(true);

    assertThat(model.calls.get(0)).isCancelled();
  }

  @Test
  void badInputIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HistoryReranker.direct(ModelDouble.silent(), 0))
        .withMessage("historyLength must be at least 1, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                HistoryReranker.direct(ModelDouble.silent(), 5)
                    .rerank(USER, List.of(Item.of("a", "A"), Item.of("a", "B"))));
  }
}
