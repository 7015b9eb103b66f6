package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Item;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Split;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TriplesTest {
  private static Triples triples(int items, int[]... histories) {
    return Triples.of(sequences(items, histories));
  }

  private static Sequences sequences(int items, int[]... histories) {
    Dataset.Builder builder = Dataset.builder("histories");
    for (int item = 0; item < items; item++) {
      builder.item(Item.of("i" + item, "Title"));
    }
    for (int user = 0; user < histories.length; user++) {
      for (int item : histories[user]) {
        builder.interaction("u" + user, "i" + item);
      }
    }
    return Sequences.of(Split.leaveOneOut(builder.build()));
  }

  @Test
  void negativesAreAllItemsThatTheUserDoesNotHaveEquallyOften() {
    Triples triples = triples(7, new int[] {5, 0, 2, 6, 3}); // 6 and 3 are held out
    int[] counts = new int[7];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 40_000; i++) {
      counts[triples.negative(0, random)]++;
    }
    assertThat(counts[0] + counts[2] + counts[5]).isZero();
    assertThat(IntStream.of(counts[1], counts[3], counts[4], counts[6]).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(9_600, 10_400));
  }

  @Test
  void thereIsATripleForEachInteractionAndShufflingLosesNone() {
    Triples triples = triples(9, new int[] {5, 0}, new int[] {7});

    assertThat(triples.size()).isEqualTo(3);
    assertThat(IntStream.range(0, 3).mapToObj(t -> triples.user(t) + " " + triples.positive(t)))
        .containsExactlyInAnyOrder("0 0", "0 5", "1 7");
    assertThat(triples.shuffled(new SplittableRandom(1))).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void everyOrderIsEquallyLikely() {
    Triples triples = triples(9, new int[] {5, 0}, new int[] {7});
    SplittableRandom random = new SplittableRandom(2);
    int[] counts = new int[9];
    for (int i = 0; i < 6_000; i++) {
      int[] order = triples.shuffled(random);
      counts[order[0] * 3 + order[1]]++;
    }
    assertThat(Arrays.stream(counts).filter(count -> count > 0).boxed())
        .hasSize(6)
        .allSatisfy(count -> assertThat(count).isBetween(880, 1_120));
  }

  @Test
  void aUserWhoHasEverythingIsLeftOut() {
    Triples triples = triples(2, new int[] {0, 1}, new int[] {1});

    assertThat(triples.size()).isEqualTo(1);
    assertThat(triples.user(0)).isEqualTo(1);
    assertThat(triples.negative(1, new SplittableRandom(1))).isZero();
  }

  @Test
  void dataWithoutATripleAreRefused() {
    assertThatThrownBy(() -> triples(2, new int[] {0, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The training data must hold a user with an item, and an item that the user does not"
                + " have: 1 users, 2 items");
    assertThatThrownBy(() -> triples(0)).hasMessageEndingWith("0 users, 0 items");
  }

  @Test
  void aBatchHoldsTheTriplesAskedFor() {
    Triples triples = triples(9, new int[] {5, 0}, new int[] {7});
    Batch batch = triples.batch(new int[] {2, 0, 1}, 1, 3, new SplittableRandom(1));

    assertThat(batch.size()).isEqualTo(2);
    for (int i = 0; i < 2; i++) {
      assertThat(batch.user(i)).isEqualTo(triples.user(i));
      assertThat(batch.positive(i)).isEqualTo(triples.positive(i));
      assertThat(batch.negative(i)).isNotIn(0, 5);
    }
  }
}
