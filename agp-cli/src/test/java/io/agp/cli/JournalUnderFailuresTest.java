package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.experiments.protocol.Protocol;
import io.agp.experiments.read.SampleData;
import io.agp.llm.Journal;
import io.agp.llm.LlmClient;
import io.agp.llm.ReplayLlmClient;
import io.agp.optimize.LearnedPrompt;
import io.agp.optimize.LearningEvent;
import io.agp.optimize.LearningJournal;
import io.agp.testkit.Catalogue;
import io.agp.testkit.FaultyLlmClient;
import io.agp.testkit.SimulatedLlm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalUnderFailuresTest {
  @TempDir private Path folder;

  @Test
  void aRunOfWhichThreeCallsInTenFailedIsRepeatedIdentically() {
    LearningOptions options = new LearningOptions();
    options.protocol = Protocol.SAMPLED;
    options.trainUsers = 40;
    options.validationUsers = 40;
    options.epochs = 2;
    Experiment experiment = Experiment.prepare(Cli.base(null), options, 0, 1);
    LlmClient faulty =
        FaultyLlmClient.builder(
                SimulatedLlm.builder()
                    .catalogue(Catalogue.of(SampleData.load().items().values()))
                    .seed(1)
                    .build())
            .failureRate(0.3)
            .seed(4)
            .build();
    Path file = folder.resolve("journal.jsonl");
    List<String> events = new ArrayList<>();
    LearnedPrompt learned;
    try (Journal journal = Journal.open(file)) {
      journal.begin(Map.of("model", "simulated"));
      learned = learn(experiment, journal, journal.client(faulty), events::add);
    }
    List<String> repeated = new ArrayList<>();
    try (Journal journal = Journal.open(file)) {
      assertThat(journal.found().failures()).isGreaterThan(100);
      LlmClient replay = ReplayLlmClient.of(file);
      assertThat(learn(experiment, journal, replay, repeated::add)).isEqualTo(learned);
    }

    assertThat(repeated).isEqualTo(events);
    assertThat(events).anyMatch(event -> event.startsWith("CallFailed"));
  }

  private static LearnedPrompt learn(
      Experiment experiment, Journal journal, LlmClient llm, Consumer<String> events) {
    Consumer<LearningEvent> told = event -> events.accept(event.toString());
    return experiment.learn(llm, 8, new LearningJournal(journal).andThen(told));
  }
}
