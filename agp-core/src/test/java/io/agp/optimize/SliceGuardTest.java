package io.agp.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Fixtures;
import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.User;
import io.agp.metrics.Evaluation;
import io.agp.metrics.Slicing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class SliceGuardTest {
  private final List<LabelledUser> users = users(90);

  /** User i has i + 1 items of history. */
  private static List<LabelledUser> users(int count) {
    List<LabelledUser> users = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Item> history = Collections.nCopies(i + 1, Item.of("h", "Seen"));
      users.add(LabelledUser.of(User.of("u" + i, history), Fixtures.items(10), "i1"));
    }
    return users;
  }

  /** The relevant item is first for these users and last for the others. */
  private Evaluation right(IntPredicate first) {
    List<Ranking> rankings = new ArrayList<>();
    for (int i = 0; i < users.size(); i++) {
      List<Item> items = new ArrayList<>(Fixtures.items(10));
      Collections.swap(items, 0, first.test(i) ? 0 : 9);
      rankings.add(Ranking.base(items));
    }
    return Evaluation.of(users, rankings);
  }

  private SliceGuard guard(OptionalDouble margin) {
    return new SliceGuard(List.of(Slicing.byHistoryLength(users)), users, margin, 10);
  }

  @Test
  void aSliceThatPaysForTheMeanIsAtRisk() {
    List<SliceGuard.Slice> atRisk =
        guard(OptionalDouble.of(0.05)).atRisk(right(i -> i < 30), right(i -> i >= 30));

    assertThat(atRisk).hasSize(1);
    assertThat(atRisk.get(0).name()).isEqualTo("history up to 30");
    assertThat(atRisk.get(0).n()).isEqualTo(30);
    assertThat(atRisk.get(0).difference()).isLessThan(-0.7);
    assertThat(atRisk.get(0).low()).isLessThanOrEqualTo(atRisk.get(0).difference());
  }

  @Test
  void noSliceIsAtRiskIfAllWin() {
    assertThat(guard(OptionalDouble.of(0.01)).atRisk(right(i -> false), right(i -> true)))
        .isEmpty();
  }

  /** A slice whose mean does not move, but of which too little is known, is at risk. */
  @Test
  void aNarrowMarginNeedsMoreThanAnUnchangedMean() {
    Evaluation before = right(i -> i % 2 == 0);
    Evaluation after = right(i -> i % 2 == 1);

    assertThat(guard(OptionalDouble.of(0.05)).atRisk(before, after)).hasSize(3);
    assertThat(guard(OptionalDouble.of(1)).atRisk(before, after)).isEmpty();
  }

  @Test
  void withoutAMarginItReportsAndDoesNotRefuse() {
    SliceGuard guard = guard(OptionalDouble.empty());

    assertThat(guard.refuses()).isFalse();
    assertThat(guard.margin()).isEqualTo(0.1);
    assertThat(guard.atRisk(right(i -> true), right(i -> false))).hasSize(3);
  }

  @Test
  void aMarginWithoutAnySliceThatIsLargeEnoughIsRefused() {
    List<LabelledUser> few = users.subList(0, 50);
    assertThatThrownBy(
            () ->
                new SliceGuard(
                    List.of(Slicing.byHistoryLength(few)), few, OptionalDouble.of(0.1), 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a slice of at least 20 validation users, there are 50");
  }
}
