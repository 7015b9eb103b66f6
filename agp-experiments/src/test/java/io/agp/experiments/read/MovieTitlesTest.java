package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MovieTitlesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Matrix, The (1999) | The Matrix (1999)",
        "Clockwork Orange, A (1971) | A Clockwork Orange (1971)",
        "American Tail, An (1986) | An American Tail (1986)",
        "Good, the Bad and the Ugly, The (1966) | The Good, the Bad and the Ugly (1966)",
        "City of Children, The (Cité des enfants, La) (1995)"
            + " | The City of Children (La Cité des enfants) (1995)",
        "Avventura, L' (Adventure, The) (1960) | L'Avventura (The Adventure) (1960)",
        "Professional, The (a.k.a. Cleaner, The) (1994)"
            + " | The Professional (a.k.a. The Cleaner) (1994)",
        "Tin Drum, The (Blechtrommel, Die) (1979) | The Tin Drum (Die Blechtrommel) (1979)",
        "Show, The | The Show",
      })
  void aTrailingArticleMovesToTheFront(String written, String read) {
    assertThat(MovieTitles.articleFirst(written)).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Toy Story (1995)",
        "Girl, Interrupted (1999)",
        "Paris, Texas (1984)",
        "Monsters, Inc. (2001)",
        "The, (1990)",
        "Costs $5, or \\1 (2000)",
      })
  void otherTitlesStayAsTheyAre(String title) {
    assertThat(MovieTitles.articleFirst(title)).isEqualTo(title);
  }

  @Test
  void dollarsAndBackslashesAreOrdinaryCharacters() {
    assertThat(MovieTitles.articleFirst("$5 \\1 Bill, The (2000)"))
        .isEqualTo("The $5 \\1 Bill (2000)");
  }

  @Test
  void onlyAYearInBracketsAtTheEndIsTheYear() {
    assertThat(MovieTitles.year("Heat (1995)")).contains("1995");
    assertThat(MovieTitles.year("1984 (1956)")).contains("1956");
    assertThat(MovieTitles.year("Death Note (2006–2007)")).isEmpty();
    assertThat(MovieTitles.year("Moonlight")).isEmpty();
    assertThat(MovieTitles.year("(1995) Heat")).isEmpty();
  }
}
