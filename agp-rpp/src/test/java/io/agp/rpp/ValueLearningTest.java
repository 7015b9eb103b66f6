package io.agp.rpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.rpp.internal.ActorCritic;
import io.agp.rpp.internal.Pooling;
import io.agp.rpp.internal.UpdateSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValueLearningTest {
  private static final double[] ONE_USER = {1, 0, 0, 0};
  private static final double[] OTHER_USER = {-1, 0, 0, 0};
  private static final double[] LATER = {0, 0, 0, 0};

  private static ActorCritic networks() {
    return ActorCritic.random(4, List.of(2), Pooling.GRU, 3);
  }

  private static Step step(double[] state, int action, double reward) {
    return new Step(
        1, state, new int[] {action}, new double[] {0.5}, new double[4], new double[1][4], reward);
  }

  /** The first action is the better one in first rounds and much the worse one in later ones. */
  private static List<Episode> firstAndLaterRounds() {
    List<Episode> episodes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int first = i % 2;
      int later = i / 2 % 2;
      episodes.add(
          new Episode(
              List.of(
                  step(i % 4 < 2 ? ONE_USER : OTHER_USER, first, first == 0 ? 0.7 : 0.3),
                  step(LATER, later, later == 0 ? 0 : 1))));
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

    for (int iteration = 1; iteration <= 3; iteration++) {
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
