package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agp.Item;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Split;
import org.junit.jupiter.api.Test;

class ValidationTest {
  /** One user: a and b for training, c for validation, d for the test. */
  private static Sequences abcd(int furtherItems) {
    Dataset.Builder builder = Dataset.builder("abcd");
    for (int item = 0; item < 4 + furtherItems; item++) {
      builder.item(Item.of("i" + item, "Item"));
    }
    for (int item = 0; item < 4; item++) {
      builder.interaction("u", "i" + item);
    }
    return Sequences.of(Split.leaveOneOut(builder.build()));
  }

  private static double ndcg(Sequences data, float... scores) {
    try (Workers workers = new Workers(2)) {
      return Validation.ndcg(
          (user, history, filled) -> System.arraycopy(scores, 0, filled, 0, scores.length),
          data,
          workers);
    }
  }

  @Test
  void itemsOfTheHistoryAreNotRankedAndTheTestItemIs() {
    assertThat(ndcg(abcd(0), 9, 9, 1, 0)).isEqualTo(1);
    assertThat(ndcg(abcd(0), 9, 9, 1, 2)).isCloseTo(1 / (Math.log(3) / Math.log(2)), within(1e-12));
  }

  @Test
  void tiesAreAtTheirMiddleRank() {
    assertThat(ndcg(abcd(1), 1, 1, 1, 1, 1)).isCloseTo(Math.log(2) / Math.log(3), within(1e-12));
  }

  @Test
  void theEleventhRankIsWorthNothing() {
    assertThat(ndcg(abcd(8), 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1))
        .isCloseTo(Math.log(2) / Math.log(11), within(1e-12));
    assertThat(ndcg(abcd(9), 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)).isZero();
  }

  @Test
  void aScoreThatIsNotANumberIsWorthNothing() {
    assertThat(ndcg(abcd(0), 0, 0, Float.NaN, 0)).isZero();
  }

  @Test
  void withoutValidationItemsItIsZero() {
    assertThat(ndcg(Sequences.of(Planted.split(4, 8, 2, 2, 1)), 1, 1, 1, 1, 1, 1, 1, 1)).isZero();
  }

  @Test
  void threadsChangeNothing() {
    Sequences data = Sequences.of(Planted.small());
    Trainable.Scorer scorer =
        (user, history, scores) -> {
          for (int item = 0; item < scores.length; item++) {
            scores[item] = (user * 31 + item * 17) % 97;
          }
        };
    try (Workers one = new Workers(1);
        Workers three = new Workers(3)) {
      double expected = Validation.ndcg(scorer, data, one);
      assertThat(expected).isGreaterThan(0);
      assertThat(Validation.ndcg(scorer, data, three)).isEqualTo(expected);
    }
  }
}
