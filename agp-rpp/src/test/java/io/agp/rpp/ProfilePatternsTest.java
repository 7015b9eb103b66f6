package io.agp.rpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.agp.prompt.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilePatternsTest {
  private static final ActionSpace FILMS = ActionSpace.of(Domain.MOVIES);
  private static final Prompt GENRES = Prompt.of("Name the genres.\nAnd the years.");

  @TempDir Path folder;

  private static ActionSet set(ActionSpace space, Pattern pattern) {
    return space.set(pattern).orElseThrow();
  }

  @Test
  void everySelectionOfTheAttributesIsAChoiceBeforeTheHistory() {
    ActionSpace told = ProfilePatterns.withAttributes(FILMS, "gender", "age", "occupation");

    assertThat(told.sets())
        .extracting(ActionSet::pattern)
        .containsExactly(
            Pattern.ROLE_PLAYING,
            Pattern.USER_PROFILE,
            Pattern.HISTORY_RECORDS,
            Pattern.REASONING_GUIDANCE,
            Pattern.OUTPUT_FORMAT);
    assertThat(set(told, Pattern.USER_PROFILE).actions())
        .extracting(action -> ((Action.Attributes) action).names())
        .containsExactly(
            List.of(),
            List.of("gender"),
            List.of("age"),
            List.of("gender", "age"),
            List.of("occupation"),
            List.of("gender", "occupation"),
            List.of("age", "occupation"),
            List.of("gender", "age", "occupation"));
    assertThat(set(told, Pattern.USER_PROFILE).manualChoice()).isZero();
    assertThat(told.facts()).containsExactlyInAnyOrder("gender", "age", "occupation");
  }

  @Test
  void attributesThatBreakARuleAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProfilePatterns.withAttributes(FILMS))
        .withMessage("The attributes must be 1 to 6, were 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProfilePatterns.withAttributes(FILMS, "zip code"))
        .withMessageContaining("was \"zip code\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProfilePatterns.withAttributes(FILMS, "age", "age"))
        .withMessageContaining("must differ, were [age, age]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                FILMS.toBuilder()
                    .add(
                        ActionSet.of(
                            Pattern.USER_PROFILE,
                            List.of(new Action.Attributes("all-1", "Known:", List.of("age")))))
                    .build())
        .withMessageContaining("must be facts that the space declares, [], were [age]");
  }

  @Test
  void promptsAreChoicesBesideNoneAndTheHistoryMayBeLeftOut() {
    ActionSpace described = ProfilePatterns.withPrompts(FILMS, List.of(GENRES, GENRES));

    assertThat(set(described, Pattern.TASTE_PROFILE).actions())
        .extracting(action -> ((Action.Profile) action).prompt().map(Prompt::text).orElse("none"))
        .containsExactly("none", GENRES.text());
    assertThat(set(described, Pattern.HISTORY_RECORDS).actions())
        .extracting(action -> ((Action.MoreHistory) action).items())
        .containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(RppPrompt.manual(described).historyLength())
        .isEqualTo(RppPrompt.manual(FILMS).historyLength())
        .isEqualTo(5);
  }

  @Test
  void aSpaceThatMayLeaveTheHistoryOutKeepsItsChoices() {
    ActionSpace free = FILMS.toBuilder().initialHistory(0).build();

    assertThat(set(ProfilePatterns.withPrompts(free, List.of(GENRES)), Pattern.HISTORY_RECORDS))
        .isEqualTo(set(free, Pattern.HISTORY_RECORDS));
  }

  @Test
  void noPromptsAndASecondSetOfThemAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProfilePatterns.withPrompts(FILMS, List.of()))
        .withMessage("At least one profile prompt must be given");
    ActionSpace described = ProfilePatterns.withPrompts(FILMS, List.of(GENRES));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProfilePatterns.withPrompts(described, List.of(GENRES)))
        .withMessageContaining("at most one pattern of kind PROFILES, has 2");
  }

  @Test
  void bothPatternsSurviveAFile() {
    ActionSpace space =
        ProfilePatterns.withPrompts(
            ProfilePatterns.withAttributes(FILMS, "gender", "age"), List.of(GENRES));
    Path file = folder.resolve("space.json");

    space.write(file);

    assertThat(ActionSpace.read(file)).isEqualTo(space);
    assertThat(ActionSpace.read(file).sets()).isEqualTo(space.sets());
  }

  @Test
  void aFileWithAnUndeclaredAttributeIsRefusedByItsPlace() throws IOException {
    Path file = folder.resolve("space.json");
    ProfilePatterns.withAttributes(FILMS, "age").write(file);
    Files.writeString(file, Files.readString(file).replaceFirst("\"age\"", "\"gender\""));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ActionSpace.read(file))
        .withMessageContainingAll(file.toString(), "[gender], were [age]");
  }
}
