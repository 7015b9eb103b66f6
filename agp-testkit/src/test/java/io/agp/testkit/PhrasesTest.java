package io.agp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.llm.ChatMessage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PhrasesTest {
  @ParameterizedTest
  @EnumSource(Facet.class)
  void whatIsSaidOfASideIsReadAsThatSideAlone(Facet facet) {
    for (String thought : List.of("critique.", "name.", "ask.")) {
      for (String phrase : Phrases.all(thought + facet.key())) {
        assertThat(FacetTalk.of(phrase).wanted()).as(phrase).containsExactly(facet);
      }
    }
  }

  @Test
  void generalSentencesSpeakOfNoSide() {
    for (String thought : List.of("ask.opening", "summary.nothing", "critique.leak", "ask.leak")) {
      for (String phrase : Phrases.all(thought)) {
        assertThat(FacetTalk.of(phrase).isEmpty()).as(phrase).isTrue();
      }
    }
  }

  @Test
  void vagueProfilesAndFluffHoldNothingToCompare() {
    for (Facet facet : Facet.values()) {
      if (facet != Facet.QUANTITY) {
        for (String phrase : Phrases.all("fluff." + facet.key())) {
          Taste taste = TasteReader.read(phrase, Map.of());
          assertThat(taste.years()).as(phrase).isEmpty();
          assertThat(taste.idleSentences()).as(phrase).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void placeholdersAreFilled() {
    Draws draws = Draws.of(1, List.of(ChatMessage.user("x")));
    assertThat(Phrases.pick(draws, "profile.genre", "values", "mostly drama"))
        .contains("mostly drama")
        .doesNotContain("{");
  }

  @Test
  void anUnknownThoughtIsNamed() {
    assertThatThrownBy(() -> Phrases.all("nonsense"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("There is no phrase for \"nonsense\"");
  }
}
