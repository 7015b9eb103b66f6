package io.agp.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.Item;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
  private static final Catalogue CATALOGUE =
      Catalogue.of(
          List.of(
              Item.of("1", "Lantern, The (1950)").with("genres", "Drama|War"),
              Item.of("2", "Lantern, The (2001)").with("genres", "Comedy"),
              Item.of("3", "Café Noir").with("category", "Poetry").with("author", "Le Guin, Ada")));

  @ParameterizedTest
  @ValueSource(strings = {"Lantern, The (2001)", "The Lantern (2001)", "the lantern (2001)"})
  void theYearTellsTitlesApart(String title) {
    assertThat(CATALOGUE.find(title).orElseThrow().of(Facet.GENRE)).containsExactly("comedy");
  }

  @Test
  void withoutAYearTheFirstIsMeant() {
    assertThat(CATALOGUE.find("The Lantern").orElseThrow().of(Facet.GENRE))
        .containsExactly("drama", "war");
  }

  @Test
  void marksAndCaseDoNotMatter() {
    assertThat(CATALOGUE.find("cafe noir").orElseThrow().of(Facet.CREATOR))
        .containsExactly("Le Guin, Ada");
    assertThat(CATALOGUE.find("noir")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "genre, GENRE",
    "main_category, GENRE",
    "author, CREATOR",
    "brand, CREATOR",
    "country, SETTING",
    "mood, TONE",
    "tags, THEME"
  })
  void attributesAreKnownByTheirNames(String attribute, Facet facet) {
    assertThat(Facts.of("x", Map.of(attribute, "Some Word")).has(facet)).isTrue();
  }

  @Test
  void yearsComeFromDatesAsWell() {
    assertThat(Facts.of("x", Map.of("release_date", "1987-05-01")).year()).hasValue(1987);
  }

  @Test
  void emptyKnowsNothing() {
    assertThat(Catalogue.empty().size()).isZero();
    assertThat(Catalogue.of(List.of())).isSameAs(Catalogue.empty());
    assertThat(CATALOGUE).hasToString("Catalogue[3 items]");
  }
}
