package io.agp.rpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Item;
import io.agp.Ranking;
import io.agp.llm.LlmException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FixedPromptRerankerTest {
  private static final ActionSpace FILMS = ActionSpace.of(Domain.MOVIES);
  private static final PromptAssembler ASSEMBLER = PromptAssembler.builder(FILMS).build();
  private static final List<Item> ALIENS =
      List.of(Item.of("1", "Aliens"), Item.of("2", "Heat"), Item.of("3", "Alien"));

  @Test
  void oneCallRanksAndItsCostIsTold() {
    Model llm = Model.answering("{\"ranking\": [2, 1, 3]}");

    Ranking ranking = FixedPromptReranker.manual(llm, ASSEMBLER).rerank(Films.user(6), ALIENS);

    assertThat(llm.requests).hasSize(1);
    assertThat(ranking.source()).isEqualTo(Ranking.Source.LLM);
    assertThat(ranking.calls()).isEqualTo(1);
    assertThat(ranking.usage()).isEqualTo(Model.USAGE);
    assertThat(ranking.candidates()).isEqualTo(ALIENS);
  }

  @Test
  void alienIsNotFoundWithinAliens() {
    Model llm = Model.answering("1. Alien\n2. Heat\n3. Aliens");

    Ranking ranking = FixedPromptReranker.manual(llm, ASSEMBLER).rerank(Films.user(1), ALIENS);

    assertThat(ranking.items()).extracting(Item::title).containsExactly("Alien", "Heat", "Aliens");
  }

  @Test
  void anAnswerThatCannotBeReadIsNoRankingOfTheModels() {
    Model llm = Model.answering("I would need to know more about this person.");
    FixedPromptReranker reranker = FixedPromptReranker.manual(llm, ASSEMBLER);

    assertThatThrownBy(() -> reranker.rerank(Films.user(1), ALIENS))
        .isInstanceOf(LlmException.UnreadableAnswer.class);
    Ranking fallback = reranker.withFallback().rerank(Films.user(1), ALIENS);
    assertThat(fallback.source()).isEqualTo(Ranking.Source.FALLBACK);
    assertThat(fallback.items()).isEqualTo(ALIENS);
    assertThat(llm.requests).hasSize(2);
  }

  @Test
  void nothingIsAskedForOneCandidateOrNone() {
    Model llm = Model.answering("1");
    FixedPromptReranker reranker = FixedPromptReranker.manual(llm, ASSEMBLER);

    assertThat(reranker.rerank(Films.user(1), List.of()).source()).isEqualTo(Ranking.Source.BASE);
    assertThat(reranker.rerank(Films.user(1), ALIENS.subList(0, 1)).items()).hasSize(1);
    assertThat(llm.requests).isEmpty();
  }

  @Test
  void aPromptOfAnotherSpaceIsRefusedAtOnce() {
    RppPrompt games = RppPrompt.manual(ActionSpace.of(Domain.GAMES));

    assertThatThrownBy(() -> new FixedPromptReranker(Model.answering("1"), ASSEMBLER, games))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
