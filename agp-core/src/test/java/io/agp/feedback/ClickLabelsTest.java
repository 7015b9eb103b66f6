package io.agp.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.agp.Fixtures;
import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.Reranker;
import io.agp.llm.ModelDouble;
import io.agp.rerank.HistoryReranker;
import io.agp.rerank.ProfileReranker;
import io.agp.rerank.RoundsReranker;
import io.agp.rerank.WindowReranker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ClickLabelsTest {
  private static final Propensities INVERSE = Propensities.powerLaw(1);

  private static Impression impression(String... clicked) {
    return new Impression(
        Fixtures.user("u"), Optional.empty(), Fixtures.items(10), Set.of(clicked));
  }

  @Example
  void aClickFarDownWeighsMoreUpToTheClip() {
    ClickLabels labels =
        ClickLabels.of(List.of(impression("i1"), impression("i4", "i10")), INVERSE, 7);
    LabelledUser user = labels.label(impression("i10", "i4")).orElseThrow();

    assertThat(user.candidates()).isEqualTo(Fixtures.items(10));
    assertThat(user.gains()).isEqualTo(Map.of("i4", 4 / 4.0, "i10", 7 / 4.0));
    assertThat(labels.gain(1)).isCloseTo(1 / 4.0, within(1e-12));
    assertThat(labels.gain(8)).isEqualTo(labels.gain(7));
  }

  @Example
  void ofEqualGainsTheItemShownFirstComesFirst() {
    ClickLabels labels = ClickLabels.of(List.of(impression("i1")), Propensities.powerLaw(0), 10);

    assertThat(labels.label(impression("i9", "i2", "i5")).orElseThrow().gains().keySet())
        .containsExactly("i2", "i5", "i9");
  }

  @Example
  void nothingClickedIsNothingToLearnFrom() {
    ClickLabels labels = ClickLabels.of(List.of(impression("i1")), INVERSE, 10);

    assertThat(labels.label(impression())).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClickLabels.of(List.of(impression()), INVERSE, 10))
        .withMessage("There must be at least one click in the log");
  }

  @Example
  void theFeedbackSaysWhereAClickedItemHadBeenShown() {
    LabelledUser user = new LabelledUser(Fixtures.user("u"), Fixtures.items(10), Map.of("i8", 1.5));
    List<Item> order = new ArrayList<>(Fixtures.items(10));
    Collections.swap(order, 7, 2);
    Ranking ranking =
        Ranking.builder(user.candidates(), Ranking.Source.LLM)
            .order(new int[] {0, 1, 7, 3, 4, 5, 6, 2, 8, 9})
            .build();

    assertThat(ranking.items()).isEqualTo(order);
    assertThat(FeedbackEncoder.clicks().encode(user, ranking))
        .isEqualTo(
            new Feedback(
                1.5 * 2 / 9,
                "The candidate with id 3 was chosen; it is ranked 3rd, should be 1st."
                    + " It had been shown 8th."));
  }

  @Example
  void anErrorIsAtMostOne() {
    LabelledUser user = new LabelledUser(Fixtures.user("u"), Fixtures.items(3), Map.of("i3", 9.0));

    assertThat(FeedbackEncoder.clicks().encode(user, Ranking.base(Fixtures.items(3))).error())
        .isEqualTo(1);
  }

  /** The examination model itself makes the clicks; what weights make of them has no slope left. */
  @Example
  void weightedClicksTellWhatIsWantedWhereverItWasShown() {
    Random random = new Random(7);
    List<Item> items = Fixtures.items(5);
    List<Impression> log = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      List<Item> shown = new ArrayList<>(items);
      Set<String> clicked = new HashSet<>();
      for (int position = 1; position <= 5; position++) {
        double wanted = Integer.parseInt(shown.get(position - 1).id().substring(1)) / 10.0;
        if (random.nextDouble() < INVERSE.at(position) * wanted) {
          clicked.add(shown.get(position - 1).id());
        }
      }
      log.add(new Impression(Fixtures.user("u"), Optional.empty(), shown, clicked));
    }
    ClickLabels labels = ClickLabels.of(log, INVERSE, 10);
    Map<String, Double> gained =
        log.stream()
            .flatMap(one -> labels.label(one).stream())
            .flatMap(user -> user.gains().entrySet().stream())
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey, Collectors.summingDouble(Map.Entry::getValue)));

    assertThat(gained.get("i4") / gained.get("i1")).isCloseTo(4, within(0.3));
    assertThat(gained.get("i5") / gained.get("i1")).isCloseTo(5, within(0.4));
  }

  @Property(tries = 100)
  void gainsOfALogHaveAMeanOfOne(@ForAll long seed, @ForAll @IntRange(max = 50) int tenthsOfEta) {
    Random random = new Random(seed);
    List<Impression> log = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      log.add(impression("i" + (1 + random.nextInt(10))));
    }
    ClickLabels labels = ClickLabels.of(log, Propensities.powerLaw(tenthsOfEta / 10.0), 20);

    assertThat(
            log.stream()
                .flatMap(one -> labels.label(one).stream())
                .mapToDouble(user -> user.gains().values().iterator().next())
                .average())
        .hasValueCloseTo(1.0, within(1e-9));
  }

  @Property(tries = 50)
  void whatIsAskedIsTheSameWhicheverItemIsClicked(
      @ForAll @IntRange(min = 1, max = 10) int one,
      @ForAll @IntRange(min = 1, max = 10) int other) {
    assertThat(asked("i" + one)).isEqualTo(asked("i" + other)).isNotEmpty();
  }

  /** All that a model is asked to profile and to rank for a user who clicked this. */
  private static List<Object> asked(String clicked) {
    ModelDouble model = ModelDouble.answering(request -> "{\"ranking\":[2,1,3,4,5,6,7,8,9,10]}");
    LabelledUser user =
        ClickLabels.of(List.of(impression(clicked)), INVERSE, 10)
            .label(impression(clicked))
            .orElseThrow();
    List<Reranker> rerankers =
        List.of(
            ProfileReranker.builder(model).build(),
            RoundsReranker.builder(HistoryReranker.direct(model, 5)).rounds(3).build(),
            WindowReranker.of(HistoryReranker.chainOfThought(model, 5), 4, 2));
    rerankers.forEach(reranker -> reranker.rerank(user.user(), user.candidates()));
    return model.requests.stream().<Object>map(request -> request.messages()).toList();
  }

  @Example
  void propensitiesFallAsTheyWereGiven() {
    assertThat(INVERSE.at(4)).isEqualTo(0.25);
    assertThat(Propensities.powerLaw(0).at(9)).isEqualTo(1);
    Propensities measured = Propensities.measured(List.of(1.0, 0.5));
    assertThat(measured.at(2)).isEqualTo(0.5);
    assertThat(measured.at(3)).isEqualTo(0.5);
    assertThatIllegalArgumentException().isThrownBy(() -> Propensities.powerLaw(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> Propensities.measured(List.of(0.0)));
    assertThatIllegalArgumentException().isThrownBy(() -> INVERSE.at(0));
  }

  @Example
  void impressionsHoldWhatWasClicked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> impression("elsewhere"))
        .withMessage(
            "An impression shows at least one item and all that were clicked; of user u it shows 10"
                + " and not [elsewhere]");
    assertThat(impression("i3").position("i3")).isEqualTo(3);
  }
}
