package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SasRecWindowsTest {
  /** In training: one user with 23 items, one with 3, one with 1. */
  private final Sequences data = Sequences.of(Split.leaveOneOut(dataset()));

  private static Dataset dataset() {
    Dataset.Builder builder = Dataset.builder("histories");
    for (int item = 0; item < 60; item++) {
      builder.item(Chains.item(item));
    }
    int[] lengths = {25, 5, 3};
    for (int user = 0; user < lengths.length; user++) {
      for (int i = 0; i < lengths[user]; i++) {
        builder.interaction("u" + user, "i" + (10 * user + i));
      }
    }
    return builder.build();
  }

  private SasRecWindows windows(int most) {
    return new SasRecWindows(data, settings(most));
  }

  private static SasRecSettings settings(int most) {
    return SasRecRecommender.builder().length(5).dimensions(4).windows(most).settings(1);
  }

  private static List<Integer> ends(List<SasRecWindows.Window> windows, int user) {
    return windows.stream()
        .filter(window -> window.user() == user)
        .map(SasRecWindows.Window::end)
        .sorted()
        .toList();
  }

  @Test
  void lastItemsAreAlwaysAWindowAndLongHistoriesHaveAsManyAsCoverThem() {
    for (int seed = 0; seed < 50; seed++) {
      List<SasRecWindows.Window> drawn = windows(100).draw(new SplittableRandom(seed));
      // 22 items to be predicted, 5 in a window.
      assertThat(ends(drawn, 0)).hasSize(5).last().isEqualTo(23);
      assertThat(ends(drawn, 0)).allMatch(end -> end >= 6);
      assertThat(ends(drawn, 1)).containsExactly(3);
      assertThat(ends(drawn, 2)).isEmpty();
    }
  }

  @Test
  void windowsAreLimited() {
    List<SasRecWindows.Window> drawn = windows(2).draw(new SplittableRandom(1));
    assertThat(ends(drawn, 0)).hasSize(2).last().isEqualTo(23);
    assertThat(ends(windows(1).draw(new SplittableRandom(1)), 0)).containsExactly(23);
  }

  @Test
  void placesAndOrderDifferFromEpochToEpoch() {
    List<List<Integer>> places = new ArrayList<>();
    for (int seed = 0; seed < 5; seed++) {
      places.add(ends(windows(100).draw(new SplittableRandom(seed)), 0));
    }
    assertThat(places).doesNotHaveDuplicates();
  }

  @Test
  void everyPlacePredictsTheNextAndPaddingIsAtTheFront() {
    SasRecSettings settings = settings(1);
    SasRecSlice slice = new SasRecSlice(SasRecWeights.zeros(60, settings), settings, 2);
    slice.clear(2);
    windows(1).fill(new SasRecWindows.Window(1, 3), slice, 0, new SplittableRandom(1));
    windows(1).fill(new SasRecWindows.Window(0, 20), slice, 1, new SplittableRandom(1));
    // Items are numbered from 1: item i10 is number 11.
    assertThat(slice.network().items()).containsExactly(0, 0, 0, 11, 12, 15, 16, 17, 18, 19);
    assertThat(slice.positives()).containsExactly(0, 0, 0, 12, 13, 16, 17, 18, 19, 20);
    assertThat(slice.targets()).isEqualTo(7);
  }

  @Test
  void negativesAreItemsThatTheUserDoesNotHave() {
    SasRecSettings settings = settings(1);
    SasRecSlice slice = new SasRecSlice(SasRecWeights.zeros(60, settings), settings, 1);
    SplittableRandom random = new SplittableRandom(1);
    List<Integer> negatives = new ArrayList<>();
    for (int round = 0; round < 100; round++) {
      slice.clear(1);
      windows(1).fill(new SasRecWindows.Window(0, 20), slice, 0, random);
      for (int negative : slice.negatives()) {
        negatives.add(negative);
      }
    }
    assertThat(negatives).hasSize(500).allMatch(negative -> negative > 23 && negative <= 60);
    assertThat(negatives).contains(24, 60);
  }
}
