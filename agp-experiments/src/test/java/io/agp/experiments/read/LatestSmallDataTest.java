package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.experiments.LatestSmall;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Problem;
import org.junit.jupiter.api.Test;

class LatestSmallDataTest {
  @Test
  void itHasWhatItsReadmeTellsAndTheOdditiesThatAreKnown() {
    Dataset dataset = LatestSmall.orSkip();

    assertThat(dataset)
        .hasToString("Dataset[ml-latest-small: 9742 items, 610 users, 100836 interactions]");
    assertThat(dataset.problems()).extracting(Problem::count).containsExactly(13, 5, 94);
    assertThat(dataset.items().get("3358").title()).isEqualTo("Defending Your Life (1991)");
    assertThat(dataset.items().values())
        .noneMatch(movie -> movie.title().matches(".*, (The|An?)( \\(.*|\\).*|)"));
  }
}
