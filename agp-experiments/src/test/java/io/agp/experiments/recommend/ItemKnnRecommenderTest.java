package io.agp.experiments.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agp.Item;
import io.agp.User;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.read.SampleData;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ItemKnnRecommenderTest {
  private final Dataset training = Shop.dataset('e', "ab", "abc", "bc", "d");

  @Test
  void theScoreIsTheDecayedSumOfCosines() {
    Recommender knn = ItemKnnRecommender.builder().lastItems(2).decay(.5).fit(training);
    double cosAc = 1 / Math.sqrt(2 * 2);
    double cosBc = 2 / Math.sqrt(3 * 2);

    assertThat(knn.score(Shop.user("new", "ab"), Shop.item("c")))
        .isCloseTo(cosBc + .5 * cosAc, within(1e-12));
    assertThat(knn.score(Shop.user("new", "ba"), Shop.item("c")))
        .isCloseTo(cosAc + .5 * cosBc, within(1e-12));
    assertThat(knn.score(Shop.user("new", "abd"), Shop.item("c")))
        .as("a is too old")
        .isCloseTo(.5 * cosBc, within(1e-12));
  }

  @Test
  void theHistoryIsNotRecommendedAgainAndUnrelatedItemsFollowByPopularity() {
    Recommender knn = ItemKnnRecommender.fit(training);

    assertThat(Shop.ids(knn.topK(Shop.user("new", "a"), 9))).isEqualTo("bcde");
  }

  @Test
  void itemsWithoutInteractionsAndUnknownItemsAddNothingButTakeTheirPlaceInTime() {
    Recommender knn = ItemKnnRecommender.builder().decay(.5).fit(training);

    assertThat(knn.scores(Shop.user("new", "ez"))).containsOnly(0);
    assertThat(knn.scores(User.of("new", List.of()))).containsOnly(0);
    assertThat(knn.score(Shop.user("new", "ae"), Shop.item("b")))
        .isCloseTo(.5 * 2 / Math.sqrt(2 * 3), within(1e-12));
  }

  @Test
  void scoresAreThoseOfTheDefinition() {
    Dataset sample = SampleData.load();
    Recommender knn = ItemKnnRecommender.builder().lastItems(7).decay(.8).fit(sample);
    List<Item> items = List.copyOf(sample.items().values());
    List<Set<String>> baskets =
        sample.users().stream()
            .<Set<String>>map(
                user -> new HashSet<>(user.lastItems(99).stream().map(Item::id).toList()))
            .toList();
    for (User user : sample.users().subList(0, 10)) {
      double[] scores = knn.scores(user);
      for (int i = 0; i < items.size(); i += 10) {
        assertThat(scores[i])
            .isCloseTo(definition(items.get(i), user.lastItems(7), baskets), within(1e-9));
      }
    }
  }

  private static double definition(Item item, List<Item> history, List<Set<String>> baskets) {
    double sum = 0;
    for (int age = 0; age < history.size(); age++) {
      Item other = history.get(history.size() - 1 - age);
      sum += Math.pow(.8, age) * cosine(item.id(), other.id(), baskets);
    }
    return sum;
  }

  private static double cosine(String one, String other, List<Set<String>> baskets) {
    double ones = baskets.stream().filter(basket -> basket.contains(one)).count();
    double others = baskets.stream().filter(basket -> basket.contains(other)).count();
    double both =
        baskets.stream().filter(basket -> basket.containsAll(List.of(one, other))).count();
    return ones == 0 || others == 0 ? 0 : both / Math.sqrt(ones * others);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> ItemKnnRecommender.builder().lastItems(0).fit(training))
        .hasMessage("lastItems must be at least 1, was 0");
    assertThatThrownBy(() -> ItemKnnRecommender.builder().decay(1.1).fit(training))
        .hasMessage("decay must be above 0 and at most 1, was 1.1");
    assertThatThrownBy(() -> ItemKnnRecommender.builder().decay(Double.NaN).fit(training))
        .hasMessage("decay must be above 0 and at most 1, was NaN");
  }

  @Test
  void theNameTellsTheSettings() {
    assertThat(ItemKnnRecommender.fit(training).name()).isEqualTo("ItemKNN (last 20, decay 0.8)");
    assertThat(ItemKnnRecommender.builder().wholeHistory().fit(training).name())
        .isEqualTo("ItemKNN (whole history)");
  }
}
