package io.agp.experiments.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PopRecommenderTest {
  private final Recommender pop = PopRecommender.fit(Shop.dataset('e', "bd", "bde", "dbea"));

  @Test
  void everybodyGetsWhatMostUsersHadExceptTheirHistory() {
    assertThat(Shop.ids(pop.topK(Shop.user("new", ""), 3))).isEqualTo("bde");
    assertThat(Shop.ids(pop.topK(Shop.user("u1", "bd"), 3))).isEqualTo("eac");
    assertThat(Shop.ids(pop.topK(Shop.user("u1", "bd"), 3, Set.of("e")))).isEqualTo("ac");
  }

  @Test
  void theScoreIsTheNumberOfInteractions() {
    assertThat(pop.score(Shop.user("u1", "bd"), Shop.item("d"))).isEqualTo(3);
    assertThatThrownBy(() -> pop.score(Shop.user("u1", "bd"), Shop.item("z")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No item has the id \"z\"");
  }

  @Test
  void scoresAreTheCallersToChange() {
    pop.scores(Shop.user("u1", "bd"))[0] = 99;

    assertThat(pop.score(Shop.user("u1", "bd"), Shop.item("a"))).isEqualTo(1);
  }
}
