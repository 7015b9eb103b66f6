package io.agp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Item;
import io.agp.Ranking;
import io.agp.User;
import io.agp.llm.ChatMessage;
import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.LlmRole;
import io.agp.prompt.Prompt;
import io.agp.prompt.RoleTemplate;
import io.agp.rerank.HistoryReranker;
import io.agp.rerank.ProfileReranker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedLlmTest {
  private static final List<Item> HISTORY = Films.ALL.subList(0, 3);
  private static final List<Item> CANDIDATES = Films.ALL.subList(3, 8);

  /** A prompt for each task, in the library's own words. */
  static Map<LlmRole, LlmRequest> requests(LlmRole... roles) {
    String items =
        "```json\n[\n{\"id\":1,\"title\":\"Paper Hearts (1958)\"},\n{\"id\":2,\"title\":\"Silver"
            + " Voyage (1995)\"}\n]\n```";
    String history = "```json\n[\n{\"title\":\"Red Orbit (1995)\"}\n]\n```";
    String text = "```json\n\"Describe the taste and rank what fits.\"\n```";
    Map<LlmRole, Map<String, String>> values =
        Map.of(
            LlmRole.PROFILE,
            Map.of("prompt", Prompt.initialProfilePrompt().text(), "history", history),
            LlmRole.RERANK,
            Map.of("profile", "```json\n\"Likes sci-fi.\"\n```", "candidates", items),
            LlmRole.CRITIQUE,
            Map.of(
                "prompt", text,
                "history", history,
                "profile", "```json\n\"Somebody with broad interests.\"\n```",
                "ranking", items,
                "feedback", "The candidate with id 2 was chosen; it is ranked 2nd, should be 1st."),
            LlmRole.SUMMARISE,
            Map.of(
                "critiques",
                "```json\n[\n{\"weight\":0.6,\"observation\":\"Ask for years.\"},\n{\"weight\":0.4,"
                    + "\"observation\":\"The genres are missing.\"}\n]\n```"),
            LlmRole.EDIT,
            Map.of(
                "prompt", text,
                "instruction", "```json\n\"Ask for the genres.\"\n```",
                "strength", "3",
                "errorRate", "60",
                "limit", "200"));
    Map<LlmRole, LlmRequest> requests = new HashMap<>();
    values.forEach(
        (role, filling) -> requests.put(role, withRole(roles, template(role).request(filling))));
    return requests;
  }

  private static RoleTemplate template(LlmRole role) {
    return switch (role) {
      case PROFILE -> RoleTemplate.profile();
      case RERANK -> RoleTemplate.rerank();
      case CRITIQUE -> RoleTemplate.critique();
      case SUMMARISE -> RoleTemplate.summarise();
      case EDIT -> RoleTemplate.edit();
      case OTHER -> throw new IllegalArgumentException("no template");
    };
  }

  private static LlmRequest withRole(LlmRole[] roles, LlmRequest.Builder request) {
    LlmRequest built = request.build();
    if (roles.length == 0) {
      return built;
    }
    LlmRequest.Builder other =
        LlmRequest.builder(roles[built.role().name().length() % roles.length]);
    built.messages().forEach(other::message);
    return other.build();
  }

  @ParameterizedTest
  @EnumSource(value = LlmRole.class, mode = EnumSource.Mode.EXCLUDE, names = "OTHER")
  void theLibrarysOwnWordingIsUnderstood(LlmRole role) {
    Task expected = role == LlmRole.RERANK ? Task.RANK : Task.valueOf(role.name());
    assertThat(Films.plain().build().task(requests().get(role).messages())).isEqualTo(expected);
  }

  @Test
  void allRolesAsOtherChangeNothing() {
    assertSameAnswers(LlmRole.OTHER);
  }

  @Test
  void shuffledRolesChangeNothing() {
    assertSameAnswers(LlmRole.EDIT, LlmRole.PROFILE, LlmRole.RERANK, LlmRole.SUMMARISE);
  }

  private static void assertSameAnswers(LlmRole... roles) {
    SimulatedLlm model = Films.plain().build();
    Map<LlmRole, LlmRequest> plain = requests();
    requests(roles)
        .forEach(
            (role, request) ->
                assertThat(Films.ask(model, request)).isEqualTo(Films.ask(model, plain.get(role))));
  }

  @Test
  void neitherOrderNorThreadsChangeAnAnswer() {
    List<LlmRequest> requests = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      requests.add(
          Films.request("Rank the candidates for a lover of drama.\n1. A\n2. B\n3. C" + i));
    }
    SimulatedLlm model = SimulatedLlm.builder().seed(3).malformedRate(0.5).build();
    Map<LlmRequest, String> first = new HashMap<>();
    requests.forEach(request -> first.put(request, Films.ask(model, request)));
    Collections.shuffle(requests, new Random(1));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      SimulatedLlm parallel =
          SimulatedLlm.builder().seed(3).malformedRate(0.5).executor(threads).build();
      List<CompletableFuture<LlmResponse>> answers =
          requests.stream().map(r -> parallel.completeAsync(r, Deadline.none())).toList();
      for (int i = 0; i < requests.size(); i++) {
        assertThat(answers.get(i).join().text()).isEqualTo(first.get(requests.get(i)));
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void anotherSeedAnswersOtherwise() {
    long different =
        IntStream.range(0, 20)
            .mapToObj(
                seed ->
                    Films.ask(Films.plain().seed(seed).build(), requests().get(LlmRole.PROFILE)))
            .distinct()
            .count();
    assertThat(different).isGreaterThan(3);
  }

  @Test
  void anotherSystemMessageIsAnotherQuestion() {
    LlmRequest asked = requests().get(LlmRole.RERANK);
    LlmRequest bare = LlmRequest.builder(LlmRole.OTHER).message(asked.messages().get(1)).build();
    SimulatedLlm model = Films.plain().build();
    assertThat(model.task(bare.messages())).isEqualTo(Task.RANK);
  }

  @Test
  void whatComesEarlyIsLiked() {
    int[] places = new int[3];
    for (int seed = 0; seed < 300; seed++) {
      String answer =
          Films.ask(
              SimulatedLlm.builder().seed(seed).positionBias(0.6).malformedRate(0).build(),
              "Profile: likes everything.\nRank the candidates:\n1. A\n2. B\n3. C");
      places[answer.charAt(0) - '1']++;
    }
    assertThat(places[0]).isGreaterThan(places[1]).isGreaterThan(200);
    assertThat(places[1]).isGreaterThan(places[2]);
  }

  @Test
  void flawsComeAtTheirRate() {
    int flawed = 0;
    for (int seed = 0; seed < 1000; seed++) {
      String answer =
          Films.ask(
              SimulatedLlm.builder().seed(seed).malformedRate(0.3).build(),
              "Profile: likes everything.\nRank the candidates, numbers only:\n1. A\n2. B\n3. C");
      boolean right =
          List.of(answer.split(", ")).stream().sorted().toList().equals(List.of("1", "2", "3"));
      flawed += right ? 0 : 1;
    }
    assertThat(flawed).isBetween(230, 330);
  }

  @Test
  void rerankersGetFullPermutationsWhateverTheFlaw() {
    SimulatedLlm rude = Films.plain().malformedRate(1).build();
    for (int i = 0; i < 60; i++) {
      User user = User.of("u" + i, HISTORY.subList(0, 1 + i % 3));
      List<Item> candidates = new ArrayList<>(CANDIDATES);
      Collections.shuffle(candidates, new Random(i));
      try {
        Ranking ranking = HistoryReranker.direct(rude, 5).rerank(user, candidates);
        assertThat(ranking.items()).containsExactlyInAnyOrderElementsOf(candidates);
      } catch (LlmException.UnreadableAnswer e) {
        assertThat(e).hasMessageContaining("names none");
      }
    }
  }

  @Test
  void aBetterQuestionGivesABetterRanking() {
    SimulatedLlm model = Films.plain().build();
    Ranking ranking =
        ProfileReranker.builder(model)
            .prompt(Prompt.of("Describe the taste. Name the genres and the years."))
            .build()
            .rerank(User.of("u", HISTORY), CANDIDATES);
    assertThat(ranking.items().get(0).title()).isEqualTo("Silver Voyage (1995)");
  }

  @Test
  void noTextBreaksTheReader() {
    SimulatedLlm model = Films.plain().build();
    List<String> texts = requests().values().stream().map(LlmRequest::prompt).sorted().toList();
    String inserts = "\n\n```\"\"[]{}<>:;,.-–—*#12(1995)\\'é\u0000|";
    Random random = new Random(5);
    for (int i = 0; i < 3000; i++) {
      StringBuilder text = new StringBuilder(texts.get(i % texts.size()));
      for (int j = 0; j < random.nextInt(80); j++) {
        int at = random.nextInt(text.length() + 1);
        if (random.nextBoolean()) {
          text.insert(at, inserts.charAt(random.nextInt(inserts.length())));
        } else {
          text.delete(at, Math.min(text.length(), at + random.nextInt(12)));
        }
      }
      assertThat(Films.ask(model, text.toString())).isNotEmpty();
    }
  }

  @Test
  void usageIsEstimated() {
    LlmResponse response =
        Films.plain().build().complete(Films.request("x".repeat(41)), Deadline.none());
    assertThat(response.model()).isEqualTo("simulated");
    assertThat(response.usage().input()).isEqualTo(11);
    assertThat(response.usage().output()).isEqualTo((response.text().length() + 3) / 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Hello!", "What is the capital of the moon?", "{]", "```\n```", ":\n1."})
  void whatIsNotUnderstoodGetsAPoliteAnswer(String text) {
    assertThat(Films.ask(Films.plain().build(), text)).isIn(Phrases.all("unknown"));
  }

  @Test
  void aPassedDeadlineFails() {
    assertThatThrownBy(
            () ->
                Films.plain()
                    .build()
                    .completeAsync(Films.request("x"), Deadline.after(Duration.ZERO))
                    .join())
        .hasCauseInstanceOf(LlmException.Timeout.class);
  }

  @Test
  void aFullExecutorFailsTheCall() {
    ExecutorService closed = Executors.newSingleThreadExecutor();
    closed.shutdown();
    assertThat(
            Films.plain()
                .executor(closed)
                .build()
                .completeAsync(Films.request("x"), Deadline.none()))
        .isCompletedExceptionally();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void sharesAreChecked(double value) {
    assertThatThrownBy(() -> SimulatedLlm.builder().malformedRate(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("malformedRate must be within 0..1, was " + value);
    assertThatThrownBy(() -> SimulatedLlm.builder().positionBias(value))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SimulatedLlm.builder().leakRate(value))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void messagesAreToldApartInTheHash() {
    List<ChatMessage> one = List.of(ChatMessage.user("ab"));
    List<ChatMessage> two = List.of(ChatMessage.user("a"), ChatMessage.user("b"));
    assertThat(Draws.of(1, one).uniform()).isNotEqualTo(Draws.of(1, two).uniform());
    assertThat(Draws.of(1, one).uniform()).isNotEqualTo(Draws.of(2, one).uniform());
  }
}
