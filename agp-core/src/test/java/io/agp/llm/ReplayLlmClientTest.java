package io.agp.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayLlmClientTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void record() {
    file = folder.resolve("answers.jsonl");
    try (Journal journal = Journal.open(file)) {
      journal.begin(Map.of("model", "double"));
      LlmClient client = journal.client(ModelDouble.answering(r -> "to " + r.prompt()));
      for (String text : new String[] {"far away", "rank:\nalpha\nbeta"}) {
        client.complete(request(text).build(), Deadline.none());
      }
      LlmClient down =
          journal.client(ModelDouble.failing(new LlmException.Quota("no money", null)));
      assertThatThrownBy(() -> down.complete(request("failed").build(), Deadline.none()))
          .hasMessage("no money");
    }
  }

  private static LlmRequest.Builder request(String text) {
    return LlmRequest.builder(LlmRole.RERANK).system("You rank.").user(text);
  }

  private static String message(ReplayLlmClient client, LlmRequest request) {
    try {
      client.complete(request, Deadline.none());
      throw new AssertionError("There was an answer");
    } catch (LlmException.NotRecorded e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void answersAndFailuresAreThoseRecorded() {
    ReplayLlmClient replay = ReplayLlmClient.of(file);

    assertThat(replay.configuration()).containsEntry("model", "double");
    assertThat(replay.complete(request("far away").build(), Deadline.none()).text())
        .isEqualTo("to You rank.\n\nfar away");
    assertThatExceptionOfType(LlmException.Quota.class)
        .isThrownBy(() -> replay.complete(request("failed").build(), Deadline.none()))
        .withMessage("no money");
  }

  @Test
  void aRequestThatIsNotRecordedNamesTheRoleAndTheFirstDifference() {
    ReplayLlmClient replay = ReplayLlmClient.of(file);

    assertThat(message(replay, request("rank:\nalpha\ngamma").build()))
        .startsWith(file + ": role RERANK: ")
        .contains("line 4 and differs in message 2 (USER) from character 13 on, in its line 3")
        .doesNotContain("gamma");
    assertThat(message(replay, request("far away").user("more").build()))
        .contains("line 2 and differs in the number of messages: 2 recorded, 3 asked");
    assertThat(message(replay, request("far away").maxOutputTokens(3).build()))
        .contains("line 2 and differs in the most output tokens");
    assertThat(message(replay, request("far away").schema(new OutputSchema("s", "{}")).build()))
        .contains("line 2 and differs in the schema");
    assertThat(message(replay, ModelDouble.request("x")))
        .contains("role OTHER", "nothing was recorded for that role");
  }

  @Test
  void aRequestAskedMoreOftenThanRecordedSaysSo() {
    ReplayLlmClient replay = ReplayLlmClient.of(file);
    replay.complete(request("far away").build(), Deadline.none());

    assertThat(message(replay, request("far away").build())).contains("fewer than 2 times");
  }

  @Test
  void theFileIsOnlyReadEvenWhileItIsWritten() throws IOException {
    byte[] before = Files.readAllBytes(file);
    try (Journal writer = Journal.open(file)) {
      assertThat(writer.isBegun()).isTrue();
      ReplayLlmClient.of(file).complete(request("far away").build(), Deadline.none());
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void whatIsNoRecordingIsRefused() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty"));

    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> ReplayLlmClient.of(empty))
        .withMessageContaining("has no header");
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> ReplayLlmClient.of(folder.resolve("absent")))
        .withMessageContaining("absent");
  }
}
