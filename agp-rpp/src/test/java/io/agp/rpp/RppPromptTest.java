package io.agp.rpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RppPromptTest {
  private static final ActionSpace FILMS = ActionSpace.of(Domain.MOVIES);

  @Test
  void theHistoryGrowsFromRoundToRoundByTheChosenStep() {
    RppPrompt first = RppPrompt.first(FILMS, 0, 2, 0, 0);
    RppPrompt second = first.next(1, 0, 8, 4);
    RppPrompt third = second.next(2, 4, 0, 0);

    assertThat(first.historyLength()).isEqualTo(3);
    assertThat(second.historyLength()).isEqualTo(3);
    assertThat(third.historyLength()).isEqualTo(7);
    assertThat(second.actions())
        .extracting(Action::id)
        .containsExactly("recommender-1", "items-0", "similarity-2", "example-2");
  }

  @Test
  void theManualPromptTakesEachPatternsManualChoice() {
    RppPrompt manual = RppPrompt.manual(FILMS);

    assertThat(manual.actions())
        .extracting(Action::id)
        .containsExactly("expert-1", "items-4", "history-1", "example-1");
    assertThat(manual.historyLength()).isEqualTo(5);
  }

  @Test
  void choicesOutsideTheSetsAreRefused() {
    for (int[] choices : new int[][] {{0, 0, 0}, {0, 0, 0, 0, 0}, {3, 0, 0, 0}, {0, 0, -1, 0}}) {
      assertThatThrownBy(() -> RppPrompt.first(FILMS, choices))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("below the sizes [3, 5, 9, 5]");
    }
  }

  @Test
  void changingAnArrayGivenOrTakenChangesNoPrompt() {
    int[] choices = {1, 1, 1, 1};
    RppPrompt prompt = RppPrompt.first(FILMS, choices);
    choices[0] = 2;
    prompt.choices()[1] = 4;

    assertThat(prompt).isEqualTo(RppPrompt.first(FILMS, 1, 1, 1, 1));
    assertThat(prompt).isNotEqualTo(RppPrompt.first(FILMS, 1, 0, 1, 1).next(1, 1, 1, 2));
  }
}
