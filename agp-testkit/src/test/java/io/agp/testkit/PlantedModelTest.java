package io.agp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.User;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.LlmRole;
import io.agp.rerank.RankingReader;
import io.agp.testkit.PlantedWorld.Choice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlantedModelTest {
  private static final PlantedWorld WORLD = PlantedWorld.of(5);
  private static final LlmClient MODEL = WORLD.model();
  private static final PlantedTypes TYPES = new PlantedTypes(5, 3, 3, 5);
  private static final Choice UNKNOWN = new Choice(Choice.NONE, Choice.NONE, Choice.NONE);

  private static Choice suiting(LabelledUser user) {
    PlantedType type = TYPES.of(user.user().id());
    return new Choice(type.role(), 3 * type.reasoning(), type.format());
  }

  private static int suitingLength(LabelledUser user) {
    return TYPES.of(user.user().id()).shortTerm() ? 1 : 8;
  }

  private static double mean(List<LabelledUser> users, Play play) {
    return users.stream().mapToDouble(play::ndcg).average().orElseThrow();
  }

  private interface Play {
    double ndcg(LabelledUser user);
  }

  @Test
  void sameMessagesGetTheSameAnswer() {
    LlmClient again = PlantedWorld.of(5).model();
    LlmClient other = PlantedWorld.of(6).model();
    int differing = 0;
    for (LabelledUser user : WORLD.users(20, "u")) {
      String prompt =
          PlantedPrompts.text(WORLD, suiting(user), user.user().lastItems(4), user.candidates());
      String answer = PlantedPrompts.ask(MODEL, prompt);
      assertThat(PlantedPrompts.ask(MODEL, prompt)).isEqualTo(answer);
      assertThat(PlantedPrompts.ask(again, prompt)).isEqualTo(answer);
      differing += PlantedPrompts.ask(other, prompt).equals(answer) ? 0 : 1;
    }
    assertThat(differing).isGreaterThan(15);
  }

  @Test
  void threadsChangeNothing() {
    List<LabelledUser> users = WORLD.users(60, "u");
    List<Double> alone = users.stream().map(user -> playedAndExpected(WORLD, user)).toList();
    PlantedWorld shared = PlantedWorld.of(5);
    assertThat(users.parallelStream().map(user -> playedAndExpected(shared, user)).toList())
        .isEqualTo(alone);
  }

  private static double playedAndExpected(PlantedWorld world, LabelledUser user) {
    return PlantedPrompts.play(world, world.model(), user, suiting(user), 3, 0)
        + world.expectedNdcg(user, suiting(user), 3);
  }

  @Test
  void expectedNdcgIsTheMeanOverPrompts() {
    List<LabelledUser> users = WORLD.users(50, "u");
    for (int length : List.of(0, 1, 8)) {
      for (Choice choice : List.of(new Choice(0, 0, 0), new Choice(1, 5, 3), UNKNOWN)) {
        double played =
            IntStream.range(0, 8)
                .mapToDouble(
                    round ->
                        mean(
                            users,
                            user -> PlantedPrompts.play(WORLD, MODEL, user, choice, length, round)))
                .average()
                .orElseThrow();
        double expected = mean(users, user -> WORLD.expectedNdcg(user, choice, length));
        assertThat(played).as("%s %d", choice, length).isCloseTo(expected, within(0.035));
      }
    }
  }

  @Test
  void eachChoiceThatSuitsIsBetter() {
    List<LabelledUser> users = WORLD.users(90, "u");
    double suiting = mean(users, u -> WORLD.expectedNdcg(u, suiting(u), suitingLength(u)));
    assertThat(suiting).isBetween(0.85, 0.93);
    for (int part = 0; part < 4; part++) {
      int wrong = part;
      double without =
          mean(
              users,
              user -> {
                PlantedType type = TYPES.of(user.user().id());
                Choice own = suiting(user);
                Choice choice =
                    new Choice(
                        wrong == 0 ? (own.role() + 1) % 3 : own.role(),
                        wrong == 1 ? (own.reasoning() + 3) % 9 : own.reasoning(),
                        wrong == 2 ? (own.format() + 1) % 5 : own.format());
                boolean brief = type.shortTerm() != (wrong == 3);
                return WORLD.expectedNdcg(user, choice, brief ? 1 : 8);
              });
      assertThat(without).as("part %d", part).isLessThan(suiting - 0.08);
    }
  }

  @Test
  void sentencesWithinAKindDifferLittle() {
    for (LabelledUser user : WORLD.users(30, "u")) {
      Choice first = suiting(user);
      Choice last = new Choice(first.role(), first.reasoning() + 2, first.format());
      assertThat(WORLD.expectedNdcg(user, last, suitingLength(user)))
          .isCloseTo(WORLD.expectedNdcg(user, first, suitingLength(user)), within(0.13));
    }
  }

  @Test
  void unknownSentencesAreTheWeakest() {
    List<LabelledUser> users = WORLD.users(60, "u");
    double unknown = mean(users, user -> WORLD.expectedNdcg(user, UNKNOWN, suitingLength(user)));
    for (Choice choice : WORLD.choices()) {
      assertThat(mean(users, user -> WORLD.expectedNdcg(user, choice, suitingLength(user))))
          .isGreaterThan(unknown - 0.01);
    }
    assertThat(unknown).isBetween(0.44, 0.5);
  }

  @Test
  void typeIsToldByTheTitlesOfTheHistoryAlone() {
    List<LabelledUser> users = WORLD.users(200, "u");
    List<LabelledUser> exchanged = new ArrayList<>();
    for (int i = 0; i < users.size(); i++) {
      exchanged.add(withTitlesOf(users.get((i + 1) % users.size()), users.get(i)));
    }
    double before = playedSuiting(users, users);
    double after = playedSuiting(exchanged, users);
    double afterForOthers = playedSuiting(exchanged, rotated(users));
    assertThat(before).isGreaterThan(0.83);
    assertThat(after).isLessThan(before - 0.15);
    // The horizon stays with the genres, so that only role, reasoning and format move along.
    assertThat(afterForOthers).isCloseTo(before, within(0.04));
  }

  private static List<LabelledUser> rotated(List<LabelledUser> users) {
    return IntStream.range(0, users.size())
        .mapToObj(i -> users.get((i + 1) % users.size()))
        .toList();
  }

  /** Lengths that suit the users themselves, sentences that suit others. */
  private static double playedSuiting(List<LabelledUser> users, List<LabelledUser> sentencesOf) {
    return IntStream.range(0, users.size())
        .mapToDouble(
            i ->
                PlantedPrompts.play(
                    WORLD,
                    MODEL,
                    users.get(i),
                    suiting(sentencesOf.get(i)),
                    suitingLength(users.get(i)),
                    0))
        .average()
        .orElseThrow();
  }

  private static LabelledUser withTitlesOf(LabelledUser other, LabelledUser user) {
    List<Item> own = user.user().lastItems(8);
    List<Item> others = other.user().lastItems(8);
    List<Item> history =
        IntStream.range(0, 8)
            .mapToObj(
                i -> new Item(own.get(i).id(), others.get(i).title(), own.get(i).attributes()))
            .toList();
    return new LabelledUser(User.of(user.user().id(), history), user.candidates(), user.gains());
  }

  @ParameterizedTest
  @EnumSource(AnswerStyle.class)
  void answersOfEveryStyleAreReadExceptTheIntendedShare(AnswerStyle style) {
    PlantedWorld world =
        PlantedWorld.builder()
            .seed(8)
            .sentences("format", List.of("Write in the first form.", "Write in the second form."))
            .answers(List.of(style, style))
            .build();
    List<LabelledUser> users = world.users(400, "u");
    int[] named = new int[11];
    for (LabelledUser user : users) {
      Choice choice = new Choice(0, 0, 0);
      String prompt =
          PlantedPrompts.text(world, choice, user.user().lastItems(3), user.candidates());
      String answer = PlantedPrompts.ask(world.model(), prompt);
      named[RankingReader.read(answer, user.candidates()).named()]++;
    }
    // Half of the users suit the first format and the others do not: 3 % fail and 30 or 90.
    double failed = (new PlantedManners(8, 3, 9, 2).failure(other(), 0) + 0.03) / 2 * users.size();
    assertThat(named[10]).isEqualTo(users.size() - named[0] - named[2]);
    assertThat((double) named[0]).isCloseTo(0.75 * failed, within(30.0));
    assertThat((double) named[2]).isCloseTo(0.25 * failed, within(22.0));
  }

  private static Optional<PlantedType> other() {
    return Optional.of(new PlantedType(true, 0, 0, 1));
  }

  @Test
  void placeholdersStandForAnyWordsOfALine() {
    PlantedSentences sentences =
        new PlantedSentences(
            "role", List.of("Rank {{count}} films.", "Rank {{count}} films. Take {{n}} looks."));
    assertThat(sentences.in("Do it.\nRank all 10 films.")).isEqualTo(0);
    assertThat(sentences.in("Rank 10 films. Take two looks.")).isEqualTo(1);
    assertThat(sentences.in("Rank 10\nfilms.")).isEqualTo(Choice.NONE);
    assertThat(sentences.in("Rank films.")).isEqualTo(Choice.NONE);
  }

  /** A reader of any wording took this sentence for the list of candidates. */
  @Test
  void sentencesThatSpeakOfListsAreNoData() {
    String sentence =
        "Let the choices above decide the order: candidates that share subject, style or mood with"
            + " them come first, and the latest choices count most.";
    PlantedWorld world = PlantedWorld.builder().sentences("reasoning", List.of(sentence)).build();
    LabelledUser user = world.users(1, "u").get(0);
    String text =
        PlantedPrompts.text(
            world, new Choice(0, 0, 0), user.user().lastItems(2), user.candidates());
    PlantedPrompt prompt = PlantedPrompt.of(PlantedPrompts.request(text).messages());
    assertThat(prompt.candidates()).hasSize(10);
    assertThat(prompt.history())
        .extracting(ShownItem::title)
        .containsExactlyElementsOf(user.user().lastItems(2).stream().map(Item::title).toList());
    assertThat(prompt.text()).isEmpty();
  }

  private static String rewrite(String sentence, int limit) {
    return MODEL
        .complete(
            LlmRequest.builder(LlmRole.EDIT)
                .system("You edit single sentences of prompts. Answer with the sentence alone.")
                .user(
                    "Reword the sentence so that a model follows it. Use at most "
                        + limit
                        + " characters.\n\nSentence to edit:\n```json\n"
                        + TestkitJson.write(sentence)
                        + "\n```")
                .build(),
            Deadline.none())
        .text();
  }

  @Test
  void rewritesAreRecognisedAndHarmless() {
    for (String pattern : List.of("role", "reasoning", "format")) {
      List<String> texts = WORLD.sentences(pattern);
      PlantedSentences known = new PlantedSentences(pattern, texts);
      for (String text : texts) {
        String rewritten = rewrite(text, 400);
        assertThat(rewritten).isNotEqualTo(text).startsWith(text).doesNotContain("\n");
        assertThat(known.in(rewritten)).isEqualTo(texts.indexOf(text));
        assertThat(rewrite(text, text.length() + 3)).isEqualTo(text);
      }
    }
  }

  @Test
  void otherQuestionsGetAPoliteAnswer() {
    assertThat(Phrases.all("unknown")).contains(PlantedPrompts.ask(MODEL, "How are you today?"));
  }

  @Test
  void usageIsCounted() {
    LlmResponse response =
        MODEL.complete(LlmRequest.builder(LlmRole.OTHER).user("12345").build(), Deadline.none());
    assertThat(response.model()).isEqualTo("planted");
    assertThat(response.usage().input()).isEqualTo(2);
  }

  @Test
  void passedDeadlineFails() {
    LlmRequest request = PlantedPrompts.request("Rank.");
    assertThatThrownBy(() -> MODEL.complete(request, Deadline.after(Duration.ZERO)))
        .isInstanceOf(LlmException.Timeout.class);
  }
}
