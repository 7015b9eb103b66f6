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
  void eachPatternAloneGainsOnTheManualPromptAndLosesWhatTheOthersCarry() {
    PlantedRpp planted = new PlantedRpp(3);
    double manual =
        planted.gap.closed(PlantedRpp.mean(planted.expected(RppPrompt.manual(PlantedRpp.SPACE))));
    double all = planted.closed(planted.learn(planted.optimizer()));

    for (ActionSet set : PlantedRpp.SPACE.sets()) {
      double alone = planted.closed(planted.learn(planted.optimizer().patterns(set.pattern())));

      assertThat(alone).as(set.pattern().name()).isBetween(manual + 0.02, all - 0.2);
    }
  }
}
