package io.agp.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Fixtures;
import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.User;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlicingTest {
  private static List<LabelledUser> withHistories(int... lengths) {
    return IntStream.range(0, lengths.length)
        .mapToObj(
            i ->
                LabelledUser.of(
                    User.of("u" + i, Collections.nCopies(lengths[i], Item.of("h", "Seen"))),
                    Fixtures.items(10),
                    "i" + (i + 1)))
        .toList();
  }

  @Test
  void usersAreCutIntoThirdsByTheirHistory() {
    List<LabelledUser> users = withHistories(9, 1, 5, 2, 7, 4);
    Map<String, int[]> slices = Slicing.byHistoryLength(users).slices(users);

    assertThat(slices.keySet())
        .containsExactly("history up to 2", "history 3 to 5", "history above 5");
    assertThat(slices.get("history up to 2")).containsExactly(1, 3);
    assertThat(slices.get("history 3 to 5")).containsExactly(2, 5);
    assertThat(slices.get("history above 5")).containsExactly(0, 4);
  }

  @Test
  void equalNumbersAreNeverCutApart() {
    List<LabelledUser> users = withHistories(3, 3, 3, 3, 8);

    assertThat(Slicing.byHistoryLength(users).slices(users).keySet())
        .containsExactly("history up to 3", "history above 3");
  }

  @Test
  void popularityIsThatOfTheRelevantItem() {
    List<LabelledUser> users = withHistories(1, 1, 1);
    Map<String, Integer> popularity = Map.of("i1", 50, "i2", 5, "i3", 500);
    Map<String, int[]> slices = Slicing.byPopularity(users, popularity::get).slices(users);

    assertThat(slices.get("popularity up to 5")).containsExactly(1);
    assertThat(slices.get("popularity 6 to 50")).containsExactly(0);
    assertThat(slices.get("popularity above 50")).containsExactly(2);
  }

  @Test
  void nobodyCannotBeCut() {
    assertThatThrownBy(() -> Slicing.byHistoryLength(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Slices need at least one user");
  }
}
