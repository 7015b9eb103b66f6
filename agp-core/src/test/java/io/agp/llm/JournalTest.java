package io.agp.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JournalTest {
  private static final Map<String, String> CONFIGURATION = Map.of("model", "double", "seed", "1");

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("run/journal.jsonl");
  }

  private Journal begun() {
    Journal journal = Journal.open(file);
    journal.begin(CONFIGURATION);
    return journal;
  }

  private static LlmRequest request(String text) {
    return ModelDouble.request(text);
  }

  private static String ask(LlmClient client, String text) {
    return client.complete(request(text), Deadline.none()).text();
  }

  @Test
  void anAnswerIsGivenAgainAndNotAskedAgain() throws IOException {
    LlmRequest request =
        LlmRequest.builder(LlmRole.RERANK)
            .system("be \"brief\"\n")
            .user("Zoë \uD83D\uDE00?")
            .schema(new OutputSchema("order", "{\"type\":\"object\"}"))
            .maxOutputTokens(7)
            .build();
    LlmResponse first =
        new LlmResponse("a\nb", new TokenUsage(9, 8, 7, 6), "m-1", Optional.of("id-1"), false);
    try (Journal journal = begun()) {
      LlmClient client = journal.client((r, d) -> CompletableFuture.completedFuture(first));
      assertThat(client.complete(request, Deadline.none())).isEqualTo(first);
    }
    byte[] before = Files.readAllBytes(file);
    ModelDouble silent = ModelDouble.silent();
    try (Journal journal = begun()) {
      assertThat(journal.found()).isEqualTo(new JournalCounts(1, 0, 0, 0));
      assertThat(journal.client(silent).complete(request, Deadline.none())).isEqualTo(first);
    }

    assertThat(silent.requests).isEmpty();
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void theLatencyOfAnAnswerIsKept() {
    List<Long> times = new ArrayList<>(List.of(5_000_000L, 47_000_000L));
    try (Journal journal = begun()) {
      ask(journal.client(ModelDouble.answering(r -> "x"), () -> times.remove(0)), "a");
    }
    assertThat(file).content().contains("\"latencyMillis\":42");
  }

  @Test
  void requestsThatDifferInAnythingSentAreOthers() {
    List<LlmRequest> requests =
        List.of(
            request("a"),
            request("b"),
            LlmRequest.builder(LlmRole.OTHER).system("a").build(),
            LlmRequest.builder(LlmRole.OTHER).user("a").user("").build(),
            LlmRequest.builder(LlmRole.OTHER).user("a").maxOutputTokens(5).build(),
            LlmRequest.builder(LlmRole.OTHER)
                .user("a")
                .schema(new OutputSchema("s", "{}"))
                .build());

    assertThat(requests.stream().map(r -> JournalCall.key("m", r))).doesNotHaveDuplicates();
    assertThat(JournalCall.key("m", request("a"))).isNotEqualTo(JournalCall.key("n", request("a")));
    assertThat(JournalCall.key("m", LlmRequest.builder(LlmRole.EDIT).user("a").build()))
        .isEqualTo(JournalCall.key("m", request("a")));
  }

  @Test
  void theNextCallWithTheSameContentGetsTheNextAnswer() {
    AtomicInteger count = new AtomicInteger();
    try (Journal journal = begun()) {
      LlmClient client =
          journal.client(ModelDouble.answering(r -> "answer " + count.incrementAndGet()));
      ask(client, "a");
      ask(client, "a");
    }
    try (Journal journal = begun()) {
      LlmClient client = journal.client(ModelDouble.answering(r -> "new"));

      assertThat(List.of(ask(client, "a"), ask(client, "a"), ask(client, "a")))
          .containsExactly("answer 1", "answer 2", "new");
    }
  }

  @Test
  void aFailureIsGivenAgainWithAllThatIsKnownOfIt() {
    LlmException.Details details =
        new LlmException.Details(
            OptionalInt.of(503),
            Optional.of("overloaded"),
            Optional.of("req-9"),
            Optional.of(Duration.ofMillis(1500)),
            3);
    LlmException failure = new LlmException.Server("down", details, null);
    try (Journal journal = begun()) {
      LlmClient client = journal.client(ModelDouble.failing(failure));
      assertThatThrownBy(() -> ask(client, "a")).isSameAs(failure);
    }
    try (Journal journal = begun()) {
      LlmClient client = journal.client(ModelDouble.answering(r -> "up"));

      assertThatExceptionOfType(LlmException.Server.class)
          .isThrownBy(() -> ask(client, "a"))
          .withMessage("down")
          .satisfies(e -> assertThat(e.details()).isEqualTo(details));
      assertThat(ask(client, "a")).isEqualTo("up");
    }
  }

  @Test
  void aFailuresTextTokensAndAttemptsAreReadAgain() {
    LlmAttempt paid =
        new LlmAttempt(
            1,
            OptionalInt.of(200),
            Optional.of("stop"),
            Optional.of("req-1"),
            Duration.ofNanos(5),
            Duration.ofMillis(700),
            false,
            Optional.of(new TokenUsage(10, 4, 3, 1)));
    LlmException.Details details =
        new LlmException.Details(
            OptionalInt.of(200),
            Optional.empty(),
            Optional.of("req-1"),
            Optional.empty(),
            1,
            List.of(paid),
            Optional.of("[3, 1, 2]"));
    LlmException failure = new LlmException.SchemaMismatch("another form", details, null);
    try (Journal journal = begun()) {
      LlmClient client = journal.client(ModelDouble.failing(failure));
      assertThatThrownBy(() -> ask(client, "a")).isSameAs(failure);
    }
    try (Journal journal = begun()) {
      assertThatExceptionOfType(LlmException.SchemaMismatch.class)
          .isThrownBy(() -> ask(journal.client(ModelDouble.silent()), "a"))
          .satisfies(e -> assertThat(e.details()).isEqualTo(details))
          .satisfies(e -> assertThat(e.usage()).isEqualTo(new TokenUsage(10, 4, 3, 1)));
    }
  }

  @Test
  void everyTypeOfFailureCanBeReadAgain() {
    List<Class<?>> types =
        Stream.concat(
                Stream.of(LlmException.class.getPermittedSubclasses()),
                Stream.of(LlmException.UnreadableAnswer.class.getPermittedSubclasses()))
            .toList();
    assertThat(types).contains(LlmException.SchemaMismatch.class);
    for (Class<?> type : types) {
      assertThat(JournalFailures.of(type.getSimpleName(), "m", LlmException.Details.NONE))
          .hasValueSatisfying(failure -> assertThat(failure).isExactlyInstanceOf(type));
    }
  }

  @Test
  void whatEndsLearningIsAskedAgain() {
    try (Journal journal = begun()) {
      LlmClient client =
          journal.client(ModelDouble.failing(new LlmException.Quota("used up", null)));
      assertThatThrownBy(() -> ask(client, "a")).isInstanceOf(LlmException.Quota.class);
    }
    try (Journal journal = begun()) {
      assertThat(ask(journal.client(ModelDouble.answering(r -> "paid")), "a")).isEqualTo("paid");
    }
    try (Journal journal = begun()) {
      assertThat(ask(journal.client(ModelDouble.silent()), "a")).isEqualTo("paid");
    }
  }

  @Test
  void aCancelledCallHasNoOutcome() {
    try (Journal journal = begun()) {
      ModelDouble silent = ModelDouble.silent();
      journal.client(silent).completeAsync(request("a"), Deadline.none()).cancel(true);
      assertThat(silent.calls.get(0)).isCancelled();
    }
    try (Journal journal = begun()) {
      assertThat(journal.found()).isEqualTo(new JournalCounts(0, 0, 1, 0));
      assertThat(ask(journal.client(ModelDouble.answering(r -> "b")), "a")).isEqualTo("b");
    }
  }

  @Test
  void afterAnOutageTheCallsSinceTheLastAnswerAreMadeAgain() {
    try (Journal journal = begun()) {
      LlmClient down = journal.client(ModelDouble.failing(new LlmException.Server("1", null)));
      assertThatThrownBy(() -> ask(down, "before")).hasMessage("1");
      journal.decide("Ranked", Map.of("failed", 1));
      ask(journal.client(ModelDouble.answering(r -> "yes")), "answered");
      assertThatThrownBy(() -> ask(down, "after")).hasMessage("1");
      journal.decide("Ranked", Map.of("failed", 2));
      journal.interrupted();
    }
    try (Journal journal = begun()) {
      LlmClient up = journal.client(ModelDouble.answering(r -> "up"));

      assertThatThrownBy(() -> ask(up, "before")).hasMessage("1");
      journal.decide("Ranked", Map.of("failed", 1));
      assertThat(ask(up, "answered")).isEqualTo("yes");
      assertThat(ask(up, "after")).isEqualTo("up");
      journal.decide("Ranked", Map.of("failed", 0));
    }
  }

  /** A disk that waits, counts and fails as a test says. */
  private static final class DiskDouble implements JournalWriter.Disk {
    final JournalWriter.Disk disk;
    final AtomicInteger forced = new AtomicInteger();
    final CountDownLatch slow;
    volatile boolean full;
    volatile boolean broken;

    DiskDouble(JournalWriter.Disk disk, int waits) {
      this.disk = disk;
      this.slow = new CountDownLatch(waits);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      if (full) {
        disk.write(Arrays.copyOf(bytes, bytes.length / 2));
        throw new IOException("No space left on device");
      }
      disk.write(bytes);
    }

    @Override
    public void force() throws IOException {
      forced.incrementAndGet();
      try {
        slow.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (broken) {
        throw new IOException("Input/output error");
      }
      disk.force();
    }

    @Override
    public void close() throws IOException {
      disk.close();
    }
  }

  private Journal on(List<DiskDouble> disks, int waits) {
    Journal journal =
        Journal.open(
            file,
            disk -> {
              disks.add(new DiskDouble(disk, waits));
              return disks.get(0);
            });
    journal.begin(CONFIGURATION);
    return journal;
  }

  @Test
  void anAnswerIsNotThereBeforeItIsOnTheDiskAndAnswersShareAForce() throws Exception {
    List<DiskDouble> disks = new ArrayList<>();
    try (Journal journal = on(disks, 1)) {
      LlmClient client = journal.client(ModelDouble.answering(LlmRequest::prompt));
      List<CompletableFuture<LlmResponse>> answers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        answers.add(client.completeAsync(request("q" + i), Deadline.none()));
      }

      assertThat(answers).noneMatch(CompletableFuture::isDone);
      disks.get(0).slow.countDown();
      for (CompletableFuture<LlmResponse> answer : answers) {
        answer.get(30, TimeUnit.SECONDS);
      }
      assertThat(disks.get(0).forced.get()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void onAFullDiskTheAnswerIsNotUsedAndTheRestOfTheJournalStaysGood() {
    List<DiskDouble> disks = new ArrayList<>();
    ModelDouble model = ModelDouble.silent();
    try (Journal journal = on(disks, 0)) {
      LlmClient client = journal.client(model);
      CompletableFuture<LlmResponse> answer = client.completeAsync(request("a"), Deadline.none());
      disks.get(0).full = true;
      model.calls.get(0).complete(ModelDouble.response("lost"));

      assertThatThrownBy(answer::join)
          .cause()
          .isInstanceOf(LlmException.JournalFailed.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("No space left on device");
      disks.get(0).full = false;
      assertThatThrownBy(() -> ask(client, "b")).isInstanceOf(LlmException.JournalFailed.class);
      assertThat(model.requests).as("nothing is sent that cannot be kept").hasSize(1);
    }
    try (Journal journal = begun()) {
      assertThat(journal.found().unanswered()).isEqualTo(1);
      assertThat(journal.found().tornBytes()).isPositive();
    }
  }

  @Test
  void anAnswerThatCannotBeForcedIsNotUsed() {
    List<DiskDouble> disks = new ArrayList<>();
    Journal journal = on(disks, 0);
    disks.get(0).broken = true;
    LlmClient client = journal.client(ModelDouble.answering(r -> "x"));

    assertThatThrownBy(() -> ask(client, "a"))
        .isInstanceOf(LlmException.JournalFailed.class)
        .hasMessageContaining("Input/output error");
    assertThatThrownBy(journal::close).isInstanceOf(JournalException.class);
  }

  @Test
  void aClosedJournalTakesNoCall() {
    Journal journal = begun();
    ModelDouble model = ModelDouble.silent();
    LlmClient client = journal.client(model);
    journal.close();
    journal.close();

    assertThatThrownBy(() -> ask(client, "a")).isInstanceOf(LlmException.JournalFailed.class);
    assertThat(model.requests).isEmpty();
  }

  @Test
  void aSecondJournalOnTheSameFileIsRefusedUntilTheFirstIsClosed() {
    try (Journal first = begun()) {
      assertThat(first.isBegun()).isTrue();
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> Journal.open(file))
          .withMessageContaining(file.toString())
          .withMessageContaining("in use");
    }
    begun().close();
  }

  @Test
  void anotherConfigurationIsRefusedWithEveryDifference() {
    begun().close();
    try (Journal journal = Journal.open(file)) {
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> journal.begin(Map.of("model", "double", "seed", "2", "epochs", "3")))
          .withMessageContaining("seed was 1, now is 2")
          .withMessageContaining("epochs was absent, now is 3");
      assertThat(journal.configuration()).isEqualTo(CONFIGURATION);
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> journal.begin(Map.of("seed", "1")));
    }
  }

  @Test
  void aJournalThatHasNotBegunAnswersNobody() {
    try (Journal journal = Journal.open(file)) {
      assertThat(journal.isBegun()).isFalse();
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> journal.client(ModelDouble.silent()));
    }
  }

  @Test
  void aDecisionIsWrittenOnceAndAnotherOneAtItsPlaceIsAnError() throws IOException {
    Map<String, Object> values = Map.of("epoch", 1, "ndcg", 0.1 + 0.2, "kept", true, "text", "é\n");
    try (Journal journal = begun()) {
      journal.decide("EditDecided", values);
    }
    long size = Files.size(file);
    try (Journal journal = begun()) {
      assertThat(journal.held("EditDecided")).isTrue();
      journal.decide("EditDecided", values);
      assertThat(Files.size(file)).isEqualTo(size);
      journal.decide("Finished", Map.of());
    }
    try (Journal journal = begun()) {
      Map<String, Object> others = new java.util.HashMap<>(values);
      others.put("kept", false);
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> journal.decide("EditDecided", others))
          .withMessageContaining("decision 1 (EditDecided)")
          .withMessageContaining("kept was true, now is false");
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> journal.decide("Finished", Map.of()))
          .withMessageContaining("recorded is EditDecided, now it is Finished");
    }
  }

  @Test
  void theOrderOfAMapsFieldsIsNoPartOfADecision() {
    Map<String, Object> prompt = new java.util.LinkedHashMap<>();
    prompt.put("hash", "h");
    prompt.put("text", "t");
    Map<String, Object> turned = new java.util.LinkedHashMap<>();
    turned.put("text", "t");
    turned.put("hash", "h");
    try (Journal journal = begun()) {
      journal.decide("EditDecided", Map.of("proposed", prompt));
    }
    try (Journal journal = begun()) {
      journal.decide("EditDecided", Map.of("proposed", turned));
    }
    assertThat(file).content().containsOnlyOnce("EditDecided");
  }

  @Test
  void aLineTornAtAnyByteIsCutOffAndAskedAgain() throws IOException {
    try (Journal journal = begun()) {
      ask(journal.client(ModelDouble.answering(r -> "kept")), "a");
      ask(journal.client(ModelDouble.answering(r -> "Zoë, torn")), "b");
    }
    byte[] whole = Files.readAllBytes(file);
    int last =
        new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1)
                .lastIndexOf('\n', whole.length - 2)
            + 1;
    for (int end = last; end < whole.length; end++) {
      Files.write(file, Arrays.copyOf(whole, end));
      try (Journal journal = begun()) {
        assertThat(journal.found()).isEqualTo(new JournalCounts(1, 0, 1, end - last));
        LlmClient client = journal.client(ModelDouble.answering(r -> "again"));
        assertThat(ask(client, "a")).isEqualTo("kept");
        assertThat(ask(client, "b")).isEqualTo("again");
      }
    }
    try (Journal journal = begun()) {
      assertThat(journal.found()).isEqualTo(new JournalCounts(2, 0, 0, 0));
    }
  }

  @Test
  void aHeaderTornAtAnyByteIsAJournalThatHasNotBegun() throws IOException {
    begun().close();
    byte[] whole = Files.readAllBytes(file);
    for (int end = 0; end < whole.length; end++) {
      Files.write(file, Arrays.copyOf(whole, end));
      try (Journal journal = Journal.open(file)) {
        assertThat(journal.isBegun()).isFalse();
        assertThat(journal.found().tornBytes()).isEqualTo(end);
      }
    }
  }

  @Test
  void anyOtherMalformedLineIsRefusedWithFileLineAndRule() throws IOException {
    Map<String, String> lines =
        Map.of(
            "nonsense",
            "must be a JSON object",
            "{\"type\":\"magic\"}",
            "unknown type magic",
            "{}",
            "type must be a string",
            "{\"type\":\"header\",\"format\":\"agp-journal-1\"}",
            "the first line, and no other",
            "{\"type\":\"request\",\"key\":\"k\",\"replicate\":-1}",
            "replicate must be a whole",
            "{\"type\":\"response\",\"key\":\"k\",\"replicate\":1,\"text\":\"\",\"input\":0,"
                + "\"cachedInput\":0,\"output\":0,\"reasoning\":0,\"model\":\"\","
                + "\"format\":\"TEXT\",\"log\":[]}",
            "there must be a request without an outcome before it");
    for (Map.Entry<String, String> line : lines.entrySet()) {
      Files.deleteIfExists(file);
      begun().close();
      Files.writeString(file, line.getKey() + "\n", StandardOpenOption.APPEND);
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> Journal.open(file))
          .withMessageStartingWith(file + ": line 2: ")
          .withMessageContaining(line.getValue());
    }
    Files.writeString(file, "{\"type\":\"header\",\"format\":\"agp-journal-9\"}\n");
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> Journal.open(file))
        .withMessageContaining("line 1: format must be \"agp-journal-1\"");
  }
}
