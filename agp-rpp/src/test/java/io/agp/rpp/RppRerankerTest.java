package io.agp.rpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import io.agp.llm.LlmResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RppRerankerTest {
  private static final LabelledUser USER = TinyWorld.users("t", 1).get(0);

  private static Model failingFrom(int call) {
    AtomicInteger calls = new AtomicInteger();
    return new Model(
        request ->
            calls.incrementAndGet() >= call
                ? CompletableFuture.failedFuture(new LlmException.Server("down", null))
                : CompletableFuture.completedFuture(
                    Model.response(TinyWorld.answer(request, "c", true))));
  }

  private static RppRounds rounds(RppReranker reranker) {
    return reranker.roundsAsync(USER.user(), USER.candidates(), Deadline.none()).join();
  }

  @Test
  void everyRoundIsACallAndTheHistoryGrowsByTheChoices() {
    Model model = failingFrom(99);
    RppReranker reranker = RppReranker.builder(model, TinyWorld.policy(3, 1)).build();

    RppRounds done = rounds(reranker);

    assertThat(model.requests).hasSize(3);
    int length = TinyWorld.SPACE.initialHistory();
    for (RppPrompt prompt : done.prompts()) {
      length += prompt.choices()[1];
      assertThat(prompt.historyLength()).isEqualTo(length);
    }
    assertThat(done.failure()).isEmpty();
    assertThat(reranker.counts()).isEqualTo(new RppReranker.Counts(1, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void theNextStateIsMadeOfThePromptAndTheItemsInTheOrderOfTheAnswer() {
    RppPolicy policy = TinyWorld.policy(2, 3);
    RppRounds done = rounds(RppReranker.builder(failingFrom(99), policy).build());

    PolicyCore core = policy.core();
    AssembledPrompt first =
        policy
            .assembler(user -> java.util.Map.of(), CountedProfiles.usual(failingFrom(1)))
            .assemble(USER.user(), USER.candidates(), done.prompts().get(0), 0);
    double[] state =
        core.networks()
            .nextState(
                core.encoder().prompt(first), core.encoder().items(done.rankings().get(0).items()));
    assertThat(done.prompts().get(1))
        .isEqualTo(core.prompt(done.prompts().get(0), core.greedy(state)));
  }

  @Test
  void theSameRequestGetsTheSamePrompts() {
    Model first = failingFrom(99);
    Model second = failingFrom(99);

    rounds(RppReranker.builder(first, TinyWorld.policy(3, 4)).build());
    rounds(RppReranker.builder(second, TinyWorld.policy(3, 4)).build());

    assertThat(second.requests).isEqualTo(first.requests);
  }

  @Test
  void aFailedLaterRoundLeavesTheAnswerBeforeAndIsCounted() {
    RppReranker reranker = RppReranker.builder(failingFrom(3), TinyWorld.policy(3, 1)).build();

    Ranking ranking = reranker.rerank(USER.user(), USER.candidates());

    assertThat(ranking.source()).isEqualTo(Ranking.Source.LLM);
    assertThat(ranking.items().get(0).id()).isEqualTo("t0/c2");
    assertThat(ranking.calls()).isEqualTo(3);
    assertThat(ranking.usage()).isEqualTo(Model.USAGE.plus(Model.USAGE));
    assertThat(reranker.counts()).isEqualTo(new RppReranker.Counts(1, 0, 1, 0, 0, 0, 0));
  }

  @Test
  void aFailedFirstRoundFailsAndFallsBackVisibly() {
    RppReranker reranker = RppReranker.builder(failingFrom(1), TinyWorld.policy(3, 1)).build();

    assertThatThrownBy(() -> reranker.rerank(USER.user(), USER.candidates()))
        .isInstanceOf(LlmException.Server.class);
    Ranking fallback = reranker.withFallback().rerank(USER.user(), USER.candidates());

    assertThat(fallback.source()).isEqualTo(Ranking.Source.FALLBACK);
    assertThat(fallback.items()).isEqualTo(USER.candidates());
    assertThat(reranker.counts()).isEqualTo(new RppReranker.Counts(2, 0, 0, 2, 0, 0, 0));
  }

  @Test
  void aRoundThatTakesTooLongIsCutOffBeforeTheDeadline() {
    AtomicInteger calls = new AtomicInteger();
    Model model =
        new Model(
            request ->
                calls.incrementAndGet() == 1
                    ? CompletableFuture.completedFuture(
                        Model.response(TinyWorld.answer(request, "c", true)))
                    : new CompletableFuture<LlmResponse>());
    RppReranker reranker = RppReranker.builder(model, TinyWorld.policy(2, 1)).build();

    Ranking ranking =
        reranker.rerank(USER.user(), USER.candidates(), Deadline.after(Duration.ofMillis(600)));

    assertThat(ranking.items().get(0).id()).isEqualTo("t0/c2");
    assertThat(ranking.calls()).as("the call that was cut off too").isEqualTo(2);
    assertThat(reranker.counts().shortened()).isEqualTo(1);
  }

  @Test
  void aRoundForWhichNoTimeWasLeftCostsNoCall() {
    Deadline deadline = Deadline.after(Duration.ofMillis(1));
    Model late =
        new Model(
            request -> {
              while (!deadline.hasPassed()) {
                Thread.onSpinWait();
              }
              return CompletableFuture.completedFuture(
                  Model.response(TinyWorld.answer(request, "c", true)));
            });
    RppReranker reranker = RppReranker.builder(late, TinyWorld.policy(2, 1)).build();

    Ranking ranking = reranker.rerankAsync(USER.user(), USER.candidates(), deadline).join();

    assertThat(late.requests).hasSize(1);
    assertThat(ranking.calls()).isEqualTo(1);
    assertThat(reranker.counts().shortened()).isEqualTo(1);
  }

  @Test
  void usersThePolicyDoesNotKnowGetTheManualPromptOnce() {
    Model model = failingFrom(99);
    RppReranker reranker = RppReranker.builder(model, TinyWorld.policy(3, 1)).build();

    RppRounds done =
        reranker
            .roundsAsync(TinyWorld.user("stranger1"), USER.candidates(), Deadline.none())
            .join();

    assertThat(done.manual()).isTrue();
    assertThat(done.prompts()).containsExactly(RppPrompt.manual(TinyWorld.SPACE));
    assertThat(model.requests).hasSize(1);
    assertThat(reranker.counts()).isEqualTo(new RppReranker.Counts(1, 1, 0, 0, 0, 0, 0));
  }

  @Test
  void bordaAddsUpThePlacesOfAllRounds() {
    List<String> letters = List.of("a", "a", "b");
    AtomicInteger calls = new AtomicInteger();
    Model model =
        new Model(
            request ->
                CompletableFuture.completedFuture(
                    Model.response(
                        TinyWorld.answer(request, letters.get(calls.getAndIncrement()), true))));
    RppPolicy policy = TinyWorld.policy(3, 1);

    Ranking ranking =
        RppReranker.builder(model, policy)
            .answer(RoundAnswer.BORDA)
            .build()
            .rerank(USER.user(), USER.candidates());

    assertThat(ranking.items().get(0).id()).isEqualTo("t0/c0");
    assertThat(ranking.calls()).isEqualTo(3);
  }

  @Test
  void bordasTiesFollowTheLastRound() {
    Ranking up = ranking(0, 1, 2, 3);
    Ranking down = ranking(3, 2, 1, 0);

    assertThat(RoundAnswer.BORDA.of(List.of(up, down)).order()).containsExactly(3, 2, 1, 0);
    assertThat(RoundAnswer.BORDA.of(List.of(down, up)).order()).containsExactly(0, 1, 2, 3);
    assertThat(RoundAnswer.BORDA.of(List.of(up, ranking(1, 0, 2, 3), ranking(1, 0, 3, 2))).order())
        .containsExactly(1, 0, 2, 3);
    assertThat(RoundAnswer.LAST.of(List.of(up, down)).order()).containsExactly(3, 2, 1, 0);
  }

  private static Ranking ranking(int... order) {
    return Ranking.builder(USER.candidates(), Ranking.Source.LLM).order(order).build();
  }

  @Test
  void oneCandidateAsksNobody() {
    Model model = failingFrom(1);

    Ranking ranking =
        RppReranker.builder(model, TinyWorld.policy(2, 1))
            .build()
            .rerank(USER.user(), USER.candidates().subList(0, 1));

    assertThat(ranking.source()).isEqualTo(Ranking.Source.BASE);
    assertThat(model.requests).isEmpty();
  }
}
