package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RowsTest {
  @Test
  void combinationTakesEveryRowOnceWhateverTheirNumber() {
    float[][] b = {{1, 10}, {2, 20}, {3, 30}, {4, 40}, {5, 50}, {6, 60}, {7, 70}};
    float[] a = {1, 1, 1, 1, 1, 1};
    for (int from = 0; from < 6; from++) {
      float[] c = {.5f, 9};
      Rows.addCombination(c, 1, a, from, 6, b, 1);
      float sum = .5f;
      for (int i = from; i < 6; i++) {
        sum += b[1 + i][0];
      }
      assertThat(c).containsExactly(sum, 9);
    }
  }

  @Test
  void dotAndSumTakeTheFirstNumbers() {
    float[] a = {1, 2, 3, 4, 5, 6, 7};
    assertThat(Rows.sum(a, 6)).isEqualTo(21);
    assertThat(Rows.dot(a, a, 5)).isEqualTo(55);
    assertThat(Rows.max(a, 3)).isEqualTo(3);
  }

  @Test
  void exponentialIsRightToSevenDigits() {
    for (double x = 0; x > -87; x -= .0137) {
      double wanted = Math.exp((float) x);
      assertThat((double) Rows.exp((float) x)).isCloseTo(wanted, within(3e-7 * wanted));
    }
  }

  @Test
  void exponentialOfWhatIsTooSmallIsZeroAndOfNoNumberIsNone() {
    assertThat(Rows.exp(-88)).isZero();
    assertThat(Rows.exp(Float.NEGATIVE_INFINITY)).isZero();
    assertThat(Rows.exp(Float.NaN)).isNaN();
    assertThat(Rows.exp(0)).isEqualTo(1);
  }
}
