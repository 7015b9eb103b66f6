package io.agp.rpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.LabelledUser;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmRole;
import io.agp.optimize.LearningEvent;
import io.agp.optimize.TrainingData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RppOptimizerTest {
  private static final TrainingData TWENTY =
      TrainingData.of(TinyWorld.users("t", 20), TinyWorld.users("v", 6));
  private static final TrainingData ONLY_TRAIN =
      TrainingData.of(TinyWorld.users("t", 20), List.of());

  @TempDir Path folder;

  private static Model model(Function<LlmRequest, String> answers) {
    return new Model(
        request -> CompletableFuture.completedFuture(Model.response(answers.apply(request))));
  }

  private static Model obedient() {
    return model(TinyWorld::obedient);
  }

  private static int roleFor(RppPolicy policy, String user) {
    return policy.firstPrompt(TinyWorld.user(user)).choices()[0];
  }

  private static List<LearningEvent.BatchRanked> ranked(List<LearningEvent> events) {
    return events.stream()
        .filter(event -> event instanceof LearningEvent.BatchRanked)
        .map(event -> (LearningEvent.BatchRanked) event)
        .toList();
  }

  @Test
  void eachUsersOwnRewardTeachesWhatSuitsThem() {
    RppPolicy policy = TinyWorld.optimizer(obedient()).build().optimize(TWENTY);

    // Even and odd users earn by opposite roles: a mean reward for all would teach nothing.
    assertThat(roleFor(policy, "new0")).isEqualTo(1);
    assertThat(roleFor(policy, "new1")).isZero();
  }

  @ParameterizedTest
  @EnumSource(RppOptimizer.Method.class)
  void everyMethodLearns(RppOptimizer.Method method) {
    RppPolicy policy =
        TinyWorld.optimizer(obedient()).method(method).patience(15).build().optimize(TWENTY);

    assertThat(roleFor(policy, "new0")).isEqualTo(1);
    assertThat(roleFor(policy, "new1")).isZero();
    assertThat(policy.learnedOn()).containsEntry("agents", method.name());
  }

  @Test
  void paperModeMakesExactlyUsersTimesIterationsCalls() {
    Model model = obedient();

    TinyWorld.optimizer(model).paperMode().iterations(6).build().optimize(ONLY_TRAIN);

    assertThat(model.requests).hasSize(20 * 6);
  }

  @Test
  void theHistoryOfPaperModeGrowsByEachChoice() throws IOException {
    Path log = folder.resolve("log.jsonl");
    Model model = obedient();

    TinyWorld.optimizer(model).paperMode().iterations(3).log(log).build().optimize(ONLY_TRAIN);

    List<String> lines = Files.readAllLines(log);
    LlmRequest last = model.requests.get(40);
    String user = TinyWorld.userOf(last);
    long steps =
        lines.stream()
            .map(line -> LocatedJson.parse("log", line))
            .filter(json -> json.string("user").equals(user))
            .filter(json -> json.numbers("choices")[1] == 1)
            .count();
    List<String> blocks = Films.blocks(last.prompt());
    assertThat(blocks.get(0).split("title", -1).length - 1L).isEqualTo(Math.min(3, 1 + steps));
  }

  @Test
  void weightsAreEqualBitByBitWithOneThreadAndWithEight() throws IOException {
    Path one = folder.resolve("one.json");
    Path eight = folder.resolve("eight.json");
    Model slow =
        new Model(
            request ->
                CompletableFuture.supplyAsync(() -> Model.response(TinyWorld.obedient(request))));

    TinyWorld.optimizer(slow).rounds(2).concurrency(1).build().optimize(TWENTY).save(one);
    TinyWorld.optimizer(slow).rounds(2).concurrency(8).build().optimize(TWENTY).save(eight);

    assertThat(Files.readAllBytes(eight)).isEqualTo(Files.readAllBytes(one));
  }

  @Test
  void failedCallsHaveNoRewardAndAreCounted() throws IOException {
    Path log = folder.resolve("log.jsonl");
    List<LearningEvent> events = new ArrayList<>();
    Model model =
        new Model(
            request ->
                TinyWorld.userOf(request).equals("t3")
                    ? CompletableFuture.failedFuture(new LlmException.Server("down", null))
                    : CompletableFuture.completedFuture(
                        Model.response(TinyWorld.obedient(request))));

    RppPolicy policy =
        TinyWorld.optimizer(model)
            .iterations(2)
            .log(log)
            .listener(events::add)
            .build()
            .optimize(ONLY_TRAIN);

    assertThat(Files.readAllLines(log)).hasSize(38).noneMatch(line -> line.contains("\"t3\""));
    assertThat(policy.learnedOn()).containsEntry("failedCalls", "2");
    assertThat(ranked(events)).extracting(LearningEvent.BatchRanked::failed).containsExactly(1, 1);
    assertThat(events).filteredOn(event -> event instanceof LearningEvent.CallFailed).hasSize(2);
  }

  @Test
  void anAnswerWithoutAnOrderEarnsNothingAndNeverTheBaseOrdersReward() throws IOException {
    Path log = folder.resolve("log.jsonl");

    TinyWorld.optimizer(Model.answering("I cannot say."))
        .iterations(1)
        .log(log)
        .build()
        .optimize(ONLY_TRAIN);

    assertThat(Files.readAllLines(log))
        .hasSize(20)
        .allMatch(line -> LocatedJson.parse("log", line).number("reward") == 0);
  }

  @Test
  void anOutageEndsLearning() {
    Model model = Model.failing(new LlmException.Server("down", null));

    assertThatThrownBy(() -> TinyWorld.optimizer(model).build().optimize(ONLY_TRAIN))
        .isInstanceOf(LlmException.Server.class);
    assertThat(model.requests).hasSize(3 * 20);
  }

  @Test
  void aRefusedKeyEndsLearningInTheFirstIteration() {
    Model model = Model.failing(new LlmException.Authentication("refused", null));

    assertThatThrownBy(() -> TinyWorld.optimizer(model).build().optimize(ONLY_TRAIN))
        .isInstanceOf(LlmException.Authentication.class);
    assertThat(model.requests).hasSize(20);
  }

  @Test
  void learningStopsAfterSevenIterationsWithoutABetterMean() {
    List<LearningEvent> events = new ArrayList<>();
    Model perfect =
        model(r -> TinyWorld.answer(r, TinyWorld.relevantLetter(TinyWorld.userOf(r)), true));

    TinyWorld.optimizer(perfect).listener(events::add).build().optimize(ONLY_TRAIN);

    assertThat(ranked(events)).hasSize(8).allMatch(event -> event.ndcg() == 1);
    assertThat(events.get(events.size() - 1))
        .isInstanceOfSatisfying(
            LearningEvent.PolicyFinished.class,
            finished -> {
              assertThat(finished.epochs()).isEqualTo(8);
              assertThat(finished.chosen()).isEqualTo(8);
              assertThat(finished.ndcg()).isEmpty();
            });
  }

  @Test
  void validationUsersNeverReachAGradient() throws IOException {
    Path log = folder.resolve("log.jsonl");
    RppPolicy without = TinyWorld.optimizer(obedient()).iterations(2).build().optimize(ONLY_TRAIN);
    RppPolicy with =
        TinyWorld.optimizer(obedient()).iterations(2).log(log).build().optimize(TWENTY);

    with.core()
        .networks()
        .weights()
        .forEach(
            (name, values) ->
                assertThat(values).isEqualTo(without.core().networks().weights().get(name)));
    assertThat(Files.readString(log)).contains("\"t0\"").doesNotContain("\"v0\"");
  }

  @Test
  void noPromptTellsWhichCandidateIsRelevant() {
    Model first = Model.answering("{\"ranking\": [1, 2, 3, 4]}");
    Model second = Model.answering("{\"ranking\": [1, 2, 3, 4]}");
    List<LabelledUser> others =
        TinyWorld.users("t", 20).stream()
            .map(u -> LabelledUser.of(u.user(), u.candidates(), u.user().id() + "/c0"))
            .toList();

    TinyWorld.optimizer(first).iterations(1).concurrency(1).build().optimize(ONLY_TRAIN);
    TinyWorld.optimizer(second)
        .iterations(1)
        .concurrency(1)
        .build()
        .optimize(TrainingData.of(others, List.of()));

    assertThat(first.requests).hasSize(20).isEqualTo(second.requests);
  }

  @Test
  void patternsThatAreNotLearnedStayAtTheManualChoice() {
    Model model = obedient();

    RppPolicy policy =
        TinyWorld.optimizer(model).patterns(TinyWorld.FORMAT).build().optimize(TWENTY);

    assertThat(model.requests).allMatch(request -> request.prompt().contains("You know films."));
    assertThat(model.requests).anyMatch(r -> r.prompt().contains("Answer with numbers."));
    for (LabelledUser user : TWENTY.train()) {
      int[] choices = policy.firstPrompt(user.user()).choices();
      assertThat(choices[0]).isZero();
      assertThat(choices[1]).isEqualTo(1);
    }
  }

  @Test
  void oneAgentForWholePromptsChoosesFromACappedNumberWithTheManualOne() {
    RppPolicy policy =
        TinyWorld.optimizer(obedient())
            .method(RppOptimizer.Method.PPO_1)
            .mostCombinations(3)
            .iterations(1)
            .build()
            .optimize(ONLY_TRAIN);

    AgentLayout layout = policy.core().layout();
    assertThat(layout.sizes()).containsExactly(3);
    assertThat(layout.choices(new int[] {0}))
        .isEqualTo(RppPrompt.manual(TinyWorld.SPACE).choices());
  }

  @Test
  void aSmallerActionSetKeepsTheManualChoices() {
    RppPolicy policy =
        TinyWorld.optimizer(obedient())
            .actionsPerPattern(1)
            .iterations(1)
            .build()
            .optimize(ONLY_TRAIN);

    assertThat(policy.space().sizes()).containsExactly(1, 1, 1);
    assertThat(policy.firstPrompt(TinyWorld.user("t0")).actions())
        .isEqualTo(RppPrompt.manual(TinyWorld.SPACE).actions());
  }

  @Test
  void refinementAsksAtMostOncePerDistinctSentence() {
    Model model =
        model(
            r ->
                r.role() == LlmRole.EDIT
                    ? "You truly know people and films."
                    : TinyWorld.answer(r, "a", true));

    RppPolicy policy =
        TinyWorld.optimizer(model)
            .refiner(SentenceRefiner.builder(model).build())
            .iterations(3)
            .build()
            .optimize(ONLY_TRAIN);

    assertThat(model.requests).filteredOn(r -> r.role() == LlmRole.EDIT).hasSize(4);
    assertThat(model.requests)
        .filteredOn(r -> r.role() == LlmRole.RERANK)
        .hasSize(60)
        .allMatch(r -> r.prompt().contains("You truly know people and films."));
    assertThat(policy.promptFor(TinyWorld.user("t0")).text()).contains("You truly know people");
    assertThat(policy.learnedOn()).containsEntry("method", "RPP+");
  }

  @Test
  void aRewriteThatNamesAnItemIsRefusedAndTold() {
    Model model =
        model(
            r -> {
              if (r.role() != LlmRole.EDIT) {
                return TinyWorld.answer(r, "a", true);
              }
              return r.prompt().contains("You know films.")
                  ? "You know films such as Film t0 a."
                  : "You truly know people, and answer with JSON numbers.";
            });
    List<LearningEvent> events = new ArrayList<>();

    RppPolicy policy =
        TinyWorld.optimizer(model)
            .refiner(SentenceRefiner.builder(model).build())
            .iterations(1)
            .listener(events::add)
            .build()
            .optimize(ONLY_TRAIN);

    assertThat(policy.refined().count(Refinement.Outcome.REWRITTEN)).isEqualTo(3);
    assertThat(policy.refined().count(Refinement.Outcome.LEAKAGE)).isEqualTo(1);
    assertThat(policy.refined().textOf(new Action.Sentence("expert-1", "You know films.")))
        .isEqualTo("You know films.");
    assertThat(events)
        .filteredOn(LearningEvent.ProposalRefused.class::isInstance)
        .containsExactly(
            new LearningEvent.ProposalRefused(
                0,
                3,
                "leakage",
                "\"You know films.\": it names a single item (\"Film t0 a\"); a prompt must name no"
                    + " item",
                true));
  }

  @Test
  void noActionIsLessProbableThanTheBound() throws IOException {
    Path log = folder.resolve("log.jsonl");

    TinyWorld.optimizer(obedient())
        .bandit()
        .leastProbability(0.2)
        .patience(15)
        .log(log)
        .build()
        .optimize(ONLY_TRAIN);

    List<double[]> logged =
        Files.readAllLines(log).stream()
            .map(line -> LocatedJson.parse("log", line).numbers("probabilities"))
            .toList();
    assertThat(logged).hasSize(15 * 20);
    assertThat(logged.stream().flatMapToDouble(Arrays::stream).toArray())
        .satisfies(
            all -> {
              assertThat(Arrays.stream(all).min().orElseThrow()).isBetween(0.2, 0.3);
              assertThat(Arrays.stream(all).max().orElseThrow()).isBetween(0.7, 0.8);
            });
  }

  @Test
  void learningStartsFromALog() {
    Path log = folder.resolve("log.jsonl");
    TinyWorld.optimizer(obedient()).bandit().log(log).build().optimize(ONLY_TRAIN);
    // One iteration with a useless model: what is right afterwards comes from the log.
    Model useless = Model.answering("{\"ranking\": [1, 2, 3, 4]}");

    RppPolicy policy =
        TinyWorld.optimizer(useless)
            .bandit()
            .warmStart(log)
            .iterations(1)
            .build()
            .optimize(ONLY_TRAIN);

    assertThat(roleFor(policy, "new0")).isEqualTo(1);
    assertThat(roleFor(policy, "new1")).isZero();
    assertThat(Integer.parseInt(policy.learnedOn().getOrDefault("loggedCalls", "0")))
        .isGreaterThanOrEqualTo(160);
  }

  @Test
  void aBadLineOfALogIsNamed() throws IOException {
    Path log = folder.resolve("log.jsonl");
    TinyWorld.optimizer(obedient()).bandit().iterations(1).log(log).build().optimize(ONLY_TRAIN);
    List<String> lines = new ArrayList<>(Files.readAllLines(log));
    lines.set(4, lines.get(4).replaceAll("\"reward\":[^,}]*", "\"reward\":1.5"));
    Files.write(log, lines);

    assertThatThrownBy(
            () -> TinyWorld.optimizer(obedient()).warmStart(log).build().optimize(ONLY_TRAIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("log.jsonl, line 5", "reward", "within 0..1", "1.5");
  }

  @Test
  void paperModeStartsFromNothing() {
    assertThatThrownBy(
            () ->
                TinyWorld.optimizer(obedient())
                    .paperMode()
                    .warmStart(folder.resolve("log.jsonl"))
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Paper mode must start from nothing");
  }

  @Test
  void encodersOfDifferentDimensionsAreRefused() {
    ItemEncoder items = ItemEncoder.ofText(TinyWorld.SENTENCES);

    assertThatThrownBy(
            () -> RppOptimizer.builder(obedient(), TinyWorld.SPACE, TinyWorld.userEncoder(), items))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("were 4 and 16");
  }

  @Test
  void usersWhoseRewardCannotDifferAreLeftOut() {
    List<LabelledUser> users = new ArrayList<>(TinyWorld.users("t", 10));
    LabelledUser one = users.get(0);
    LabelledUser other = users.get(1);
    users.set(0, LabelledUser.of(one.user(), one.candidates().subList(2, 3), "t0/c2"));
    users.set(1, LabelledUser.of(other.user(), other.candidates(), "elsewhere"));
    Model model = obedient();

    RppPolicy policy =
        TinyWorld.optimizer(model)
            .iterations(2)
            .build()
            .optimize(TrainingData.of(users, List.of()));

    assertThat(model.requests).hasSize(16);
    assertThat(policy.learnedOn()).containsEntry("trainUsersLeftOut", "2");
    assertThatThrownBy(
            () ->
                TinyWorld.optimizer(model)
                    .build()
                    .optimize(TrainingData.of(users.subList(0, 2), List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("2 training users", "none has");
  }

  @Test
  void theGruLearnsWhereEpisodesHaveASecondRound() {
    RppPolicy paper =
        TinyWorld.optimizer(obedient()).paperMode().iterations(3).build().optimize(ONLY_TRAIN);
    RppPolicy usual =
        TinyWorld.optimizer(obedient()).iterations(3).patience(9).build().optimize(ONLY_TRAIN);
    RppPolicy bandit =
        TinyWorld.optimizer(obedient()).bandit().iterations(3).build().optimize(ONLY_TRAIN);
    double[] start = gru(TinyWorld.policy(1, 1));

    assertThat(gru(bandit)).isEqualTo(start);
    assertThat(gru(paper)).isNotEqualTo(start);
    assertThat(gru(usual))
        .isEqualTo(start); // the first four fifths of the iterations are first rounds
    assertThat(
            gru(
                TinyWorld.optimizer(obedient())
                    .iterations(6)
                    .patience(9)
                    .build()
                    .optimize(ONLY_TRAIN)))
        .isNotEqualTo(start);
  }

  private static double[] gru(RppPolicy policy) {
    return Objects.requireNonNull(policy.core().networks().weights().get("gru.weight_ih_l0"));
  }

  @Test
  void theRecordTellsHowItWasLearned() {
    Map<String, String> record =
        TinyWorld.optimizer(obedient()).seed(7).build().optimize(TWENTY).learnedOn();

    assertThat(record)
        .containsEntry("method", "RPP")
        .containsEntry("trainUsers", "20")
        .containsEntry("validationUsers", "6")
        .containsEntry("seed", "7")
        .containsKeys("checkpoint", "validationNdcg", "iterationsRun");
  }
}
