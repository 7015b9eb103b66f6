package io.agp.experiments.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  /** Popularity: a 1, b 3, c 0, d 3, e 2. */
  private final Catalogue catalogue = Catalogue.of(Shop.dataset('e', "bd", "bde", "dbea"));

  @Test
  void popularityCountsInteractions() {
    assertThat(catalogue.interactions()).isEqualTo(9);
    assertThat(List.of(0, 1, 2, 3, 4))
        .extracting(catalogue::popularity)
        .containsExactly(1, 3, 0, 3, 2);
  }

  @Test
  void byPopularityBreaksTiesByTheOrderOfItems() {
    assertThat(catalogue.byPopularity()).containsExactly(1, 3, 4, 0, 2);
  }

  @Test
  void tiesGoToTheMorePopularThenToTheFirstItem() {
    assertThat(Shop.ids(catalogue.top(new double[5], 5, Set.of()))).isEqualTo("bdeac");
    assertThat(Shop.ids(catalogue.top(new double[] {0, 0, 1, 0, 0}, 3, Set.of()))).isEqualTo("cbd");
    assertThat(Shop.ids(catalogue.top(new double[] {-0.0, 0, 0, -0.0, 0}, 5, Set.of())))
        .isEqualTo("bdeac");
  }

  @Test
  void excludedItemsAndNegativeInfinityAreNeverInTheTop() {
    double none = Double.NEGATIVE_INFINITY;

    assertThat(Shop.ids(catalogue.top(new double[] {5, 4, none, 3, 2}, 9, Set.of("b", "unknown"))))
        .isEqualTo("ade");
  }

  @Test
  void candidatesAreOrderedByScoreNegativeInfinityLast() {
    double none = Double.NEGATIVE_INFINITY;

    assertThat(
            Shop.ids(
                catalogue.inOrder(
                    List.of(Shop.item("c"), Shop.item("a"), Shop.item("e"), Shop.item("d")),
                    new double[] {1, 9, none, 1, none})))
        .isEqualTo("daec");
  }

  @Test
  void badArgumentsAreNamed() {
    assertThatThrownBy(() -> catalogue.top(new double[5], 0, Set.of()))
        .hasMessage("The top k must have k of at least 1, was 0");
    assertThatThrownBy(() -> catalogue.top(new double[4], 1, Set.of()))
        .hasMessage("There must be 5 scores, one an item: 4");
    assertThatThrownBy(() -> catalogue.top(new double[] {0, 0, Double.NaN, 0, 0}, 1, Set.of()))
        .hasMessage("A score must be a number: item c has NaN");
    assertThatThrownBy(() -> catalogue.inOrder(List.of(Shop.item("z")), new double[5]))
        .hasMessage("No item has the id \"z\"");
  }

  @Property(seed = "2026")
  void theTopIsTheBeginningOfTheWholeOrder(
      @ForAll @Size(5) List<@IntRange(max = 3) Integer> scores,
      @ForAll @IntRange(min = 1, max = 6) int k) {
    double[] values = scores.stream().mapToDouble(Integer::doubleValue).toArray();
    String all = Shop.ids(catalogue.inOrder(catalogue.items(), values));

    assertThat(Shop.ids(catalogue.top(values, k, Set.of())))
        .isEqualTo(all.substring(0, Math.min(k, 5)));
    assertThat(all.chars().sorted().toArray())
        .as(Arrays.toString(values))
        .containsExactly("abcde".chars().toArray());
  }
}
