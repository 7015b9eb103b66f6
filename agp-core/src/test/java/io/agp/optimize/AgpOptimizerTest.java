package io.agp.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.agp.Fixtures;
import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.User;
import io.agp.feedback.Feedback;
import io.agp.feedback.FeedbackEncoder;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmRole;
import io.agp.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgpOptimizerTest {
  private final PlantedModel model = new PlantedModel();

  @Test
  void findsThePlantedPromptAndPromotesItOnValidationUsers() {
    LearnedPrompt learned = AgpOptimizer.builder(model).epochs(3).build().optimize(data(20, 30));

    assertThat(learned.prompt().text()).contains(PlantedModel.SECRET);
    assertThat(learned.prompt().parent()).contains(Prompt.initialProfilePrompt().hash());
    assertThat(learned.validation().orElseThrow().learnedNdcg()).isEqualTo(1);
    assertThat(learned.validation().orElseThrow().comparison().low()).isPositive();
    assertThat(learned.validation().orElseThrow().comparison().n()).isEqualTo(30);
  }

  @Test
  void theStepAfterAnEditUsesTheEditedPrompt() {
    AgpOptimizer.builder(model)
        .acceptance(AcceptanceRule.always())
        .batchSize(10)
        .epochs(1)
        .build()
        .optimize(data(20, 0));

    List<LlmRequest> profiles = model.of(LlmRole.PROFILE);
    assertThat(profiles).hasSizeGreaterThan(1);
    assertThat(profiles.get(0).prompt()).contains(Prompt.initialProfilePrompt().text());
    assertThat(profiles.get(profiles.size() - 1).prompt())
        .contains("with the order reversed")
        .doesNotContain(Prompt.initialProfilePrompt().text());
  }

  @ParameterizedTest
  @CsvSource({"20,10", "25,10", "19,10", "7,10", "100,10", "30,5", "5,1"})
  void paperModeMakesNoMoreCallsThanThePaper(int users, int batch) {
    AtomicInteger edits = new AtomicInteger();
    model.answer(LlmRole.PROFILE, r -> "a profile of " + r.prompt().hashCode());
    model.answer(LlmRole.RERANK, r -> "{\"ranking\":[1,2,3,4,5,6,7,8,9,10]}");
    model.answer(LlmRole.EDIT, r -> "the ground truth " + edits.incrementAndGet());
    AgpOptimizer.builder(model)
        .acceptance(AcceptanceRule.always())
        .batchSize(batch)
        .epochs(1)
        .build()
        .optimize(TrainingData.of(distinct(users), List.of()));

    int b = Math.min(users, batch);
    assertThat(model.requests).hasSizeLessThanOrEqualTo((3 * b + 2) * users / b);
    assertThat(model.count(LlmRole.CRITIQUE)).isEqualTo(users);
  }

  @Test
  void usersAlreadyRightCostNoCritiqueAndNoEdit() {
    LearnedPrompt learned =
        AgpOptimizer.builder(model)
            .acceptance(AcceptanceRule.always())
            .epochs(2)
            .build()
            .optimize(TrainingData.of(Fixtures.labelled("t", 20, 1), List.of()));

    assertThat(model.count(LlmRole.CRITIQUE)).isZero();
    assertThat(model.count(LlmRole.EDIT)).isZero();
    assertThat(learned.prompt()).isEqualTo(Prompt.initialProfilePrompt());
  }

  @Test
  void nothingThatProfilesOrRanksTellsWhichCandidateIsRelevant() {
    List<String> first = servingRequests("i10");
    List<String> second = servingRequests("i7");

    assertThat(first).isNotEmpty().isEqualTo(second);
  }

  private List<String> servingRequests(String relevant) {
    PlantedModel fresh = new PlantedModel();
    LabelledUser user = LabelledUser.of(Fixtures.user("u"), Fixtures.items(10), relevant);
    AgpOptimizer.builder(fresh)
        .acceptance(AcceptanceRule.always())
        .epochs(1)
        .build()
        .optimize(TrainingData.of(List.of(user), List.of()));
    return fresh.requests.stream()
        .filter(r -> r.role() == LlmRole.PROFILE || r.role() == LlmRole.RERANK)
        .map(LlmRequest::prompt)
        .toList();
  }

  @Test
  void aRefusedProposalIsSentBackOnceWithTheReasonAndThenDropped() {
    model.answer(LlmRole.EDIT, r -> "Rank the ground truth first.");
    List<LearningEvent> events = new ArrayList<>();
    LearnedPrompt learned =
        AgpOptimizer.builder(model)
            .epochs(1)
            .batchSize(20)
            .listener(events::add)
            .build()
            .optimize(data(20, 10));

    assertThat(learned.prompt()).isEqualTo(Prompt.initialProfilePrompt());
    assertThat(model.count(LlmRole.EDIT)).isEqualTo(2);
    assertThat(model.of(LlmRole.EDIT).get(1).prompt()).contains("cannot be used", "ground truth");
    assertThat(events)
        .filteredOn(LearningEvent.ProposalRefused.class::isInstance)
        .extracting(event -> ((LearningEvent.ProposalRefused) event).dropped())
        .containsExactly(false, true);
  }

  @Test
  void everyGuardThatRefusesIsToldByName() {
    model.answer(
        LlmRole.EDIT, r -> "{{history}} of the ground truth, in far more than ten words here.");
    List<LearningEvent> events = new ArrayList<>();
    AgpOptimizer.builder(model)
        .epochs(1)
        .batchSize(20)
        .maxPromptWords(10)
        .guard(proposed -> Optional.of("nobody may write this"))
        .listener(events::add)
        .build()
        .optimize(data(20, 10));

    assertThat(events.stream().flatMap(AgpOptimizerTest::refusingGuard))
        .containsExactly(
            "custom",
            "length",
            "placeholders",
            "leakage",
            "custom",
            "length",
            "placeholders",
            "leakage");
    assertThat(model.of(LlmRole.EDIT).get(1).prompt())
        .contains("nobody may write this; it has 12 words", "{{history}}; it speaks of the ground");
  }

  private static Stream<String> refusingGuard(LearningEvent event) {
    return event instanceof LearningEvent.ProposalRefused refused
        ? Stream.of(refused.guard())
        : Stream.empty();
  }

  @Test
  void aTrainingTitleNeverGetsIntoAKeptPrompt() {
    model.answer(LlmRole.EDIT, r -> "Ask whether they like Item Number 3 and keep it reversed.");
    List<LearningEvent> events = new ArrayList<>();
    AgpOptimizer.builder(model).epochs(1).listener(events::add).build().optimize(data(20, 10));

    assertThat(events).noneMatch(LearningEvent.EditDecided.class::isInstance);
  }

  @Test
  void aProviderThatFailsCanNeitherBeAcceptedNorShrinkTheUsers() {
    AtomicInteger calls = new AtomicInteger();
    model.answer(
        LlmRole.RERANK,
        r -> {
          if (calls.incrementAndGet() > 1) {
            throw new LlmException.Server("down", null);
          }
          return "{\"ranking\":[10,9,8,7,6,5,4,3,2,1]}";
        });
    List<LearningEvent> events = new ArrayList<>();
    LearnedPrompt learned =
        AgpOptimizer.builder(model)
            .acceptance(AcceptanceRule.batch())
            .epochs(1)
            .batchSize(10)
            .concurrency(1)
            .listener(events::add)
            .build()
            .optimize(TrainingData.of(Fixtures.labelled("t", 10, 1), List.of()));

    assertThat(learned.prompt()).isEqualTo(Prompt.initialProfilePrompt());
    assertThat(events)
        .filteredOn(LearningEvent.EditDecided.class::isInstance)
        .allMatch(event -> !((LearningEvent.EditDecided) event).kept());
  }

  @Test
  void failedCallsOfEveryRoleLeaveLearningRunning() {
    for (LlmRole role : List.of(LlmRole.CRITIQUE, LlmRole.SUMMARISE, LlmRole.EDIT)) {
      PlantedModel failing =
          new PlantedModel()
              .answer(
                  role,
                  r -> {
                    throw new LlmException.Transport("cut off", null);
                  });
      List<LearningEvent> events = new ArrayList<>();
      LearnedPrompt learned =
          AgpOptimizer.builder(failing)
              .epochs(1)
              .listener(events::add)
              .build()
              .optimize(data(10, 10));

      assertThat(learned.prompt()).isEqualTo(Prompt.initialProfilePrompt());
      assertThat(events).anyMatch(LearningEvent.CallFailed.class::isInstance);
    }
  }

  @Test
  void aRefusedKeyEndsLearning() {
    model.answer(
        LlmRole.PROFILE,
        r -> {
          throw new LlmException.Authentication("bad key", null);
        });
    AgpOptimizer optimizer = AgpOptimizer.builder(model).build();

    assertThatThrownBy(() -> optimizer.optimize(data(10, 10)))
        .isInstanceOf(LlmException.Authentication.class);
  }

  @Test
  void aProviderThatStaysDownEndsLearningSoon() {
    model.answer(
        LlmRole.PROFILE,
        r -> {
          throw new LlmException.Server("down", null);
        });
    AgpOptimizer optimizer = AgpOptimizer.builder(model).batchSize(10).build();

    assertThatThrownBy(
            () ->
                optimizer.optimize(TrainingData.of(distinct(100), Fixtures.labelled("v", 10, 10))))
        .isInstanceOf(LlmException.Server.class);
    assertThat(model.requests).hasSize(30);
  }

  @Test
  void theRunIsTheSameWhateverTheConcurrency() {
    List<LearningEvent> one = events(1);
    List<LearningEvent> eight = events(8);

    assertThat(one).isNotEmpty().isEqualTo(eight);
  }

  private static List<LearningEvent> events(int concurrency) {
    List<LearningEvent> events = new ArrayList<>();
    AgpOptimizer.builder(new PlantedModel())
        .epochs(2)
        .concurrency(concurrency)
        .seed(7)
        .listener(events::add)
        .build()
        .optimize(data(20, 20));
    return events;
  }

  @Test
  void feedbackIsAskedOnceForEveryUserAndWithoutAnErrorNothingIsEdited() {
    FeedbackEncoder content = mock(FeedbackEncoder.class);
    when(content.encode(any(), any())).thenReturn(new Feedback(0, ""));
    AgpOptimizer.builder(model).feedback(content).epochs(1).build().optimize(data(20, 10));

    verify(content, times(20)).encode(any(), any());
    assertThat(model.count(LlmRole.EDIT)).isZero();
  }

  @Test
  void theStrengthOfAnEditGrowsWithTheError() {
    assertThat(Learner.strength(0)).isEqualTo(1);
    assertThat(Learner.strength(0.5)).isEqualTo(6);
    assertThat(Learner.strength(1)).isEqualTo(10);
  }

  @Test
  void withoutTheSummaryTheCritiquesGoToTheEditor() {
    AgpOptimizer.builder(model).summary(false).epochs(1).build().optimize(data(10, 10));

    assertThat(model.count(LlmRole.SUMMARISE)).isZero();
    assertThat(model.of(LlmRole.EDIT).get(0).prompt()).contains("should be turned round");
  }

  @Test
  void aRuleThatValidatesNeedsValidationUsers() {
    AgpOptimizer optimizer = AgpOptimizer.builder(model).build();

    assertThatThrownBy(() -> optimizer.optimize(data(10, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The acceptance rule \"validated\" needs validation users, there are none");
  }

  private static TrainingData data(int train, int validation) {
    return TrainingData.of(
        Fixtures.labelled("t", train, 10), Fixtures.labelled("v", validation, 10));
  }

  /** Users whose requests differ, so that the cache answers none of them. */
  private static List<LabelledUser> distinct(int users) {
    return IntStream.range(0, users)
        .mapToObj(
            u ->
                LabelledUser.of(
                    User.of("d" + u, List.of(Item.of("x" + u, "Own choice " + u))),
                    Fixtures.items(10),
                    "i10"))
        .toList();
  }
}
