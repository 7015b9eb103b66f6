package io.agp.examples;

import static java.util.Comparator.comparingDouble;
import static org.assertj.core.api.Assertions.assertThat;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.Reranker;
import io.agp.User;
import io.agp.feedback.Feedback;
import io.agp.feedback.FeedbackEncoder;
import io.agp.llm.Budget;
import io.agp.llm.CappedLlmClient;
import io.agp.llm.Deadline;
import io.agp.llm.Journal;
import io.agp.llm.Ledger;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.LlmRole;
import io.agp.llm.TokenUsage;
import io.agp.llm.openai.OpenAiLlmClient;
import io.agp.metrics.Evaluation;
import io.agp.metrics.RankingMetrics;
import io.agp.optimize.AgpOptimizer;
import io.agp.optimize.LearnedPrompt;
import io.agp.optimize.LearningJournal;
import io.agp.optimize.Promoted;
import io.agp.optimize.PromptLineage;
import io.agp.optimize.PromptOptimizer;
import io.agp.optimize.PromptRegistry;
import io.agp.optimize.RegistryEntry;
import io.agp.optimize.TrainingData;
import io.agp.profile.LlmProfileGenerator;
import io.agp.profile.ProfileGenerator;
import io.agp.profile.ProfileStore;
import io.agp.profile.StoredProfiles;
import io.agp.profile.UserProfile;
import io.agp.prompt.Prompt;
import io.agp.prompt.PromptPolicy;
import io.agp.rerank.ProfileReranker;
import io.agp.rerank.RankingRequest;
import io.agp.rerank.RoundsReranker;
import io.agp.rerank.WindowReranker;
import io.agp.testkit.SimulatedLlmServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The examples of the core's Javadoc as code that is compiled and run. The last tests read the
 * Javadoc and hold it against this source, so the two cannot drift apart.
 */
@Timeout(60)
class JavadocExamplesTest {
  private static final Logger log = LoggerFactory.getLogger(JavadocExamplesTest.class);
  private static final java.nio.file.Path CORE =
      java.nio.file.Path.of("..", "agp-core", "src", "main", "java");
  private static final java.nio.file.Path THIS =
      java.nio.file.Path.of("src/test/java/io/agp/examples/JavadocExamplesTest.java");

  @TempDir static java.nio.file.Path folder;

  /** Stands in for the JDK's, so that the examples' files are made in a folder of the test's. */
  private static final class Path {
    static java.nio.file.Path of(String name) {
      return folder.resolve(name);
    }
  }

  private final AtomicInteger calls = new AtomicInteger();
  private final LlmClient llm =
      (request, deadline) -> {
        calls.incrementAndGet();
        return CompletableFuture.completedFuture(
            LlmResponse.of(
                request.role() == LlmRole.PROFILE
                    ? "likes " + (request.prompt().contains("best") ? "the last" : "all")
                    : answer(request)));
      };
  private final User user = Films.westernFan();
  private final List<Item> candidates = Films.mixed();
  private final Prompt prompt = Prompt.of("Describe the taste as best you can.");

  private static String answer(LlmRequest request) {
    boolean last = request.prompt().contains("the last");
    return last ? "{\"ranking\":[10,9,8,7,6,5,4,3,2,1]}" : "{\"ranking\":[1,2,3,4,5,6,7,8,9,10]}";
  }

  @BeforeEach
  void noPromptFileIsThere() throws IOException {
    Files.deleteIfExists(Path.of("prompt.json"));
  }

  @Test
  void reranker() {
    Reranker reranker = ProfileReranker.builder(llm).prompt(prompt).build().withFallback();
    Ranking ranking = reranker.rerank(user, candidates);
    if (ranking.source() == Ranking.Source.FALLBACK) {
      log.warn("base order served", ranking.failure().orElseThrow());
    }

    assertThat(ranking.source()).isEqualTo(Ranking.Source.LLM);
    assertThat(ranking.items().get(0)).isEqualTo(candidates.get(9));
  }

  @Test
  void llmClient() {
    interface Model {
      String answer(String prompt);
    }
    Model myModel = text -> "echo of " + text;
    Executor executor = Runnable::run;

    LlmClient own =
        (request, deadline) ->
            CompletableFuture.supplyAsync(
                () -> LlmResponse.of(myModel.answer(request.prompt())), executor);

    LlmRequest request = LlmRequest.builder(LlmRole.OTHER).user("hello").build();
    assertThat(own.complete(request, Deadline.none()).text()).isEqualTo("echo of hello");
  }

  private static String crmText(String userId) {
    return "what the CRM knows of " + userId;
  }

  @Test
  void profileGenerator() {
    ProfileGenerator crm =
        (user, prompt, deadline) ->
            CompletableFuture.supplyAsync(
                () ->
                    new UserProfile(
                        user.id(), crmText(user.id()), prompt.hash(), TokenUsage.NONE, true));

    Ranking ranking = ProfileReranker.builder(llm).profiles(crm).build().rerank(user, candidates);
    assertThat(ranking.calls()).isEqualTo(1);
    assertThat(ranking.profile().orElseThrow().text())
        .isEqualTo("what the CRM knows of western-fan");
  }

  @Test
  void storedProfiles() {
    PromptPolicy learned = PromptPolicy.fixed(prompt);

    ProfileGenerator profiles =
        new StoredProfiles(new LlmProfileGenerator(llm, 5), ProfileStore.inMemory(100_000));
    Reranker reranker = ProfileReranker.builder(llm).profiles(profiles).policy(learned).build();

    assertThat(reranker.rerank(user, candidates).calls()).isEqualTo(2);
    assertThat(reranker.rerank(user, candidates).calls()).isEqualTo(1);
  }

  @Test
  void feedbackEncoder() {
    FeedbackEncoder topThree =
        (user, ranking) ->
            RankingMetrics.hit(user, ranking, 3) == 1
                ? new Feedback(0, "")
                : new Feedback(1, "What the person chose is not among the first three.");

    LabelledUser first = LabelledUser.of(user, candidates, candidates.get(0).id());
    LabelledUser fourth = LabelledUser.of(user, candidates, candidates.get(3).id());
    assertThat(topThree.encode(first, Ranking.base(candidates)).error()).isZero();
    assertThat(topThree.encode(fourth, Ranking.base(candidates)).error()).isEqualTo(1);
  }

  @Test
  void promptPolicy() {
    Prompt forNewcomers = Prompt.of("Say that nothing is known.");
    Prompt forRegulars = prompt;

    PromptPolicy byHistory = user -> user.history().size() < 3 ? forNewcomers : forRegulars;
    Reranker reranker = ProfileReranker.builder(llm).policy(byHistory).build();

    assertThat(byHistory.promptFor(User.of("new", List.of()))).isEqualTo(forNewcomers);
    assertThat(reranker.rerank(user, candidates).profile().orElseThrow().promptHash())
        .isEqualTo(forRegulars.hash());
  }

  private Reranker rerankerWith(Prompt prompt) {
    return ProfileReranker.builder(llm).prompt(prompt).build();
  }

  @Test
  void promptOptimizer() {
    List<Prompt> prompts = List.of(Prompt.of("Describe it."), prompt);

    PromptOptimizer bestOf =
        data ->
            PromptPolicy.fixed(
                prompts.stream()
                    .max(
                        comparingDouble(
                            prompt ->
                                Evaluation.run(rerankerWith(prompt), data.train(), 8).ndcg(10)))
                    .orElseThrow());

    List<LabelledUser> likesTheLast =
        List.of(LabelledUser.of(user, candidates, candidates.get(9).id()));
    assertThat(bestOf.optimize(TrainingData.of(likesTheLast, List.of())).promptFor(user))
        .isEqualTo(prompt);
  }

  @Test
  void agpOptimizer() {
    List<LabelledUser> train = Films.users("train-", 10, 1);
    List<LabelledUser> validation = Films.users("validation-", 10, 2);

    LearnedPrompt learned =
        AgpOptimizer.builder(llm).epochs(3).build().optimize(TrainingData.of(train, validation));
    learned.save(Path.of("prompt.json"));

    assertThat(calls).hasPositiveValue();
    assertThat(LearnedPrompt.load(Path.of("prompt.json"))).isEqualTo(learned);
  }

  @Test
  void ledger() {
    try (SimulatedLlmServer server = SimulatedLlmServer.start(this.llm)) {
      String key = "key";
      String url = server.baseUrl();

      Ledger ledger =
          Ledger.builder().budget(Budget.ofCalls(5000).withMaxTokens(2_000_000)).build();
      OpenAiLlmClient llm =
          OpenAiLlmClient.builder()
              .apiKey(key)
              .baseUrl(url)
              .model("gpt-6-luna")
              .retryGate(ledger.retries())
              .build();
      LlmClient limited = new CappedLlmClient(ledger.client(llm), 1000);

      Ranking ranking = ProfileReranker.builder(limited).build().rerank(user, candidates);
      assertThat(ranking.source()).isEqualTo(Ranking.Source.LLM);
      assertThat(ledger.total().calls()).isEqualTo(2).isEqualTo(server.requestCount());
      llm.close();
    }
  }

  @Test
  void journal() {
    TrainingData data =
        TrainingData.of(Films.users("train-", 10, 1), Films.users("validation-", 10, 2));

    try (Journal journal = Journal.open(Path.of("journal.jsonl"))) {
      journal.begin(Map.of("model", "gpt-6-luna", "seed", "1"));
      LearnedPrompt learned =
          AgpOptimizer.builder(journal.client(llm))
              .seed(1)
              .listener(new LearningJournal(journal))
              .build()
              .optimize(data);

      assertThat(learned.learnedOn()).containsEntry("seed", "1");
    }
    int asked = calls.get();
    try (Journal journal = Journal.open(Path.of("journal.jsonl"))) {
      assertThat(journal.held("Finished")).isTrue();
      assertThat(journal.found().answers()).isEqualTo(asked);
    }
  }

  @Test
  void learnedPrompt() {
    new LearnedPrompt(prompt, prompt, Map.of(), Optional.empty()).save(Path.of("prompt.json"));

    Reranker reranker =
        ProfileReranker.builder(llm).policy(LearnedPrompt.load(Path.of("prompt.json"))).build();

    assertThat(reranker.rerank(user, candidates).profile().orElseThrow().promptHash())
        .isEqualTo(prompt.hash());
  }

  @Test
  void promptRegistry() {
    LearnedPrompt learned = new LearnedPrompt(prompt, prompt, Map.of(), Optional.empty());
    PromptLineage lineage = new PromptLineage();

    PromptRegistry registry = PromptRegistry.open(Path.of("registry"));
    RegistryEntry entry = registry.add(learned, lineage, "runs/first");
    registry.promote(entry.id(), "better by 0.05 for the test users");

    Promoted<LearnedPrompt> served = registry.follow(now -> LearnedPrompt.load(now.file()));
    Reranker reranker =
        ProfileReranker.builder(llm).policy(user -> served.get().promptFor(user)).build();
    boolean changed = served.refresh();

    assertThat(changed).isFalse();
    assertThat(reranker.rerank(user, candidates).profile().orElseThrow().promptHash())
        .isEqualTo(prompt.hash());
  }

  @Test
  void rankingRequest() {
    List<Item> candidates = this.candidates.subList(0, 3);
    Deadline deadline = Deadline.none();
    LlmRequest request = LlmRequest.builder(LlmRole.RERANK).user("1, 2 or 3?").build();
    LlmClient llm =
        (asked, until) ->
            CompletableFuture.completedFuture(LlmResponse.of("{\"ranking\":[3,2,1]}"));

    CompletableFuture<Ranking> ranking =
        RankingRequest.of(request, candidates).shownAs(new int[] {2, 0, 1}).ask(llm, deadline);

    assertThat(ranking.join().items())
        .containsExactly(candidates.get(1), candidates.get(0), candidates.get(2));
  }

  @Test
  void roundsReranker() {
    Reranker reranker = rerankerWith(prompt);

    Reranker steady = RoundsReranker.builder(reranker).rounds(4).build().withFallback();
    Ranking ranking = steady.rerank(user, candidates);
    int roundsThatCame = ranking.answers().size();

    assertThat(roundsThatCame).isBetween(2, 4);
  }

  @Test
  void windowReranker() {
    Reranker reranker = rerankerWith(prompt);

    Reranker sliding = WindowReranker.of(reranker, 20, 10);
    Ranking ranking = sliding.rerank(user, candidates);

    assertThat(ranking.items().get(0)).isEqualTo(candidates.get(9));
  }

  /** The source files of the core whose Javadoc shows code. */
  static List<java.nio.file.Path> filesWithExamples() throws IOException {
    try (Stream<java.nio.file.Path> files = Files.walk(CORE)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !examplesIn(file).isEmpty())
          .sorted()
          .toList();
    }
  }

  @Test
  void theExamplesOfTheCoreAreFound() throws IOException {
    assertThat(filesWithExamples())
        .extracting(file -> file.getFileName().toString())
        .contains(
            "Reranker.java",
            "LlmClient.java",
            "ProfileGenerator.java",
            "FeedbackEncoder.java",
            "PromptOptimizer.java",
            "PromptPolicy.java",
            "StoredProfiles.java",
            "LearnedPrompt.java",
            "AgpOptimizer.java");
  }

  @ParameterizedTest
  @MethodSource("filesWithExamples")
  void everyStatementOfTheJavadocIsRunHere(java.nio.file.Path file) {
    String code = withoutSpaces(read(THIS));
    assertThat(examplesIn(file).stream().flatMap(JavadocExamplesTest::statements))
        .as("statements in the Javadoc of %s that this test does not hold", file.getFileName())
        .filteredOn(statement -> !code.contains(withoutSpaces(statement)))
        .isEmpty();
  }

  private static final Pattern EXAMPLE =
      Pattern.compile("<pre>\\{@code\\n(.*?)\\n \\* }</pre>", Pattern.DOTALL);

  private static List<String> examplesIn(java.nio.file.Path file) {
    return EXAMPLE
        .matcher(read(file))
        .results()
        .map(
            result ->
                result
                    .group(1)
                    .lines()
                    .map(line -> line.substring(2))
                    .collect(Collectors.joining("\n")))
        .toList();
  }

  /** An example cut after each line that ends a statement. */
  private static Stream<String> statements(String example) {
    return Pattern.compile("(?<=;)\\n").splitAsStream(example);
  }

  private static String withoutSpaces(String code) {
    return code.replaceAll("\\s+", "");
  }

  private static String read(java.nio.file.Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
