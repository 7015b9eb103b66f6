package io.agp.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agp.Fixtures;
import io.agp.LabelledUser;
import io.agp.Ranking;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PositionFeedbackTest {
  private final Ranking base = Ranking.base(Fixtures.items(10));

  @Test
  void theRankAndTheTargetAreSaid() {
    LabelledUser user = LabelledUser.of(Fixtures.user("u"), Fixtures.items(10), "i5");
    Feedback feedback = FeedbackEncoder.positions().encode(user, base);

    assertThat(feedback.text())
        .isEqualTo("The candidate with id 5 was chosen; it is ranked 5th, should be 1st.");
    assertThat(feedback.error()).isCloseTo(4 / 9.0, within(1e-12));
  }

  @Test
  void targetsGoByGain() {
    LabelledUser user =
        new LabelledUser(Fixtures.user("u"), Fixtures.items(10), Map.of("i1", 1.0, "i3", 5.0));
    PositionFeedback feedback = PositionFeedback.of(user, base);

    assertThat(feedback.positions())
        .extracting(PositionFeedback.Position::rank, PositionFeedback.Position::target)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(3, 1),
            org.assertj.core.api.Assertions.tuple(1, 2));
    assertThat(feedback.error()).isCloseTo((2 / 9.0 + 0) / 2, within(1e-12));
  }

  @Test
  void whatIsRightOrCannotBeRankedHasNoError() {
    LabelledUser right = LabelledUser.of(Fixtures.user("u"), Fixtures.items(10), "i1");
    LabelledUser absent = LabelledUser.of(Fixtures.user("u"), Fixtures.items(10), "elsewhere");

    assertThat(FeedbackEncoder.positions().encode(right, base)).isEqualTo(new Feedback(0, ""));
    assertThat(FeedbackEncoder.positions().encode(absent, base).error()).isZero();
    assertThat(FeedbackEncoder.metricOnly(10).encode(absent, base).error()).isZero();
  }

  @Test
  void theMetricAloneTellsNoPosition() {
    LabelledUser user = LabelledUser.of(Fixtures.user("u"), Fixtures.items(10), "i3");

    assertThat(FeedbackEncoder.metricOnly(10).encode(user, base).text())
        .isEqualTo("NDCG@10 of the order is 0.500; 1 would be perfect.");
  }
}
