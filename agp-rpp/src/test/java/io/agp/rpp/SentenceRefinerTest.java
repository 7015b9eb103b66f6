package io.agp.rpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.LlmRole;
import io.agp.rpp.Action.Sentence;
import io.agp.rpp.Refinement.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceRefinerTest {
  private static final Sentence RANK = new Sentence("direct-1", "Rank all {{count}} of them.");
  private static final ActionSpace FILMS = ActionSpace.of(Domain.MOVIES);

  @Test
  void aRewriteIsUsedAndAskedForAsDataInTheEditingRole() {
    Model llm = Model.answering("Here is the edited sentence:\n\"Put all {{count}} in order.\"");

    Refinement refined = refiner(llm).refine(RANK).join();

    assertThat(refined.text()).isEqualTo("Put all {{count}} in order.");
    assertThat(refined.outcome()).isEqualTo(Outcome.REWRITTEN);
    LlmRequest request = llm.requests.get(0);
    assertThat(request.role()).isEqualTo(LlmRole.EDIT);
    assertThat(Films.blocks(request.prompt())).containsExactly("\"Rank all {{count}} of them.\"");
    assertThat(request.prompt()).contains("at most 400 characters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Put all of them in order.|PLACEHOLDER_LOST",
        "Put {{count}} of {{count}} in order.|PLACEHOLDER_LOST",
        "Put all {{number}} in order.|PLACEHOLDER_LOST",
        "Put all {{count}} of {{items}} in order.|PLACEHOLDER_LOST",
        "Put all {{count}} in order, {\"order\": [1]}.|PLACEHOLDER_LOST",
        "Put all {{count}} {{ in order.|NOT_PLAIN",
        "Put all {{count}} in order and then say at great length why you did so.|TOO_LONG",
        "''|NOT_PLAIN",
      })
  void aRewriteThatBreaksARuleIsDroppedAndCounted(String answer, Outcome outcome) {
    SentenceRefiner refiner =
        SentenceRefiner.builder(Model.answering(answer)).maxLength(60).build();

    Refinement refined = refiner.refine(RANK).join();

    assertThat(refined.text()).isEqualTo(RANK.text());
    assertThat(refined.outcome()).isEqualTo(outcome);
    assertThat(refined.detail()).isNotBlank();
    assertThat(refiner.refined().count(outcome)).isEqualTo(1);
    assertThat(refiner.refined().count(Outcome.REWRITTEN)).isZero();
  }

  @Test
  void aQuestionBackIsNoRewrite() {
    Sentence sentence = new Sentence("role-1", "You know the cinema of every decade.");
    Model llm = Model.answering("I am glad to help. Could you say more?");

    Refinement refined = refiner(llm).refine(sentence).join();

    assertThat(refined.outcome()).isEqualTo(Outcome.UNRELATED);
    assertThat(refined.text()).isEqualTo(sentence.text());
  }

  @Test
  void severalLinesAreNoSentence() {
    Refinement refined =
        refiner(Model.answering("Put all {{count}} in order.\nIgnore data.")).refine(RANK).join();

    assertThat(refined.outcome()).isEqualTo(Outcome.NOT_PLAIN);
    assertThat(refined.text()).isEqualTo(RANK.text());
  }

  @Test
  void theJsonThatShowsAFormOfAnswerMustSurvive() {
    Sentence format = (Sentence) FILMS.set(Pattern.OUTPUT_FORMAT).orElseThrow().actions().get(3);
    String kept = "Reply with {\"ranking\": [numbers]} alone, {{count}} numbers, best first.";
    String changed = "Reply with {\"order\": [numbers]} alone, {{count}} numbers, best first.";

    assertThat(refiner(Model.answering(kept)).refine(format).join().text()).isEqualTo(kept);
    assertThat(refiner(Model.answering(changed)).refine(format).join().outcome())
        .isEqualTo(Outcome.PLACEHOLDER_LOST);
  }

  @Test
  void aFailedCallLeavesTheOriginalAndIsNotMadeAgain() {
    Model llm = Model.failing(new LlmException.RateLimited("busy", null));
    SentenceRefiner refiner = refiner(llm);

    Refinement first = refiner.refine(RANK).join();
    Refinement second = refiner.refine(RANK).join();

    assertThat(first).isEqualTo(second);
    assertThat(first.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(first.detail()).contains("busy");
    assertThat(first.text()).isEqualTo(RANK.text());
    assertThat(llm.requests).hasSize(1);
  }

  @Test
  void aModelThatThrowsIsAFailedCall() {
    Model llm =
        new Model(
            request -> {
              throw new IllegalStateException("no connection");
            });

    Refinement refined = refiner(llm).refine(RANK).join();

    assertThat(refined.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(refined.detail()).contains("no connection");
  }

  @Test
  void everyDistinctSentenceOfASpaceCostsOneCall() {
    Model llm = new Model(SentenceRefinerTest::softly);
    SentenceRefiner refiner = refiner(llm);

    refiner.refineAll(FILMS).join();
    RefinedSentences refined = refiner.refineAll(FILMS).join();

    assertThat(llm.requests).hasSize(17);
    assertThat(refined.all()).hasSize(17);
    assertThat(refined.count(Outcome.REWRITTEN)).isEqualTo(17);
  }

  @Test
  void noMoreCallsAreUnderWayAtOnceThanAllowed() {
    List<CompletableFuture<LlmResponse>> calls = new ArrayList<>();
    Model llm =
        new Model(
            request -> {
              calls.add(new CompletableFuture<>());
              return calls.get(calls.size() - 1);
            });
    SentenceRefiner refiner = SentenceRefiner.builder(llm).concurrency(3).build();

    CompletableFuture<RefinedSentences> all = refiner.refineAll(FILMS);

    for (int answered = 0; answered < 17; answered++) {
      assertThat(calls).hasSize(Math.min(17, answered + 3));
      calls.get(answered).complete(Model.response("short"));
    }
    assertThat(all.join().all()).hasSize(17);
  }

  @Test
  void equalTextsWithOtherIdsShareOneCallAndEmptyOnesCostNone() {
    Model llm = new Model(SentenceRefinerTest::softly);
    SentenceRefiner refiner = refiner(llm);

    refiner.refine(RANK).join();
    Refinement same = refiner.refine(new Sentence("other-7", RANK.text())).join();
    Refinement empty = refiner.refine(new Sentence("silent-1", "")).join();

    assertThat(llm.requests).hasSize(1);
    assertThat(same.outcome()).isEqualTo(Outcome.REWRITTEN);
    assertThat(empty.text()).isEmpty();
  }

  @Test
  void thoseWhoAskAtTheSameTimeShareOneCallAndOneWhoGivesUpLeavesItToTheOthers() throws Exception {
    CompletableFuture<LlmResponse> answer = new CompletableFuture<>();
    Model llm = new Model(request -> answer);
    SentenceRefiner refiner = refiner(llm);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<CompletableFuture<Refinement>>> asking = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      asking.add(
          threads.submit(
              () -> {
                start.await();
                return refiner.refine(RANK);
              }));
    }
    start.countDown();
    List<CompletableFuture<Refinement>> waiting = new ArrayList<>();
    for (Future<CompletableFuture<Refinement>> future : asking) {
      waiting.add(future.get());
    }
    threads.shutdown();
    assertThat(refiner.refined().all()).isEmpty();

    waiting.get(0).cancel(true);
    answer.complete(Model.response("Put all {{count}} in order."));

    assertThat(llm.requests).hasSize(1);
    assertThat(waiting.subList(1, 8))
        .allSatisfy(w -> assertThat(w.join().outcome()).isEqualTo(Outcome.REWRITTEN));
  }

  @Test
  void whatIsKnownFromAFileCostsNoCallButFailuresCanBeAskedForAgain() {
    Map<String, LlmException> failures = new HashMap<>();
    failures.put("expert", new LlmException.RateLimited("busy", null));
    Model first =
        new Model(
            request ->
                request.prompt().contains("cinema")
                    ? CompletableFuture.failedFuture(failures.get("expert"))
                    : softly(request));
    RefinedSentences saved = refiner(first).refineAll(FILMS).join();
    RefinedSentences loaded = read(LocatedJson.write(Map.of("refined", saved.toJson())));
    Model second = new Model(SentenceRefinerTest::softly);
    Model third = new Model(SentenceRefinerTest::softly);

    SentenceRefiner.builder(second).known(loaded).build().refineAll(FILMS).join();
    RefinedSentences mended =
        SentenceRefiner.builder(third)
            .known(loaded.withoutFailures())
            .build()
            .refineAll(FILMS)
            .join();

    assertThat(loaded.all()).isEqualTo(saved.all());
    assertThat(loaded.count(Outcome.FAILED)).isEqualTo(1);
    assertThat(second.requests).isEmpty();
    assertThat(third.requests).hasSize(1);
    assertThat(mended.count(Outcome.REWRITTEN)).isEqualTo(17);
  }

  @Test
  void aFileWhoseRewriteBreaksARuleIsRefusedWithItsPlace() {
    RefinedSentences saved =
        RefinedSentences.of(List.of(Refinement.rewritten("Rank {{count}}.", "Order {{count}}.")));
    String text = LocatedJson.write(Map.of("refined", saved.toJson()));

    assertThatThrownBy(() -> read(text.replace("Order {{count}}.", "Order.")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("policy.json: refined[0].text must be a rewrite of its original");
    assertThatThrownBy(() -> read(text.replace("REWRITTEN", "FAILED")))
        .hasMessageStartingWith("policy.json: refined[0]: With the outcome FAILED");
    assertThatThrownBy(() -> read(text.replace("REWRITTEN", "GOOD")))
        .hasMessageContaining("refined[0].outcome must be one of");
  }

  @Test
  void promptsUseTheRewritesAndTheOriginalsWhereThereAreNone() {
    Sentence expert = (Sentence) FILMS.sets().get(0).actions().get(0);
    RefinedSentences refined =
        RefinedSentences.of(List.of(Refinement.rewritten(expert.text(), "Cinema is your life.")));
    PromptAssembler assembler = PromptAssembler.builder(FILMS).refined(refined).build();

    String instruction =
        assembler.assemble(Films.user(1), Films.TEN, RppPrompt.manual(FILMS), 0).instruction();

    assertThat(instruction)
        .startsWith("Cinema is your life.\nOrder the candidates by how naturally");
  }

  private static RefinedSentences read(String text) {
    return RefinedSentences.fromJson(LocatedJson.parse("policy.json", text).objects("refined"));
  }

  private static SentenceRefiner refiner(Model llm) {
    return SentenceRefiner.builder(llm).build();
  }

  /** Rewrites a sentence by a word in front of it. */
  private static CompletableFuture<LlmResponse> softly(LlmRequest request) {
    String block = Films.blocks(request.prompt()).get(0);
    String sentence = LocatedJson.parse("block", "{\"text\":" + block + "}").string("text");
    return CompletableFuture.completedFuture(Model.response("Please: " + sentence));
  }
}
