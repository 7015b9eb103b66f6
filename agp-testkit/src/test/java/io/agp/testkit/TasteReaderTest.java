package io.agp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TasteReaderTest {
  private static Map<String, Double> genres(String text, String... vocabulary) {
    Set<String> words = new LinkedHashSet<>(List.of(vocabulary));
    return TasteReader.read(text, Map.of(Facet.GENRE, words))
        .values()
        .getOrDefault(Facet.GENRE, Map.of());
  }

  private static List<Taste.Period> years(String text) {
    return TasteReader.read(text, Map.of()).years();
  }

  @Test
  void strengthWordsHoldUntilTheNextOne() {
    Map<String, Double> liked =
        genres("Mostly dramas, sometimes horror or westerns.", "drama", "horror", "western");
    assertThat(liked.get("drama")).isEqualTo(1);
    assertThat(liked.get("horror")).isLessThan(0.3);
    assertThat(liked.get("western")).isLessThan(liked.get("horror"));
  }

  @Test
  void countsAndSharesAreRead() {
    Map<String, Double> liked =
        genres(
            "Drama (4 of 5), horror: 20 %, three of four are comedies.",
            "drama", "horror", "comedy");
    assertThat(liked).containsEntry("drama", 0.8).containsEntry("horror", 0.2);
    assertThat(liked).containsEntry("comedy", 0.75);
  }

  @Test
  void dislikesCountAgainst() {
    assertThat(genres("Loves comedies. Avoids horror.", "comedy", "horror").get("horror"))
        .isNegative();
  }

  @Test
  void otherFormsOfAWordAreKnown() {
    assertThat(
            genres(
                "Science fiction, romantic stories and animated films",
                "sci-fi",
                "romance",
                "animation"))
        .containsOnlyKeys("sci-fi", "romance", "animation");
    assertThat(genres("a warm heart", "war", "art")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "from 1994–1999, 1994, 1999",
    "between 1971 and 1975, 1971, 1975",
    "in 2003, 2003, 2003",
    "of the 1980s, 1980, 1989",
    "of the '70s, 1970, 1979",
    "of the nineties, 1990, 1999",
    "from the 1960s to the 1980s, 1960, 1989"
  })
  void periodsAreRead(String text, int from, int to) {
    List<Taste.Period> periods = years(text.replace("the 1980s", "1980s"));
    assertThat(periods.get(0).from()).isEqualTo(from);
    assertThat(periods.get(0).to()).isEqualTo(to);
  }

  @Test
  void sentencesWithoutMatterAreCounted() {
    Taste taste =
        TasteReader.read(
            "A warm heart. Mostly drama. Good taste.", Map.of(Facet.GENRE, Set.of("drama")));
    assertThat(taste.idleSentences()).isEqualTo(2);
  }
}
