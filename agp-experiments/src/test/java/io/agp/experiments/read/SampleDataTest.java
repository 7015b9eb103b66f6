package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.experiments.data.Dataset;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleDataTest {
  private final Dataset sample = SampleData.load();

  @Test
  void theGeneratorMakesTheFileThatIsCheckedIn() throws IOException {
    assertThat(
            SampleRatings.csv(List.copyOf(sample.items().values())).equals(resource("ratings.csv")))
        .as("run SampleRatings to write ratings.csv anew")
        .isTrue();
  }

  @Test
  void filesEndTheirLinesWithLfOnEverySystem() throws IOException {
    assertThat(resource("movies.csv") + resource("ratings.csv")).doesNotContain("\r");
  }

  @Test
  void itIsCleanAndOfTheSizeThatItsReadmeTells() throws IOException {
    assertThat(sample).hasToString("Dataset[sample: 204 items, 240 users, 4429 interactions]");
    assertThat(sample.problems()).isEmpty();
    assertThat(resource("README.md"))
        .contains("204 real films", "240 of them", "4,429 ratings", "synthetic");
  }

  @Test
  void everyFilmHasAYearAndGenres() {
    assertThat(sample.items().values())
        .allSatisfy(
            film -> {
              assertThat(film.attributes().keySet()).containsExactly("year", "genres");
              assertThat(Integer.parseInt(film.attributes().get("year"))).isBetween(1950, 2023);
              assertThat(film.title()).endsWith(" (" + film.attributes().get("year") + ")");
            });
  }

  @Test
  void everyDecadeHasFilms() {
    assertThat(
            sample.items().values().stream()
                .map(film -> film.attributes().get("year").substring(0, 3))
                .distinct())
        .containsExactlyInAnyOrder("195", "196", "197", "198", "199", "200", "201", "202");
  }

  @Test
  void everyUserHasTwelveToTwentyFiveRatingsAtDifferentTimes() {
    assertThat(sample.users())
        .allSatisfy(
            user -> {
              assertThat(user.history()).hasSizeBetween(12, 25);
              assertThat(user.history().stream().map(contact -> contact.time()).distinct())
                  .hasSameSizeAs(user.history());
            });
  }

  private static String resource(String file) throws IOException {
    try (InputStream stream =
        SampleData.class.getResourceAsStream("/io/agp/experiments/sample/" + file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
