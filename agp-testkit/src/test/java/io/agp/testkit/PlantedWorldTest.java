package io.agp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.User;
import io.agp.testkit.PlantedWorld.Choice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlantedWorldTest {
  private static final PlantedWorld WORLD = PlantedWorld.of(3);
  private static final PlantedTypes TYPES = new PlantedTypes(3, 3, 3, 5);

  private static PlantedType type(LabelledUser user) {
    return TYPES.of(user.user().id());
  }

  private static String genre(Item item) {
    return item.attributes().getOrDefault("genre", "");
  }

  private static Item relevant(LabelledUser user) {
    return user.candidates().stream()
        .filter(item -> user.gains().containsKey(item.id()))
        .findFirst()
        .orElseThrow();
  }

  private static List<Item> items(LabelledUser user) {
    List<Item> items = new ArrayList<>(user.user().lastItems(8));
    items.addAll(user.candidates());
    return items;
  }

  @Test
  void settingsAloneDecideTheUsers() {
    assertThat(PlantedWorld.of(3).users(20, "u")).isEqualTo(WORLD.users(20, "u"));
    assertThat(WORLD.users(30, "u").subList(0, 20)).isEqualTo(WORLD.users(20, "u"));
    assertThat(PlantedWorld.of(4).users(20, "u")).isNotEqualTo(WORLD.users(20, "u"));
  }

  @Test
  void prefixesShareNoUserAndNoItem() {
    Set<String> ids = new HashSet<>();
    for (String prefix : List.of("train", "test", "train-1")) {
      for (LabelledUser user : WORLD.users(200, prefix)) {
        assertThat(ids.add(user.user().id())).isTrue();
        items(user).forEach(item -> assertThat(ids.add(item.id())).isTrue());
      }
    }
  }

  @Test
  void noTitleComesTwice() {
    List<String> titles = new ArrayList<>();
    WORLD.users(500, "a").forEach(user -> items(user).forEach(item -> titles.add(item.title())));
    WORLD.users(500, "b").forEach(user -> items(user).forEach(item -> titles.add(item.title())));
    assertThat(titles).hasSize(18_000).doesNotHaveDuplicates();
  }

  @Test
  void relevantGenreIsThatOfTheHorizon() {
    for (LabelledUser user : WORLD.users(200, "u")) {
      List<String> history =
          user.user().lastItems(8).stream().map(PlantedWorldTest::genre).toList();
      String genre = genre(relevant(user));
      if (type(user).shortTerm()) {
        assertThat(history.get(7)).isEqualTo(genre);
        assertThat(Collections.frequency(history, genre)).isBetween(1, 2);
      } else {
        assertThat(history.get(7)).isNotEqualTo(genre);
        assertThat(Collections.frequency(history, genre)).isBetween(5, 6);
      }
      assertThat(user.candidates().stream().map(PlantedWorldTest::genre))
          .hasSize(10)
          .doesNotHaveDuplicates()
          .containsAll(history);
    }
  }

  @Test
  void relevantItemStandsInEveryPlaceAboutAsOften() {
    Map<Integer, Integer> places = new HashMap<>();
    for (LabelledUser user : WORLD.users(1000, "u")) {
      places.merge(user.candidates().indexOf(relevant(user)), 1, Integer::sum);
    }
    assertThat(places).hasSize(10).allSatisfy((place, n) -> assertThat(n).isBetween(70, 135));
  }

  @Test
  void partsOfTheTypeAreBalanced() {
    List<LabelledUser> users = WORLD.users(90, "u");
    assertBalanced(users, user -> type(user).shortTerm() ? 1 : 0, 2);
    assertBalanced(users, user -> type(user).role(), 3);
    assertBalanced(users, user -> type(user).reasoning(), 3);
    assertBalanced(users, user -> type(user).format(), 5);
    assertThat(users.stream().map(PlantedWorldTest::type).distinct().count()).isGreaterThan(45);
  }

  private static void assertBalanced(
      List<LabelledUser> users, ToIntFunction<LabelledUser> part, int values) {
    int[] counts = new int[values];
    users.forEach(user -> counts[part.applyAsInt(user)]++);
    assertThat(counts).containsOnly(users.size() / values);
  }

  @Test
  void codesTellTypesApart() {
    assertThat(IntStream.range(0, 90).mapToObj(TYPES::ofCode)).doesNotHaveDuplicates();
    assertThat(IntStream.range(0, 90)).allMatch(code -> TYPES.code(TYPES.ofCode(code)) == code);
  }

  /** Naive Bayes over the words of 300 users' histories, on 150 others. */
  @Test
  void wordsOfTitlesDoNotTellTheType() {
    Map<String, double[]> counts = new HashMap<>();
    for (LabelledUser user : WORLD.users(300, "learn")) {
      for (String word : words(user)) {
        counts.computeIfAbsent(word, key -> new double[] {1, 1, 1})[type(user).role()]++;
      }
    }
    int right = 0;
    for (LabelledUser user : WORLD.users(150, "guess")) {
      double[] score = new double[3];
      for (String word : words(user)) {
        double[] count = counts.getOrDefault(word, new double[] {1, 1, 1});
        for (int role = 0; role < 3; role++) {
          score[role] += Math.log(count[role]);
        }
      }
      double own = score[type(user).role()];
      right += own >= score[0] && own >= score[1] && own >= score[2] ? 1 : 0;
    }
    assertThat(right / 150.0).isCloseTo(1 / 3.0, within(0.13));
  }

  private static List<String> words(LabelledUser user) {
    return user.user().lastItems(8).stream()
        .flatMap(item -> List.of(item.title().split(" ")).stream())
        .toList();
  }

  /** The nearest mean of 200 users' embeddings, on 200 others. */
  @Test
  void embeddingsTellTheTypeOfOtherUsers() {
    assertThat(rightByNearestMean(WORLD)).isGreaterThan(0.95);
    assertThat(rightByNearestMean(PlantedWorld.builder().seed(3).embeddingNoise(2).build()))
        .isBetween(0.15, 0.4);
  }

  private static double rightByNearestMean(PlantedWorld world) {
    double[][] means = new double[5][64];
    for (LabelledUser user : world.users(200, "learn")) {
      double[] vector = world.embedding(user.user());
      for (int i = 0; i < 64; i++) {
        means[type(user).format()][i] += vector[i] / 40;
      }
    }
    List<LabelledUser> others = world.users(200, "guess");
    long right =
        others.stream()
            .filter(user -> nearest(means, world.embedding(user.user())) == type(user).format())
            .count();
    return right / 200.0;
  }

  private static int nearest(double[][] means, double[] vector) {
    int nearest = 0;
    for (int mean = 1; mean < means.length; mean++) {
      nearest = distance(means[mean], vector) < distance(means[nearest], vector) ? mean : nearest;
    }
    return nearest;
  }

  private static double distance(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> (a[i] - b[i]) * (a[i] - b[i])).sum();
  }

  @Test
  void embeddingsOfItemsTellTheGenre() {
    List<Item> items = items(WORLD.users(1, "u").get(0));
    for (Item one : items) {
      for (Item other : items) {
        double distance = distance(WORLD.embedding(one), WORLD.embedding(other));
        assertThat(distance < 0.75).isEqualTo(genre(one).equals(genre(other)));
      }
    }
    assertThat(WORLD.embedding(items.get(0))).hasSize(64).isEqualTo(WORLD.embedding(items.get(0)));
  }

  @Test
  void dimensionsAreAsSet() {
    PlantedWorld small = PlantedWorld.builder().dimensions(16).embeddingNoise(0).build();
    LabelledUser user = small.users(1, "u").get(0);
    assertThat(small.embedding(user.user())).hasSize(16);
    assertThat(small.embedding(Item.of("x", "Unknown"))).hasSize(16).containsOnly(0);
  }

  @Test
  void usersFromElsewhereHaveNoEmbedding() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WORLD.embedding(User.of("somebody", List.of())))
        .withMessageContaining("somebody");
  }

  @Test
  void choicesAreAllCombinations() {
    assertThat(WORLD.choices()).hasSize(135).doesNotHaveDuplicates();
    assertThat(WORLD.choices().get(1)).isEqualTo(new Choice(0, 0, 1));
  }

  @Test
  void badSettingsAreRefused() {
    PlantedWorld.Builder builder = PlantedWorld.builder();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.sentences("mood", List.of("Be glad.")))
        .withMessage("The pattern must be one of [role, reasoning, format], was \"mood\"");
    assertThatIllegalArgumentException().isThrownBy(() -> builder.sentences("role", List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.sentences("role", List.of("Be glad.", "Be glad.")))
        .withMessageContaining("\"Be glad.\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.sentences("role", List.of("{{count}} ")));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.dimensions(0));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.embeddingNoise(-0.1));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.embeddingNoise(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> WORLD.users(-1, "u"));
    assertThatIllegalArgumentException().isThrownBy(() -> WORLD.users(1, " "));
    assertThatIllegalArgumentException().isThrownBy(() -> WORLD.sentences("mood"));
    assertThatIllegalStateException()
        .isThrownBy(() -> PlantedWorld.builder().answers(List.of(AnswerStyle.TITLES)).build())
        .withMessage("There must be one answer for each of the 5 formats, were 1");
  }

  @Test
  void badQuestionsAreRefused() {
    LabelledUser user = WORLD.users(1, "u").get(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WORLD.expectedNdcg(user, new Choice(3, 0, 0), 1))
        .withMessage("The role must be within -1..2, was 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WORLD.expectedNdcg(user, new Choice(0, 0, 0), -1));
    LabelledUser missed = LabelledUser.of(user.user(), user.candidates(), "elsewhere");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WORLD.expectedNdcg(missed, new Choice(0, 0, 0), 1))
        .withMessage("One of the candidates of user u-0 must be relevant, none is");
    assertThatIllegalArgumentException().isThrownBy(() -> WORLD.gap(List.of(), List.of(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> WORLD.gap(List.of(user), List.of()));
  }
}
