package io.agp.experiments.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agp.Interaction;
import io.agp.Item;
import io.agp.User;
import io.agp.experiments.LatestSmall;
import io.agp.experiments.Ndcg;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Split;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Bm25RecommenderTest {
  private static final double LENGTH = (2 + 3 + 3 + 1) / 4.0;
  private final Dataset fruit = titled("red apple", "red red pear", "green apple pie", "blue", "");
  private final Recommender bm25 = Bm25Recommender.fit(fruit);

  /** Items 0, 1, 2 … with these titles. */
  private static Dataset titled(String... titles) {
    Dataset.Builder builder = Dataset.builder("titles");
    for (int i = 0; i < titles.length; i++) {
      builder.item(Item.of(String.valueOf(i), titles[i]));
    }
    return builder.build();
  }

  private static User user(Dataset dataset, int... items) {
    return User.of(
        "u",
        Arrays.stream(items).mapToObj(i -> List.copyOf(dataset.items().values()).get(i)).toList());
  }

  /** BM25 of one term, from its textbook form; of four items with terms. */
  private static double score(int itemsWithTerm, int count, int length) {
    double idf = Math.log(1 + (4 - itemsWithTerm + .5) / (itemsWithTerm + .5));
    return idf * count / (count + 1.2 * (1 - .75 + .75 * length / LENGTH));
  }

  @Test
  void scoresAreTheTextbooks() {
    double[] scores = bm25.scores(user(fruit, 0));
    assertThat(scores[0]).isCloseTo(score(2, 1, 2) + score(2, 1, 2), within(1e-6));
    assertThat(scores[1]).isCloseTo(score(2, 2, 3), within(1e-6));
    assertThat(scores[2]).isCloseTo(score(2, 1, 3), within(1e-6));
    assertThat(scores[3]).isZero();
    assertThat(scores[4]).isZero();
    assertThat(bm25.topK(user(fruit, 0), 2)).extracting(Item::id).containsExactly("1", "2");
  }

  @Test
  void aTermThatTheQueryHasTwiceWeighsTwice() {
    double[] scores = bm25.scores(user(fruit, 1));
    assertThat(scores[0]).isCloseTo(2 * score(2, 1, 2), within(1e-6));
    assertThat(scores[2]).isZero();
  }

  @Test
  void attributesCountLikeTheTitleAndTheirNamesDoNot() {
    Dataset dataset =
        Dataset.builder("films")
            .item(Item.of("0", "Alpha").with("genres", "western"))
            .item(Item.of("1", "Beta").with("genres", "western"))
            .item(Item.of("2", "Gamma").with("genres", "musical"))
            .item(Item.of("3", "Genres"))
            .build();
    double[] scores = Bm25Recommender.fit(dataset).scores(user(dataset, 0));
    assertThat(scores[1]).isPositive();
    assertThat(scores[2]).isZero();
    assertThat(scores[3]).isZero();
  }

  @Test
  void wordsMatchWhateverTheirCaseAndEnding() {
    Dataset dataset = titled("The Two Towers", "TOWER of strength", "the other");
    double[] scores = Bm25Recommender.fit(dataset).scores(user(dataset, 0));
    assertThat(scores[1]).isPositive();
    assertThat(scores[2]).isZero();
  }

  @Test
  void onlyTheLastItemsMakeTheQuery() {
    Recommender last = Bm25Recommender.builder().lastItems(1).fit(fruit);
    assertThat(last.scores(user(fruit, 0, 3))).isEqualTo(last.scores(user(fruit, 3)));
    assertThat(last.scores(user(fruit, 3, 0))[1]).isPositive();
    assertThat(last.name()).isEqualTo("BM25 (last 1)");
    assertThat(bm25.name()).isEqualTo("BM25 (last 5)");
  }

  @Test
  void querySyntaxInATitleIsData() {
    String odd = "apple AND (NOT pear~2 OR title:\"red\" ^3 [a TO z] /x/ \\ * ? + -blue";
    Dataset dataset = titled(odd, "red red pear", "blue", "*", "title:red");
    double[] scores = Bm25Recommender.fit(dataset).scores(user(dataset, 0));
    assertThat(scores[1]).isPositive();
    assertThat(scores[2]).isPositive();
    assertThat(scores[3]).isZero();
  }

  @Test
  void oddTextsAreScoredOrLeftAtZero() {
    String broken = "half \uD83C a surrogate";
    Dataset dataset =
        titled("", "the of and", "\uD83C\uDF55\uD83C\uDF55", broken, "pizza \uD83C\uDF55", "東京 物語");
    Recommender odd = Bm25Recommender.fit(dataset);
    assertThat(odd.scores(user(dataset, 0))).containsOnly(0);
    assertThat(odd.scores(user(dataset, 1))).containsOnly(0);
    assertThat(odd.scores(user(dataset, 2))[4]).isPositive();
    assertThat(odd.scores(user(dataset, 3))[3]).isPositive();
    assertThat(odd.scores(user(dataset, 5))[5]).isPositive();
  }

  @Test
  void aCatalogueWithoutTextOrWithoutItemsScoresZero() {
    Dataset silent = titled("", "");
    assertThat(Bm25Recommender.fit(silent).scores(user(silent, 0))).containsExactly(0, 0);
    assertThat(Bm25Recommender.fit(titled()).scores(user(fruit, 0))).isEmpty();
  }

  @Test
  void usersWithoutAHistoryScoreZero() {
    assertThat(bm25.scores(User.of("new", List.of()))).containsOnly(0);
  }

  @Test
  void unknownItemsCountWithTheirOwnText() {
    User stranger = User.of("s", List.of(Item.of("elsewhere", "green")));
    assertThat(bm25.topK(stranger, 1)).extracting(Item::id).containsExactly("2");
  }

  @Test
  void knownItemsCountWithTheTextOfTheCatalogue() {
    User bare = new User("b", List.of(Interaction.of(Item.of("2", ""))));
    assertThat(bm25.scores(bare)).isEqualTo(bm25.scores(user(fruit, 2)));
  }

  /** 3,000 different words are more than the 1,024 clauses that Lucene's own queries may have. */
  @Test
  void aLongQueryKeepsTheRarestTermsThatAnotherItemHas() {
    String description = words(0, 3_000);
    Dataset dataset =
        titled(description, words(0, 1_500) + " pear", words(0, 3), "w0 pear", words(2_990, 3_000));
    User user = user(dataset, 0);
    double[] all = Bm25Recommender.builder().maxQueryTerms(10_000).fit(dataset).scores(user);
    double[] cut = Bm25Recommender.builder().maxQueryTerms(10).fit(dataset).scores(user);
    assertThat(all).hasSize(5).satisfies(s -> assertThat(s[3]).isPositive());
    // w3 … are in two items, w1 and w2 in three, w0 in four; the rarest by the alphabet are w10 ….
    assertThat(cut[1]).isPositive().isLessThan(all[1]);
    assertThat(cut[2]).isZero();
    assertThat(cut[3]).isZero();
  }

  @Test
  void theCutIsByFrequencyThenByTheAlphabet() {
    Dataset dataset = titled("own zeta beta alpha", "zeta", "beta", "alpha", "zeta", "own only");
    Recommender two = Bm25Recommender.builder().maxQueryTerms(2).fit(dataset);
    double[] scores = two.scores(user(dataset, 0));
    assertThat(scores[3]).as("alpha").isPositive();
    assertThat(scores[2]).as("beta").isPositive();
    assertThat(scores[5]).as("own").isZero();
    assertThat(scores[1]).as("zeta, in three").isZero();
  }

  private static String words(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
  }

  @Test
  void aDescriptionOf100KilobytesIsScored() {
    String description = "orchid " + words(0, 17_000);
    assertThat(description.length()).isGreaterThan(100_000);
    Dataset dataset = titled(description, "orchid", "x".repeat(100_000), "rose");
    Recommender recommender = Bm25Recommender.fit(dataset);
    assertThat(recommender.topK(user(dataset, 0), 1)).extracting(Item::id).containsExactly("1");
    assertThat(recommender.scores(user(dataset, 1))[0]).isPositive();
    assertThat(recommender.scores(user(dataset, 2))[2]).isPositive();
  }

  @Test
  void manyThreadsGetTheSameScores() {
    Random random = new Random(1);
    String[] titles = new String[500];
    Arrays.setAll(titles, i -> "w" + random.nextInt(40) + " w" + random.nextInt(40));
    Dataset dataset = titled(titles);
    Recommender one = Bm25Recommender.fit(dataset);
    Recommender other = Bm25Recommender.fit(dataset);
    List<User> users =
        IntStream.range(0, 490).mapToObj(i -> user(dataset, i, i + 1, i + 2, i + 7)).toList();
    List<double[]> inParallel = users.parallelStream().map(one::scores).toList();
    for (int i = 0; i < users.size(); i++) {
      assertThat(inParallel.get(i)).isEqualTo(other.scores(users.get(i)));
    }
  }

  @Test
  void aLargeIndexKeepsItemsAndScoresTogether() {
    String[] titles = new String[30_000];
    Arrays.setAll(titles, i -> "number" + i);
    Dataset dataset = titled(titles);
    Recommender recommender = Bm25Recommender.fit(dataset);
    for (int item : new int[] {0, 1, 9_999, 20_000, 29_999}) {
      double[] scores = recommender.scores(user(dataset, item));
      assertThat(scores[item]).isPositive();
      assertThat(Arrays.stream(scores).filter(score -> score > 0).count()).isEqualTo(1);
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> Bm25Recommender.builder().lastItems(0).fit(fruit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lastItems must be at least 1, was 0");
    assertThatThrownBy(() -> Bm25Recommender.builder().maxQueryTerms(-3).fit(fruit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxQueryTerms must be at least 1, was -3");
  }

  /** Titles, years and genres alone, over all items: about as good as popularity. */
  @Test
  void onLatestSmallItFindsWhatItFoundBefore() {
    Split split = LatestSmall.splitOrSkip();
    assertThat(Ndcg.ofFullRanking(split.users(), Bm25Recommender.fit(split.training())))
        .isCloseTo(.0176, within(.001));
  }
}
