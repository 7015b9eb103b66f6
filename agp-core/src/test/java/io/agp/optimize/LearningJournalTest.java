package io.agp.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.agp.llm.Journal;
import io.agp.llm.JournalException;
import io.agp.llm.LlmException;
import io.agp.metrics.PairedBootstrap;
import io.agp.prompt.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningJournalTest {
  @TempDir private Path folder;

  private static List<LearningEvent> events(double ndcg) {
    Prompt prompt = Prompt.of("Describe it.");
    PairedBootstrap comparison = new PairedBootstrap(0.1, 0.05, 0.15, 0.99, 20);
    return List.of(
        new LearningEvent.BatchRanked(1, 1, 2, 3, ndcg, ndcg, 4.5, 6, 0),
        new LearningEvent.ProposalRefused(1, 1, "leakage", "it names a title", false),
        new LearningEvent.EditDecided(1, 1, prompt, true),
        new LearningEvent.CallFailed(1, 2, new LlmException.Timeout("too late", null)),
        new LearningEvent.Validated(1, prompt, Double.NaN, comparison, false),
        new LearningEvent.SliceAtRisk(1, prompt, "history up to 5", 30, -0.1, -0.2, 0.1, true),
        new LearningEvent.Finished(1, prompt),
        new LearningEvent.PolicyFinished(1, 1, 1, OptionalDouble.empty()));
  }

  private void tell(List<LearningEvent> events) {
    try (Journal journal = Journal.open(folder.resolve("journal.jsonl"))) {
      journal.begin(Map.of("model", "double"));
      events.forEach(new LearningJournal(journal));
    }
  }

  @Test
  void everyEventIsWrittenOnceWithAllThatItSays() throws IOException {
    assertThat(events(0.4).stream().map(Object::getClass).distinct().toList())
        .hasSameElementsAs(List.of(LearningEvent.class.getPermittedSubclasses()));
    tell(events(0.4));
    List<String> lines = Files.readAllLines(folder.resolve("journal.jsonl"));
    tell(events(0.4));

    assertThat(Files.readAllLines(folder.resolve("journal.jsonl"))).isEqualTo(lines);
    assertThat(lines).hasSize(1 + events(0.4).size());
    assertThat(lines.get(2))
        .contains("ProposalRefused", "\"guard\":\"leakage\"", "it names a title");
    assertThat(lines.get(3)).contains("\"text\":\"Describe it.\"", "\"kept\":true");
    assertThat(lines.get(4)).contains("\"cause\":\"Timeout: too late\"");
    assertThat(lines.get(5)).contains("\"meanDifference\":0.1", "\"ndcg\":\"NaN\"");
  }

  @Test
  void anotherEventThanBeforeEndsLearning() {
    tell(events(0.4));

    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> tell(events(0.5)))
        .withMessageContaining("decision 1 (BatchRanked)")
        .withMessageContaining("ndcg was 0.4, now is 0.5");
  }
}
