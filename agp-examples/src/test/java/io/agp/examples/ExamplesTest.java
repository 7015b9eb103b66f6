package io.agp.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.LlmRole;
import io.agp.optimize.LearnedPrompt;
import io.agp.rpp.ActionSpace;
import io.agp.rpp.RppPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ExamplesTest {
  private static final LlmClient DOWN =
      (request, deadline) -> CompletableFuture.failedFuture(new LlmException.Server("down", null));

  @TempDir Path folder;

  @Test
  void tenLinesPutTheWesternFirst() {
    assertThat(RerankInTenLines.run(Models.simulated(Films.all())))
        .startsWith("LLM: [Shane (1953), ");
  }

  @Test
  void tenLinesServeTheBaseOrderIfTheModelIsDown() {
    assertThat(RerankInTenLines.run(DOWN))
        .isEqualTo("FALLBACK: [Alien (1979), Notting Hill (1999), Shane (1953)]");
  }

  @Test
  void learningFindsABetterPromptAndSavesIt() {
    Path file = folder.resolve("prompt.json");
    String said = LearnAPrompt.run(Models.simulated(Films.all()), file);
    LearnedPrompt learned = LearnedPrompt.load(file);

    assertThat(said).contains("Learned prompt: " + learned.prompt().text());
    assertThat(learned.prompt()).isNotEqualTo(learned.initial());
    assertThat(learned.learnedOn()).containsEntry("data set", "made-up users");
    LearnedPrompt.Validation validation = learned.validation().orElseThrow();
    assertThat(validation.learnedNdcg()).isGreaterThan(validation.initialNdcg() + 0.1);
  }

  @Test
  void ownItemsComeBackAsThemselves() {
    LlmClient llm =
        (request, deadline) ->
            CompletableFuture.completedFuture(
                LlmResponse.of(
                    request.role() == LlmRole.PROFILE ? "runs" : "{\"ranking\":[4,2,1,3]}"));
    String order =
        "[Rain jacket for runners (7), Trail shoes (0), Cast iron pan (3), Desk lamp (12)]";

    assertThat(BringYourOwnItems.run(llm))
        .isEqualTo("In order: " + order + "\nWith its source, LLM: " + order);
  }

  @Test
  void aSimulatedModelPutsTheRunnersThingsFirst() {
    LlmClient llm =
        Models.simulated(
            BringYourOwnItems.PRODUCTS.stream().map(BringYourOwnItems.Product::asItem).toList());

    assertThat(BringYourOwnItems.run(llm))
        .contains("With its source, LLM: [Trail shoes (0), Rain jacket for runners (7), ");
  }

  @Test
  void anOwnModelRanksByWhatItKnows() {
    LlmClient own = BringYourOwnModel.client(BringYourOwnModel::answer, Runnable::run);

    assertThat(BringYourOwnModel.run(own)).startsWith("LLM: [The Searchers (1956), Shane (1953), ");
  }

  @Test
  void anOwnModelsFailureIsTyped() {
    LlmRequest request = LlmRequest.builder(LlmRole.OTHER).user("hello").build();
    LlmClient broken =
        BringYourOwnModel.client(
            prompt -> {
              throw new IllegalStateException("no weights");
            },
            Runnable::run);
    LlmClient silent = BringYourOwnModel.client(prompt -> prompt, work -> {});

    assertThatThrownBy(() -> broken.complete(request, Deadline.none()))
        .isInstanceOf(LlmException.Server.class)
        .hasRootCauseMessage("no weights");
    assertThatThrownBy(silent.completeAsync(request, Deadline.after(Duration.ofMillis(5)))::join)
        .hasCauseInstanceOf(LlmException.Timeout.class);
  }

  @Test
  void servingKeepsTheProfileAndTheDeadline() throws Exception {
    assertThat(
            ServeWithAFallback.run(Models.simulated(Films.all()), ServeWithAFallback.handWritten())
                .lines())
        .satisfiesExactly(
            first -> assertThat(first).startsWith("first time: LLM, 2 calls, best: "),
            second -> assertThat(second).startsWith("second time: LLM, 1 calls, best: "),
            late ->
                assertThat(late)
                    .isEqualTo("no time left: FALLBACK, 0 calls, best: Gattaca (1997)"));
  }

  @Test
  void servingSurvivesAModelThatIsDown() throws Exception {
    assertThat(ServeWithAFallback.run(DOWN, ServeWithAFallback.handWritten()).lines())
        .hasSize(3)
        .allMatch(line -> line.contains("FALLBACK, 0 calls"));
  }

  @Test
  void aPromptForEachUserIsLearnedSavedAndServed() {
    Path file = folder.resolve("policy.json");
    LlmClient llm = Models.simulated(Films.all());
    RppPolicy policy =
        LearnAPromptForEachUser.learn(
            llm, Films.users("train-", 40, 1), Films.users("validation-", 20, 2), file);

    assertThat(LearnAPromptForEachUser.serve(llm, file, Films.westernFan(), Films.mixed()))
        .contains(policy.promptFor(Films.westernFan()).text())
        .containsPattern("(LLM|REPAIRED), best: ");
    assertThat(LearnAPromptForEachUser.serve(DOWN, file, Films.westernFan(), Films.mixed()))
        .endsWith("FALLBACK, best: " + Films.mixed().get(0).title());
  }

  @Test
  void ownPatternsReachThePromptAndWhatIsNotKnownIsTold() {
    assertThat(BringYourOwnPatterns.run(Models.simulated(Films.all())))
        .contains("The film is for a weekday evening.", "{\"age\":\"44\"}")
        .contains("Left out: [attributes-3/country]")
        .containsPattern("(LLM|REPAIRED), best: ");
    Path file = folder.resolve("space.json");
    BringYourOwnPatterns.space().write(file);
    assertThat(ActionSpace.read(file)).isEqualTo(BringYourOwnPatterns.space());
  }

  @Test
  void theNextDayStartsFromTheLogAndNothingIsNeverTried() throws IOException {
    String said = LearnFromLogs.run(Models.simulated(Films.all()), folder);
    List<String> log = Files.readAllLines(folder.resolve("choices.jsonl"));

    assertThat(said.lines())
        .containsExactly(
            "Monday began with 0 logged calls",
            "Tuesday began with " + log.size() / 2 + " logged calls",
            "The log now has " + log.size() + " lines");
    assertThat(log).hasSize(2 * 3 * 40);
    assertThat(log)
        .allMatch(
            line ->
                Pattern.compile("\\d\\.\\d+")
                    .matcher(line.replaceAll(".*\"probabilities\":\\[([^]]*)].*", "$1"))
                    .results()
                    .allMatch(number -> Double.parseDouble(number.group()) >= 0.0199));
  }

  @Test
  void profilesOfLearnedPromptsAreWrittenOnceForAUser() {
    AtomicInteger profiles = new AtomicInteger();
    LlmClient simulated = Models.simulated(Films.all());
    LlmClient counting =
        (request, deadline) -> {
          profiles.addAndGet(request.role() == LlmRole.PROFILE ? 1 : 0);
          return simulated.completeAsync(request, deadline);
        };
    String said = ChooseAmongLearnedPrompts.run(counting);
    int learning =
        Integer.parseInt(said.replaceFirst("(?s)Learning asked for (\\d+) profiles.*", "$1"));

    assertThat(learning).isBetween(1, 2 * 80);
    assertThat(profiles).hasValueGreaterThanOrEqualTo(learning);
    assertThat(said).containsPattern("(LLM|REPAIRED), best: ").contains("profileFailures=0");
  }

  @Test
  void everyUserOfTheExamplesChoseOneOfTenCandidates() {
    assertThat(Films.users("u", 50, 3))
        .allSatisfy(
            user -> {
              assertThat(user.candidates()).hasSize(10);
              assertThat(user.candidates())
                  .anyMatch(item -> user.gains().containsKey(item.id()))
                  .doesNotContainAnyElementsOf(user.user().lastItems(5));
            });
  }
}
