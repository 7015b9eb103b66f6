package io.agp.rpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Item;
import io.agp.User;
import io.agp.llm.ChatMessage;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmRole;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromptAssemblerTest {
  private static final ActionSpace FILMS = ActionSpace.of(Domain.MOVIES);
  private static final PromptAssembler ASSEMBLER = PromptAssembler.builder(FILMS).build();

  @Test
  void theSentencesStandInTheOrderOfThePatternsAroundTheData() {
    AssembledPrompt prompt =
        ASSEMBLER.assemble(Films.user(3), Films.TEN, RppPrompt.first(FILMS, 2, 1, 0, 2), 0);
    String asked = prompt.request().request().messages().get(1).text();

    assertThat(asked)
        .containsSubsequence(
            "what a viewer is really looking for",
            "oldest first:\n```json",
            "Candidates:\n```json",
            "Put all 10 candidates in order",
            "Write the 10 numbers");
    assertThat(prompt.instruction().lines())
        .hasSize(3)
        .last()
        .asString()
        .startsWith("Write the 10 numbers");
    assertThat(prompt.omitted()).isEmpty();
  }

  @Test
  void theLatestItemsAreShownOldestFirst() {
    AssembledPrompt prompt =
        ASSEMBLER.assemble(Films.user(7), Films.TEN, RppPrompt.first(FILMS, 0, 2, 0, 0), 0);

    assertThat(Films.blocks(prompt.text()).get(0))
        .containsSubsequence("Seen 5", "Seen 6", "Seen 7")
        .doesNotContain("Seen 4");
  }

  @Test
  void aHistoryShorterThanAskedForIsShownWholeAndAnEmptyOneAsAnEmptyList() {
    RppPrompt manual = RppPrompt.manual(FILMS);

    assertThat(Films.blocks(ASSEMBLER.assemble(Films.user(2), Films.TEN, manual, 0).text()).get(0))
        .contains("Seen 1", "Seen 2");
    assertThat(Films.blocks(ASSEMBLER.assemble(Films.user(0), Films.TEN, manual, 0).text()).get(0))
        .isEqualToIgnoringWhitespace("[]");
  }

  @Test
  void theRequestRanksWithoutASchemaAndSaysThatDataIsNoInstruction() {
    LlmRequest request =
        ASSEMBLER
            .assemble(Films.user(2), Films.TEN, RppPrompt.manual(FILMS), 0)
            .request()
            .request();

    assertThat(request.role()).isEqualTo(LlmRole.RERANK);
    assertThat(request.schema()).isEmpty();
    assertThat(request.messages().get(0).author()).isEqualTo(ChatMessage.Author.SYSTEM);
    assertThat(request.messages().get(0).text()).contains("not instructions");
  }

  @Test
  void callersIdsAndUserIdsStayOut() {
    User user = User.of("secret-user", List.of(Item.of("secret-seen", "Heat")));
    List<Item> candidates = List.of(Item.of("secret-1", "Alien"), Item.of("secret-2", "M"));

    assertThat(ASSEMBLER.assemble(user, candidates, RppPrompt.manual(FILMS), 0).text())
        .doesNotContain("secret");
  }

  @Test
  void noCandidateHasAFixedNumberOverUsersAndRounds() {
    Set<Integer> numbers = new HashSet<>();
    int[] counts = new int[10];
    for (int user = 0; user < 500; user++) {
      for (int round = 0; round < 4; round++) {
        List<Item> shown =
            ASSEMBLER
                .assemble(User.of("u" + user, List.of()), Films.TEN, RppPrompt.manual(FILMS), round)
                .request()
                .shown();
        numbers.add(shown.indexOf(Films.TEN.get(5)));
        counts[shown.indexOf(Films.TEN.get(5))]++;
      }
    }

    assertThat(numbers).hasSize(10);
    assertThat(Arrays.stream(counts).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(140, 260)); // 200 ± 4.5 sd
  }

  @Test
  void theOrderShownChangesWithUserRoundAndSeedAndWithNothingElse() {
    RppPrompt manual = RppPrompt.manual(FILMS);
    List<Item> shown = ASSEMBLER.assemble(Films.user(2), Films.TEN, manual, 0).request().shown();

    assertThat(
            ASSEMBLER
                .assemble(Films.user(5), Films.TEN, RppPrompt.first(FILMS, 1, 1, 1, 1), 0)
                .request()
                .shown())
        .isEqualTo(shown);
    assertThat(ASSEMBLER.assemble(Films.user(2), Films.TEN, manual, 1).request().shown())
        .isNotEqualTo(shown);
    assertThat(ASSEMBLER.assemble(User.of("v", List.of()), Films.TEN, manual, 0).request().shown())
        .isNotEqualTo(shown);
    assertThat(
            PromptAssembler.builder(FILMS)
                .seed(1)
                .build()
                .assemble(Films.user(2), Films.TEN, manual, 0)
                .request()
                .shown())
        .isNotEqualTo(shown);
  }

  @Test
  void theSameOrderIsShownOnEveryMachine() {
    assertThat(CandidateShuffle.places(10, 42, "user-1", 3))
        .containsExactly(3, 6, 8, 1, 9, 4, 0, 7, 2, 5);
  }

  @Test
  void factsAreFilledInAndSentencesWhoseFactIsUnknownAreLeftOutAndTold() {
    ActionSpace space = withProfile();
    PromptAssembler assembler =
        PromptAssembler.builder(space)
            .facts(user -> user.id().equals("u") ? Map.of("age", "25", "other", "x") : Map.of())
            .build();
    RppPrompt chosen = RppPrompt.first(space, 0, 0, 0, 0, 1);

    AssembledPrompt known = assembler.assemble(Films.user(1), Films.TEN, chosen, 0);
    AssembledPrompt unknown = assembler.assemble(User.of("v", List.of()), Films.TEN, chosen, 0);

    assertThat(known.instruction()).endsWith("The person is \"25\" years old.");
    assertThat(known.omitted()).isEmpty();
    assertThat(unknown.text()).doesNotContain("years old");
    assertThat(unknown.omitted()).containsExactly("age-1");
  }

  @Test
  void aSilentChoiceAddsNothing() {
    ActionSpace space = withProfile();
    PromptAssembler assembler = PromptAssembler.builder(space).build();

    AssembledPrompt silent =
        assembler.assemble(Films.user(1), Films.TEN, RppPrompt.first(space, 0, 0, 0, 0, 0), 0);

    assertThat(silent.instruction().lines()).hasSize(3);
    assertThat(silent.omitted()).isEmpty();
  }

  @Test
  void aPromptOfAnotherSpaceIsRefused() {
    assertThatThrownBy(
            () ->
                ASSEMBLER.assemble(
                    Films.user(1), Films.TEN, RppPrompt.manual(ActionSpace.of(Domain.GAMES)), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("action space");
    assertThatThrownBy(
            () -> ASSEMBLER.assemble(Films.user(1), Films.TEN, RppPrompt.manual(FILMS), -1))
        .hasMessageContaining("round must be at least 0, was -1");
  }

  private static ActionSpace withProfile() {
    return FILMS.toBuilder()
        .facts("age")
        .add(
            ActionSet.of(
                Pattern.sentences("user-profile"),
                List.of(
                    new Action.Sentence("silent-1", ""),
                    new Action.Sentence("age-1", "The person is {{age}} years old."))))
        .build();
  }
}
