package io.agp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GuidanceTest {
  @Test
  void whatTheModelIsToldCountsMoreThanWhatIsSaidOfIt() {
    Guidance guidance =
        Guidance.of("You know the cinema of every decade. You must look at the genres.");

    assertThat(guidance.pointedAt()).containsExactly(Facet.GENRE);
    assertThat(guidance.inRole()).containsExactly(Facet.ERA);
  }

  @Test
  void whatIsToldTooIsNoLongerOfTheRoleAlone() {
    Guidance guidance = Guidance.of("Act as an expert of every decade. Compare the release years.");

    assertThat(guidance.pointedAt()).containsExactly(Facet.ERA);
    assertThat(guidance.inRole()).isEmpty();
  }

  @Test
  void theLatestChoicesCountIfThePromptSaysSo() {
    assertThat(Guidance.of("The latest choices count most.").latestCount()).isTrue();
    assertThat(Guidance.of("Order them by how well each follows what came last.").latestCount())
        .isTrue();
    assertThat(Guidance.of("Order the candidates for this person.").latestCount()).isFalse();
  }

  @Test
  void likenessIsSoughtInTheSingleChoices() {
    assertThat(Guidance.of("Judge how alike each is to the films seen.").oneByOne()).isTrue();
    assertThat(Guidance.of("Judge how well each fits the taste.").oneByOne()).isFalse();
  }
}
