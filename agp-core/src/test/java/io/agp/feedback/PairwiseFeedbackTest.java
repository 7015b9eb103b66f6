package io.agp.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agp.Fixtures;
import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.feedback.PairwiseFeedback.Pair;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PairwiseFeedbackTest {
  @Example
  void whatStandsAboveAChosenItemIsSaid() {
    Ranking ranking = Ranking.base(Fixtures.items(5));
    LabelledUser user =
        new LabelledUser(Fixtures.user("u"), Fixtures.items(5), Map.of("i3", 1.0, "i5", 1.0));
    PairwiseFeedback feedback = PairwiseFeedback.of(user, ranking);

    assertThat(feedback.pairs())
        .containsExactly(
            new Pair(3, 1), new Pair(3, 2), new Pair(5, 1), new Pair(5, 2), new Pair(5, 4));
    assertThat(feedback.toFeedback())
        .isEqualTo(
            new Feedback(
                5 / 6.0,
                "The candidate with id 3 was chosen; it should be above id 1, id 2.\n"
                    + "The candidate with id 5 was chosen; it should be above id 1, id 2, id 4."));
  }

  @Example
  void moreGainBelongsAboveLess() {
    LabelledUser user =
        new LabelledUser(Fixtures.user("u"), Fixtures.items(3), Map.of("i1", 1.0, "i2", 2.0));
    PairwiseFeedback feedback = PairwiseFeedback.of(user, Ranking.base(Fixtures.items(3)));

    assertThat(feedback.pairs()).containsExactly(new Pair(2, 1));
    assertThat(feedback.error()).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Example
  void whatIsRightOrCannotBeRankedHasNoError() {
    LabelledUser right = LabelledUser.of(Fixtures.user("u"), Fixtures.items(3), "i1");
    LabelledUser absent = LabelledUser.of(Fixtures.user("u"), Fixtures.items(3), "elsewhere");
    Ranking base = Ranking.base(Fixtures.items(3));

    assertThat(FeedbackEncoder.pairwise().encode(right, base)).isEqualTo(new Feedback(0, ""));
    assertThat(FeedbackEncoder.pairwise().encode(absent, base)).isEqualTo(new Feedback(0, ""));
  }

  @Property(tries = 200)
  void withOneRelevantItemAllPositionEncodersAgreeOnTheError(
      @ForAll @IntRange(min = 2, max = 20) int k, @ForAll @IntRange(min = 1, max = 20) int at) {
    int rank = Math.min(k, at);
    LabelledUser user = LabelledUser.of(Fixtures.user("u"), Fixtures.items(k), "i" + rank);
    Ranking base = Ranking.base(Fixtures.items(k));
    double error = FeedbackEncoder.positions().encode(user, base).error();

    assertThat(FeedbackEncoder.pairwise().encode(user, base).error())
        .isCloseTo(error, within(1e-12));
    assertThat(FeedbackEncoder.clicks().encode(user, base).error()).isCloseTo(error, within(1e-12));
  }
}
