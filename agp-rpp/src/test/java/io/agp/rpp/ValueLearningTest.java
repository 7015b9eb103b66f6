package io.agp.rpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.rpp.internal.ActorCritic;
import io.agp.rpp.internal.Pooling;
import io.agp.rpp.internal.UpdateSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValueLearningTest {
  private static final int DIMENSIONS = 16;
  private static final double[] ONE_USER = new double[DIMENSIONS];
  private static final double[] OTHER_USER = new double[DIMENSIONS];

  /** Between the two, where no line through them can say something else. */
  private static final double[] LATER = new double[DIMENSIONS];

  static {
    ONE_USER[0] = 1;
    OTHER_USER[0] = -1;
  }

  private static ActorCritic networks() {
    return ActorCritic.random(DIMENSIONS, List.of(2), Pooling.GRU, 3);
  }

  private static Step step(double[] state, int action, double reward) {
    return new Step(
        1,
        state,
        new int[] {action},
        new double[] {0.5},
        new double[DIMENSIONS],
        new double[1][DIMENSIONS],
        reward);
  }

  /** The first action is the better one in first rounds and the worse one by more in later ones. */
  private static List<Episode> firstAndLaterRounds() {
    List<Episode> episodes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int first = i % 2;
      int later = i / 2 % 2;
      episodes.add(
          new Episode(
              List.of(
                  step(i % 4 < 2 ? ONE_USER : OTHER_USER, first, first == 0 ? 0.6 : 0.4),
                  step(LATER, later, later == 0 ? 0.2 : 0.8))));
    }
    return episodes;
  }

  private static List<Episode> firstRounds() {
    return firstAndLaterRounds().stream()
        .map(episode -> new Episode(episode.steps().subList(0, 1)))
        .toList();
  }

  private static ValueLearning learning() {
    return new ValueLearning(UpdateSettings.builder().gamma(0).build(), 15, 1);
  }

  @Test
  void whatLaterRoundsEarnSaysNothingOfFirstRounds() {
    ActorCritic networks = networks();
    ValueLearning learning = learning();

    for (int iteration = 1; iteration <= 10; iteration++) {
      learning.learn(networks, List.of(), firstAndLaterRounds(), iteration);
    }

    assertThat(networks.best(0, ONE_USER)).isZero();
    assertThat(networks.best(0, OTHER_USER)).isZero();
  }

  @Test
  void explorationFallsWithTheIterations() {
    ActorCritic early = networks();
    ActorCritic late = networks();

    for (int i = 0; i < 5; i++) {
      learning().learn(early, List.of(), firstRounds(), 1);
      learning().learn(late, List.of(), firstRounds(), 15);
    }

    assertThat(early.probabilities(0, ONE_USER)[1])
        .isGreaterThan(2 * late.probabilities(0, ONE_USER)[1]);
  }
}
