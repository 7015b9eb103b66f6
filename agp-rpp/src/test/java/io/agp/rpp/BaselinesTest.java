package io.agp.rpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Ranking;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmRole;
import io.agp.optimize.LearningEvent;
import io.agp.optimize.TrainingData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselinesTest {
  private static final TrainingData DATA =
      TrainingData.of(TinyWorld.users("t", 20), TinyWorld.users("v", 6));

  @TempDir Path folder;

  private static Model model(Function<LlmRequest, String> answers) {
    return new Model(
        request -> CompletableFuture.completedFuture(Model.response(answers.apply(request))));
  }

  /** Right if the prompt holds some words. */
  private static Model obeying(String words) {
    return model(
        request ->
            request.role() == LlmRole.EDIT
                ? "You surely know films."
                : TinyWorld.answer(
                    request,
                    TinyWorld.relevantLetter(TinyWorld.userOf(request)),
                    request.prompt().contains(words)));
  }

  @Test
  void enumerationKeepsTheBestOfAllPrompts() {
    Model model = obeying("Answer with numbers.");

    FixedPromptPolicy best =
        EnumerationOptimizer.builder(model, TinyWorld.SPACE).prompts(8).build().optimize(DATA);

    assertThat(best.prompt().choices()[2]).isEqualTo(1);
    assertThat(best.learnedOn())
        .containsEntry("trainNdcg", "1.0")
        .containsEntry("calls", "160")
        .containsEntry("validationCalls", "24");
    assertThat(model.requests).hasSize(184);
    assertThat(best.promptFor(TinyWorld.user("x")).text()).contains("Answer with numbers.");
  }

  @Test
  void enumerationKeepsItsBudgetAndGivesMostOfItToGoodPrompts() {
    Model model = obeying("Answer with numbers.");
    TrainingData train = TrainingData.of(DATA.train(), List.of());

    FixedPromptPolicy best =
        EnumerationOptimizer.builder(model, TinyWorld.SPACE)
            .prompts(8)
            .budget(100)
            .build()
            .optimize(train);

    // 6 users for all 8 prompts, then 12 more for the better 4.
    assertThat(model.requests).hasSize(8 * 6 + 4 * 12);
    assertThat(model.requests.subList(48, 96))
        .allMatch(request -> request.prompt().contains("Answer with numbers."));
    assertThat(best.learnedOn()).containsEntry("trainUsers", "18");
  }

  @Test
  void enumerationKeepsTheManualPromptWhereNoOtherIsBetterInValidation() {
    Model model =
        model(
            request -> {
              String user = TinyWorld.userOf(request);
              boolean numbers = request.prompt().contains("Answer with numbers.");
              return TinyWorld.answer(
                  request, TinyWorld.relevantLetter(user), user.startsWith("t") == numbers);
            });

    FixedPromptPolicy best =
        EnumerationOptimizer.builder(model, TinyWorld.SPACE).prompts(8).build().optimize(DATA);

    assertThat(best.prompt()).isEqualTo(RppPrompt.manual(TinyWorld.SPACE));
  }

  @Test
  void enumerationTriesThePromptsGiven() {
    RppPrompt worse = RppPrompt.first(TinyWorld.SPACE, 0, 0, 0);
    RppPrompt better = RppPrompt.first(TinyWorld.SPACE, 1, 0, 0);

    FixedPromptPolicy best =
        EnumerationOptimizer.builder(obeying("You know people."), TinyWorld.SPACE)
            .prompts(List.of(worse, better))
            .build()
            .optimize(DATA);

    assertThat(best.prompt()).isEqualTo(better);
  }

  @Test
  void aBudgetBelowTheNumberOfPromptsIsRefused() {
    assertThatThrownBy(
            () -> EnumerationOptimizer.builder(obeying(""), TinyWorld.SPACE).budget(5).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("15 prompts", "was 5");
  }

  @Test
  void failedCallsAreLeftOutAndAnOutageIsAFailure() {
    Model partly =
        new Model(
            request ->
                TinyWorld.userOf(request).equals("t3")
                    ? CompletableFuture.failedFuture(new LlmException.Server("down", null))
                    : CompletableFuture.completedFuture(
                        Model.response(
                            TinyWorld.answer(
                                request,
                                TinyWorld.relevantLetter(TinyWorld.userOf(request)),
                                true))));

    FixedPromptPolicy best =
        EnumerationOptimizer.builder(partly, TinyWorld.SPACE).prompts(2).build().optimize(DATA);

    assertThat(best.learnedOn())
        .containsEntry("trainNdcg", "1.0")
        .containsEntry("failedCalls", "2");
    assertThatThrownBy(
            () ->
                EnumerationOptimizer.builder(
                        Model.failing(new LlmException.Server("down", null)), TinyWorld.SPACE)
                    .build()
                    .optimize(DATA))
        .isInstanceOf(LlmException.Server.class);
  }

  @Test
  void aPromptWhoseOnlyCallFailedEndsNoEnumeration() {
    AtomicInteger calls = new AtomicInteger();
    Model once =
        new Model(
            request ->
                calls.incrementAndGet() == 1
                    ? CompletableFuture.failedFuture(new LlmException.Server("down", null))
                    : CompletableFuture.completedFuture(
                        Model.response(
                            TinyWorld.answer(
                                request,
                                TinyWorld.relevantLetter(TinyWorld.userOf(request)),
                                true))));

    // The budget lets each prompt ask about one user at first.
    FixedPromptPolicy best =
        EnumerationOptimizer.builder(once, TinyWorld.SPACE)
            .prompts(8)
            .budget(16)
            .build()
            .optimize(TrainingData.of(DATA.train(), List.of()));

    assertThat(best.learnedOn())
        .containsEntry("failedCalls", "1")
        .containsEntry("calls", "16")
        .containsEntry("trainNdcg", "1.0");
  }

  @Test
  void gripsFindsTheParaphraseThatTheModelObeys() {
    Model model = obeying("You surely know films.");

    FixedPromptPolicy best =
        GripsOptimizer.builder(model, TinyWorld.SPACE).users(10).build().optimize(DATA);

    assertThat(best.promptFor(TinyWorld.user("x")).text()).contains("You surely know films.");
    assertThat(best.learnedOn()).containsEntry("trainNdcg", "1.0");
    assertThat(best.prompt().space().sizes()).containsExactly(1, 1, 1);
    assertThat(model.requests)
        .hasSize(Integer.parseInt(best.learnedOn().getOrDefault("calls", "-1")));
  }

  @Test
  void gripsTriesNoParaphraseThatNamesAnItemAndTellsOfIt() {
    String title = DATA.train().get(0).candidates().get(0).title();
    Model model =
        model(
            r ->
                r.role() == LlmRole.EDIT
                    ? "You know films, above all " + title + "."
                    : TinyWorld.answer(
                        r,
                        TinyWorld.relevantLetter(TinyWorld.userOf(r)),
                        r.prompt().contains("above all")));
    List<LearningEvent> events = new ArrayList<>();

    FixedPromptPolicy best =
        GripsOptimizer.builder(model, TinyWorld.SPACE)
            .users(10)
            .listener(events::add)
            .build()
            .optimize(DATA);

    assertThat(best.promptFor(TinyWorld.user("x")).text()).doesNotContain(title);
    assertThat(events)
        .hasSize(Integer.parseInt(best.learnedOn().getOrDefault("refusedEdits", "-1")))
        .allMatch(event -> event instanceof LearningEvent.ProposalRefused)
        .anyMatch(event -> ((LearningEvent.ProposalRefused) event).reason().contains(title));
  }

  @Test
  void gripsDeletesAPhraseThatHarms() {
    ActionSpace space =
        TinyWorld.SPACE.toBuilder()
            .replace(
                ActionSet.of(
                    TinyWorld.ROLE,
                    List.of(
                        new Action.Sentence("expert-1", "You know films, you are in a hurry."))))
            .build();
    Model model =
        model(
            r ->
                r.role() == LlmRole.EDIT
                    ? ""
                    : TinyWorld.answer(
                        r,
                        TinyWorld.relevantLetter(TinyWorld.userOf(r)),
                        !r.prompt().contains("hurry")));

    FixedPromptPolicy best = GripsOptimizer.builder(model, space).build().optimize(DATA);

    assertThat(best.promptFor(TinyWorld.user("x")).text())
        .contains("You know films,")
        .doesNotContain("hurry");
  }

  @Test
  void gripsKeepsTheManualPromptWhereNothingIsBetterAndItsBudget() {
    Model model = Model.answering("{\"ranking\": [1, 2, 3, 4]}");

    FixedPromptPolicy best =
        GripsOptimizer.builder(model, TinyWorld.SPACE).users(10).budget(45).build().optimize(DATA);

    assertThat(best.prompt().actions()).isEqualTo(RppPrompt.manual(TinyWorld.SPACE).actions());
    assertThat(model.requests).hasSizeBetween(10, 45);
  }

  @Test
  void aFoundPromptIsServedAndSaved() throws IOException {
    FixedPromptPolicy best =
        GripsOptimizer.builder(obeying("You surely know films."), TinyWorld.SPACE)
            .build()
            .optimize(DATA);
    Path file = folder.resolve("prompt.json");
    best.save(file);

    FixedPromptPolicy read = FixedPromptPolicy.load(file);
    assertThat(read.prompt()).isEqualTo(best.prompt());
    assertThat(read.learnedOn()).isEqualTo(best.learnedOn());
    Ranking ranking =
        new FixedPromptReranker(
                obeying("You surely know films."),
                PromptAssembler.builder(read.prompt().space()).build(),
                read.prompt())
            .rerank(DATA.train().get(0).user(), DATA.train().get(0).candidates());
    assertThat(ranking.items().get(0).id()).isEqualTo("t0/c2");

    Files.writeString(file, Files.readString(file).replace("surely", "hardly"));
    assertThatThrownBy(() -> FixedPromptPolicy.load(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("prompt.json", "hash");
  }
}
