package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.Ranking;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.protocol.Protocol;
import io.agp.experiments.read.SampleData;
import io.agp.experiments.report.Comparison;
import io.agp.llm.LlmClient;
import io.agp.llm.openai.OpenAiLlmClient;
import io.agp.optimize.LearnedPrompt;
import io.agp.optimize.LearningEvent;
import io.agp.prompt.Prompt;
import io.agp.testkit.Catalogue;
import io.agp.testkit.FaultyLlmClient;
import io.agp.testkit.SimulatedLlm;
import io.agp.testkit.SimulatedLlmServer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** AGP on the bundled sample, through the real HTTP client and the simulated server. */
class AgpOverHttpTest {
  private final Dataset films = SampleData.load();
  private final LlmClient simulated =
      SimulatedLlm.builder().catalogue(Catalogue.of(films.items().values())).seed(1).build();

  private static LearningOptions options(LearningOptions.Acceptance rule, int users, int epochs) {
    LearningOptions options = new LearningOptions();
    options.protocol = Protocol.SAMPLED;
    options.trainUsers = users;
    options.validationUsers = users;
    options.epochs = epochs;
    options.acceptance = rule;
    return options;
  }

  private static OpenAiLlmClient client(SimulatedLlmServer server) {
    return OpenAiLlmClient.builder()
        .apiKey("test-key")
        .model("simulated")
        .baseUrl(server.baseUrl())
        .build();
  }

  @Test
  void learningOverHttpEqualsLearningInMemory() {
    LearningOptions options = options(LearningOptions.Acceptance.VALIDATED, 30, 2);
    Experiment experiment = Experiment.prepare(Cli.base(null), options, 40, 1);
    LearnedPrompt inMemory = experiment.learn(simulated, 8, event -> {});
    try (SimulatedLlmServer server = SimulatedLlmServer.start(simulated);
        OpenAiLlmClient client = client(server)) {
      LearnedPrompt overHttp = experiment.learn(client, 8, event -> {});

      assertThat(overHttp.prompt()).isEqualTo(inMemory.prompt());
      assertThat(overHttp.validation()).isEqualTo(inMemory.validation());
    }
  }

  @Test
  void theEditedPromptIsOnTheWireInTheNextStepAndThePaperCountHolds() {
    LearningOptions options = options(LearningOptions.Acceptance.ALWAYS, 40, 1);
    Experiment experiment = Experiment.prepare(Cli.base(null), options, 0, 1);
    List<Prompt> kept = new ArrayList<>();
    List<Integer> requestsAtEdit = new ArrayList<>();
    try (SimulatedLlmServer server = SimulatedLlmServer.start(simulated);
        OpenAiLlmClient client = client(server)) {
      experiment.learn(
          client,
          4,
          event -> {
            if (event instanceof LearningEvent.EditDecided edit && edit.kept()) {
              kept.add(edit.proposed());
              requestsAtEdit.add(server.requests().size());
            }
          });
      List<String> bodies = server.requests();

      assertThat(kept).isNotEmpty();
      String lastSentence = lastWords(kept.get(0));
      assertThat(bodies.get(requestsAtEdit.get(0))).contains(lastSentence);
      assertThat(bodies.size()).isLessThanOrEqualTo((3 * 10 + 2) * 40 / 10);
    }
  }

  private static String lastWords(Prompt prompt) {
    String text = prompt.text().strip();
    return text.substring(Math.max(0, text.length() - 30)).replace("\"", "\\\"");
  }

  @Test
  void nobodyIsInTwoSamplesAndNoTitleGetsIntoAPrompt() {
    LearningOptions options = options(LearningOptions.Acceptance.BATCH, 40, 2);
    Experiment experiment = Experiment.prepare(Cli.base(null), options, 80, 3);
    Set<String> users = new HashSet<>();
    for (var sample :
        List.of(
            experiment.samples().train(),
            experiment.samples().validation(),
            experiment.samples().test())) {
      sample.forEach(user -> assertThat(users.add(user.user().id())).isTrue());
    }
    LlmClient leaky =
        SimulatedLlm.builder()
            .catalogue(Catalogue.of(films.items().values()))
            .leakRate(1)
            .seed(3)
            .build();
    List<Prompt> kept = new ArrayList<>();
    experiment.learn(
        leaky,
        4,
        event -> {
          if (event instanceof LearningEvent.EditDecided edit) {
            kept.add(edit.proposed());
          }
        });

    for (Prompt prompt : kept) {
      films.items().values().forEach(i -> assertThat(prompt.text()).doesNotContain(i.title()));
    }
  }

  @Test
  void trainingFinishesWhenMostCallsAreBadAndTheTableShowsIt() {
    LearningOptions options = options(LearningOptions.Acceptance.VALIDATED, 40, 2);
    Experiment experiment = Experiment.prepare(Cli.base(null), options, 60, 1);
    LlmClient faulty =
        FaultyLlmClient.builder(simulated).failureRate(0.3).garbageRate(0.2).seed(4).build();
    LearnedPrompt learned = experiment.learn(faulty, 8, event -> {});
    Comparison comparison =
        experiment.compare(
            List.of("base", "agp"), faulty, learned, experiment.samples().test(), 8, m -> {});

    assertThat(comparison.of("agp").n()).isEqualTo(60);
    assertThat(comparison.of("agp").fallbackShare()).isBetween(0.3, 0.95);
    assertThat(Tables.table(comparison)).contains("fallback ");
    assertThat(comparison.of("agp").shareBySource().get(Ranking.Source.LLM)).isPositive();
  }
}
