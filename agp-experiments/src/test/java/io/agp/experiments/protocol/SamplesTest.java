package io.agp.experiments.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.User;
import io.agp.experiments.Ndcg;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.HeldOutUser;
import io.agp.experiments.data.Split;
import io.agp.experiments.read.SampleData;
import io.agp.experiments.recommend.Catalogue;
import io.agp.experiments.recommend.ItemKnnRecommender;
import io.agp.experiments.recommend.PopRecommender;
import io.agp.experiments.recommend.Recommender;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SamplesTest {
  private static final Dataset DATASET = SampleData.load();
  private static final Split SPLIT = Split.leaveOneOut(DATASET);
  private static final Recommender KNN = ItemKnnRecommender.fit(SPLIT.training());
  private static final Recommender POP = PopRecommender.fit(SPLIT.training());

  private static ProtocolSettings.Builder settings(Protocol protocol) {
    return ProtocolSettings.builder()
        .protocol(protocol)
        .trainUsers(20)
        .validationUsers(10)
        .testUsers(30);
  }

  private static Samples sampled(Negatives negatives) {
    return Samples.draw(SPLIT, KNN, settings(Protocol.SAMPLED).negatives(negatives).build());
  }

  private static List<LabelledUser> all(Samples samples) {
    return Stream.of(samples.train(), samples.validation(), samples.test())
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> userIds(List<LabelledUser> users) {
    return users.stream().map(user -> user.user().id()).toList();
  }

  private static String relevant(LabelledUser user) {
    return user.gains().keySet().iterator().next();
  }

  private static Set<String> history(User user) {
    return user.history().stream().map(contact -> contact.item().id()).collect(Collectors.toSet());
  }

  private static List<String> ids(List<Item> items) {
    return items.stream().map(Item::id).toList();
  }

  @ParameterizedTest
  @EnumSource
  void noUserIsInTwoSamples(Protocol protocol) {
    Samples samples = Samples.draw(SPLIT, KNN, settings(protocol).build());

    assertThat(samples.train()).hasSize(20);
    assertThat(samples.validation()).hasSize(10);
    assertThat(samples.test()).hasSize(30);
    assertThat(userIds(all(samples))).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void theRelevantItemIsTheLastOneAndAllEarlierAreHistory(Protocol protocol) {
    Map<String, User> users =
        DATASET.users().stream().collect(Collectors.toMap(User::id, user -> user));
    Samples samples = Samples.draw(SPLIT, KNN, settings(protocol).build());

    assertThat(all(samples))
        .allSatisfy(
            labelled -> {
              User whole = users.get(labelled.user().id());
              int last = whole.history().size() - 1;
              assertThat(labelled.user().history()).isEqualTo(whole.history().subList(0, last));
              assertThat(relevant(labelled)).isEqualTo(whole.history().get(last).item().id());
            });
  }

  @ParameterizedTest
  @EnumSource
  void candidatesAreNeverFromTheHistory(Protocol protocol) {
    assertThat(all(Samples.draw(SPLIT, KNN, settings(protocol).build())))
        .allSatisfy(
            user ->
                assertThat(ids(user.candidates()))
                    .hasSize(10)
                    .doesNotContainAnyElementsOf(history(user.user())));
  }

  @Test
  void filteredTakesUsersWhoseRelevantItemIsInTheTop() {
    Samples samples = Samples.draw(SPLIT, KNN, settings(Protocol.FILTERED).testUsers(999).build());

    assertThat(all(samples))
        .allSatisfy(
            user -> {
              assertThat(user.candidates()).isEqualTo(KNN.topK(user.user(), 10));
              assertThat(ids(user.candidates())).contains(relevant(user));
            });
    UserCounts counts = samples.counts();
    assertThat(counts.users()).isEqualTo(240);
    assertThat(counts.missed() + counts.takingPart()).isEqualTo(240);
    assertThat(samples.test()).as("what there is").hasSize(counts.takingPart() - 30);
  }

  @Test
  void openLeavesNoUserOut() {
    Samples samples = Samples.draw(SPLIT, KNN, settings(Protocol.OPEN).testUsers(999).build());

    assertThat(samples.counts()).isEqualTo(new UserCounts(240, 0, 0, 240));
    assertThat(samples.test()).hasSize(210);
    assertThat(samples.test())
        .allSatisfy(user -> assertThat(user.candidates()).isEqualTo(KNN.topK(user.user(), 10)))
        .anyMatch(user -> !ids(user.candidates()).contains(relevant(user)));
  }

  @ParameterizedTest
  @EnumSource(names = {"POPULARITY", "TOP100"})
  void sampledCandidatesAreInTheOrderOfScore(Negatives negatives) {
    assertThat(all(sampled(negatives)))
        .allSatisfy(
            user -> {
              List<Double> scores =
                  user.candidates().stream().map(item -> KNN.score(user.user(), item)).toList();
              assertThat(scores).isSortedAccordingTo(Comparator.reverseOrder());
              assertThat(ids(user.candidates())).contains(relevant(user));
            });
  }

  @Test
  void popularityNegativesAreNearTheRelevantItemInPopularity() {
    Catalogue catalogue = KNN.catalogue();
    int[] order = catalogue.byPopularity();
    Map<String, Integer> ranks = new HashMap<>();
    for (int rank = 0; rank < order.length; rank++) {
      ranks.put(catalogue.items().get(order[rank]).id(), rank);
    }

    assertThat(all(sampled(Negatives.POPULARITY)))
        .allSatisfy(
            user -> {
              int relevant = ranks.get(relevant(user));
              int skipped = user.user().history().size();
              assertThat(user.candidates())
                  .allSatisfy(
                      item ->
                          assertThat(ranks.get(item.id()))
                              .isBetween(relevant - 20 - skipped, relevant + 20 + skipped));
            });
  }

  @Test
  void top100NegativesAreFromTheTopOfTheRecommender() {
    assertThat(all(sampled(Negatives.TOP100)))
        .allSatisfy(
            user -> {
              List<String> others = new ArrayList<>(ids(user.candidates()));
              others.remove(relevant(user));
              assertThat(ids(KNN.topK(user.user(), 101))).containsAll(others);
            });
  }

  @Test
  void randomNegativesAreShuffledSoThatNoSlotIsTheRelevantItems() {
    Samples samples =
        Samples.draw(
            SPLIT,
            KNN,
            settings(Protocol.SAMPLED).negatives(Negatives.RANDOM).testUsers(210).build());

    Map<Integer, Long> slots =
        all(samples).stream().collect(Collectors.groupingBy(Ndcg::rank, Collectors.counting()));
    assertThat(slots).hasSize(10);
    assertThat(slots.values()).allMatch(count -> count > 8 && count < 45);
  }

  /** Every score the same: nothing but popularity and the order of items is left to order by. */
  private record Undecided(Catalogue catalogue) implements Recommender {
    @Override
    public String name() {
      return "Undecided";
    }

    @Override
    public double[] scores(User user) {
      return new double[catalogue.items().size()];
    }
  }

  @Test
  void tiesAreBrokenWithoutKnowingTheRelevantItem() {
    Catalogue catalogue = Catalogue.of(SPLIT.training());
    Comparator<Item> popularityThenOrder =
        Comparator.comparingInt(
                (Item item) -> -catalogue.popularity(catalogue.indexOf(item.id()).getAsInt()))
            .thenComparingInt(item -> catalogue.indexOf(item.id()).getAsInt());
    Samples samples =
        Samples.draw(
            SPLIT, new Undecided(catalogue), settings(Protocol.SAMPLED).testUsers(210).build());

    assertThat(all(samples))
        .allSatisfy(user -> assertThat(user.candidates()).isSortedAccordingTo(popularityThenOrder));
    assertThat(all(samples).stream().filter(user -> Ndcg.rank(user) == 1).count())
        .isBetween(0L, 48L);
    assertThat(all(samples).stream().filter(user -> Ndcg.rank(user) == 10).count())
        .isBetween(0L, 48L);
  }

  @Test
  void whenNothingIsKnownOfAnyItemNoSlotGivesTheRelevantOneAway() {
    Dataset.Builder builder = Dataset.builder("cold");
    for (int item = 0; item < 400; item++) {
      builder.item(Item.of("i" + item, "Item"));
    }
    for (int user = 0; user < 100; user++) {
      builder.interaction("u" + user, "i" + user * 4);
      builder.interaction("u" + user, "i" + (user * 4 + 1));
      builder.interaction("u" + user, "i" + (user * 4 + 2));
    }
    Split cold = Split.leaveOneOut(builder.build());
    Samples samples =
        Samples.draw(
            cold,
            ItemKnnRecommender.fit(cold.training()),
            settings(Protocol.SAMPLED).trainUsers(0).validationUsers(0).testUsers(100).build());

    assertThat(samples.test().stream().map(Ndcg::rank).distinct().count()).isGreaterThan(5);
    assertThat(samples.test().stream().filter(user -> Ndcg.rank(user) == 1).count()).isLessThan(20);
    assertThat(samples.test().stream().filter(user -> Ndcg.rank(user) == 10).count())
        .isLessThan(20);
  }

  @ParameterizedTest
  @EnumSource
  void theSameSeedGivesTheSameSamplesAndAnotherGivesOthers(Negatives negatives) {
    assertThat(sampled(negatives)).isEqualTo(sampled(negatives));
    Samples other =
        Samples.draw(SPLIT, KNN, settings(Protocol.SAMPLED).negatives(negatives).seed(7).build());
    assertThat(other.test()).isNotEqualTo(sampled(negatives).test());
  }

  @Property(tries = 20, seed = "2026")
  void howManyAreDrawnChangesNobodysCandidates(
      @ForAll @IntRange(max = 100) int train, @ForAll @IntRange(min = 1, max = 60) int test) {
    Map<String, LabelledUser> known = new HashMap<>();
    all(Samples.draw(SPLIT, POP, settings(Protocol.SAMPLED).testUsers(210).build()))
        .forEach(user -> known.put(user.user().id(), user));
    Samples samples =
        Samples.draw(
            SPLIT, POP, settings(Protocol.SAMPLED).trainUsers(train).testUsers(test).build());

    assertThat(all(samples))
        .allSatisfy(user -> assertThat(user).isEqualTo(known.get(user.user().id())));
  }

  @Test
  void theNumberOfTestUsersDoesNotMoveTheOthersNorTheOtherWayRound() {
    Samples one = Samples.draw(SPLIT, POP, settings(Protocol.OPEN).build());
    Samples moreTest = Samples.draw(SPLIT, POP, settings(Protocol.OPEN).testUsers(100).build());
    Samples moreTrain = Samples.draw(SPLIT, POP, settings(Protocol.OPEN).trainUsers(90).build());

    assertThat(moreTest.train()).isEqualTo(one.train());
    assertThat(moreTest.validation()).isEqualTo(one.validation());
    assertThat(moreTest.test()).containsAll(one.test());
    assertThat(moreTrain.test()).isEqualTo(one.test());
    assertThat(moreTrain.train()).containsAll(one.train());
  }

  @Test
  void tooFewUsersAreAnErrorThatNamesTheCounts() {
    int takingPart =
        Samples.draw(SPLIT, KNN, settings(Protocol.FILTERED).build()).counts().takingPart();

    assertThatThrownBy(
            () -> Samples.draw(SPLIT, KNN, settings(Protocol.FILTERED).trainUsers(200).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "200 users to learn from and 10 to validate with and at least 1 to test with need 211"
                + " users, but "
                + takingPart
                + " of 240 can take part in protocol filtered: 0 have fewer than 3 interactions, "
                + (240 - takingPart)
                + " do not have their relevant item in the top 10");
  }

  @Test
  void noUserLeftToTestWithIsAnErrorUnlessNoneIsWanted() {
    ProtocolSettings.Builder everybody = settings(Protocol.OPEN).trainUsers(230);

    assertThatThrownBy(() -> Samples.draw(SPLIT, POP, everybody.build()))
        .hasMessageContaining("need 241 users, but 240 of 240 can take part in protocol open");
    assertThat(Samples.draw(SPLIT, POP, everybody.testUsers(0).build()).test()).isEmpty();
  }

  @Test
  void aRecommenderThatHasSeenWhatIsHeldOutIsRefused() {
    assertThatThrownBy(
            () -> Samples.draw(SPLIT, PopRecommender.fit(DATASET), settings(Protocol.OPEN).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Pop must be fitted on the split's training part (204 items, 3949 interactions), was"
                + " fitted on 204 items, 4429 interactions");
  }

  @Test
  void tooFewOtherItemsAreAnErrorThatNamesTheCounts() {
    assertThatThrownBy(() -> Samples.draw(SPLIT, POP, settings(Protocol.SAMPLED).topK(300).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "User \\d+: k = 300 needs 299 other items, negatives POPULARITY have 1\\d\\d");
  }

  @Test
  void usersWithFewerThanThreeInteractionsAreCounted() {
    Dataset.Builder builder = Dataset.builder("tiny");
    List<String> items = List.of("a", "b", "c", "d", "e");
    items.forEach(item -> builder.item(Item.of(item, item)));
    builder.interaction("short", "a").interaction("short", "b");
    builder.interaction("long", "a").interaction("long", "b").interaction("long", "c");
    Split tiny = Split.leaveOneOut(builder.build());

    Samples samples =
        Samples.draw(
            tiny,
            PopRecommender.fit(tiny.training()),
            settings(Protocol.SAMPLED).topK(3).trainUsers(0).validationUsers(0).build());

    assertThat(samples.counts()).isEqualTo(new UserCounts(2, 1, 0, 1));
    assertThat(userIds(samples.test())).containsExactly("long");
    assertThat(tiny.users()).extracting(HeldOutUser::id).containsExactly("long");
    assertThat(ids(samples.test().get(0).candidates())).containsExactlyInAnyOrder("c", "d", "e");
  }
}
