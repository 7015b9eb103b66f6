package io.agp.rpp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@link PlantedRppTable} measures ten seeds and more methods; this holds what must not be lost.
 */
class PlantedRppTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void fifteenIterationsCloseFourFifthsOfTheGapAndLeaveTheBestFixedPromptBehind(long seed) {
    PlantedRpp planted = new PlantedRpp(seed);

    RppPolicy policy = planted.learn(planted.optimizer());

    assertThat(planted.closed(policy)).isGreaterThanOrEqualTo(0.8);
    assertThat(planted.closedAsServed(policy)).isGreaterThanOrEqualTo(0.75);
    assertThat(planted.aheadOfBestFixed(policy).low()).isGreaterThan(0.1);
  }

  @Test
  void withoutItsAgentEachPatternsPartIsLost() {
    PlantedRpp planted = new PlantedRpp(3);
    double all = planted.closed(planted.learn(planted.optimizer()));

    for (ActionSet set : PlantedRpp.SPACE.sets()) {
      Pattern[] others = PlantedRppTable.allBut(set.pattern());
      double without = planted.closed(planted.learn(planted.optimizer().patterns(others)));

      assertThat(without).as("without " + set.pattern().name()).isLessThan(all - 0.05);
    }
  }
}
