package io.agp.rpp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Two users and three steps: rows are step after step, users next to each other. */
class ReturnsTest {
  private static final double[] REWARDS = {1, 10, 2, 20, 3, 30};
  private static final double[] VALUES = {100, 0, 200, 0, 300, 0, 400, 1000};

  @Test
  void oneStepIsTheRewardAndTheDiscountedNextValue() {
    assertReturns(1, 1 + 50 + 50, 10, 2 + 150, 20, 3 + 200, 30 + 500);
  }

  @Test
  void twoStepsCountTwoRewardsAndBootstrapFromTheLastStateAtTheEnd() {
    assertReturns(2, 1 + 1 + 75, 10 + 10, 2 + 1.5 + 100, 20 + 15 + 250, 3 + 200, 30 + 500);
  }

  @Test
  void moreStepsThanThereAreCountAllRewards() {
    double first = 1 + 1 + 0.75 + 50;
    double second = 10 + 10 + 7.5 + 125;

    assertReturns(99, first, second, 2 + 1.5 + 100, 20 + 15 + 250, 3 + 200, 30 + 500);
  }

  @Test
  void withoutDiscountEachIsItsReward() {
    double[] withoutLast = {100, 0, 200, 0, 300, 0};

    assertThat(Returns.nStep(REWARDS, withoutLast, 2, 0, 2)).containsExactly(REWARDS);
  }

  private static void assertReturns(int n, double... expected) {
    assertThat(Returns.nStep(REWARDS, VALUES, 2, 0.5, n)).containsExactly(expected, within(1e-12));
  }
}
