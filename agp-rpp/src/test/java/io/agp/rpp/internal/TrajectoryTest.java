package io.agp.rpp.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Two steps, three users, four dimensions and two agents, with one thing wrong at a time. */
class TrajectoryTest {
  private final RandomTrajectory arrays = new RandomTrajectory(1, 2, 3, 4, List.of(3, 2));
  private final Trajectory.Builder builder = arrays.builder();

  @Test
  void sizesAreThoseOfTheArrays() {
    Trajectory trajectory = builder.build();

    assertThat(trajectory.steps()).isEqualTo(2);
    assertThat(trajectory.users()).isEqualTo(3);
    assertThat(trajectory.dimensions()).isEqualTo(4);
    assertThat(trajectory.agents()).isEqualTo(2);
  }

  @Test
  void rowsAreStepAfterStep() {
    Trajectory trajectory = builder.build();

    assertThat(trajectory.promptEmbedding(4)).containsExactly(arrays.promptEmbeddings[1][1]);
    assertThat(trajectory.rankedItems(4)).isDeepEqualTo(arrays.rankedItems[1][1]);
    assertThat(trajectory.rewards()[4]).isEqualTo(arrays.rewards[1][1]);
    assertThat(trajectory.actions(1)[4]).isEqualTo(arrays.actions[1][1][1]);
    assertThat(trajectory.oldLogProbabilities(1).orElseThrow()[4])
        .isEqualTo(arrays.oldLogProbabilities[1][1][1]);
  }

  @Test
  void laterChangesOfTheArraysDoNotReachIt() {
    Trajectory trajectory = builder.build();
    double kept = arrays.rankedItems[0][0][0][0];
    arrays.rankedItems[0][0][0][0] = 99;
    arrays.userEmbeddings[0][0] = 99;
    arrays.promptEmbeddings[0][0][0] = 99;

    assertThat(trajectory.rankedItems(0)[0][0]).isEqualTo(kept);
    assertThat(trajectory.userEmbeddings()[0][0]).isNotEqualTo(99);
    assertThat(trajectory.promptEmbedding(0)[0]).isNotEqualTo(99);
  }

  @Test
  void oldLogProbabilitiesMayBeAbsent() {
    builder.oldLogProbabilities(new double[0][][]);

    assertThat(builder.build().oldLogProbabilities(0)).isEmpty();
  }

  @Test
  void nothingGivenIsRefused() {
    assertRefused(Trajectory.builder(), "userEmbeddings must have at least one user");
  }

  @Test
  void noStepIsRefused() {
    assertRefused(builder.rewards(new double[0][]), "rewards must have at least one step");
  }

  @Test
  void noDimensionIsRefused() {
    assertRefused(
        builder.userEmbeddings(new double[3][0]),
        "userEmbeddings[0] must have at least one number");
  }

  @Test
  void noAgentIsRefused() {
    assertRefused(builder.actions(new int[0][][]), "actions must have at least one agent");
  }

  @Test
  void userEmbeddingOfAnotherLengthIsRefused() {
    arrays.userEmbeddings[2] = new double[5];

    assertRefused(builder, "userEmbeddings[2] must have 4 numbers but has 5");
  }

  @Test
  void missingStepOfPromptsIsRefused() {
    assertRefused(
        builder.promptEmbeddings(new double[1][3][4]),
        "promptEmbeddings must have 2 steps but has 1");
  }

  @Test
  void missingUserOfPromptsIsRefused() {
    arrays.promptEmbeddings[1] = new double[2][4];

    assertRefused(builder, "promptEmbeddings[1] must have 3 users but has 2");
  }

  @Test
  void promptOfAnotherLengthIsRefused() {
    arrays.promptEmbeddings[1][2] = new double[3];

    assertRefused(builder, "promptEmbeddings[1][2] must have 4 numbers but has 3");
  }

  @Test
  void missingRankingIsRefused() {
    arrays.rankedItems[1] = new double[2][1][4];

    assertRefused(builder, "rankedItems[1] must have 3 users but has 2");
  }

  @Test
  void emptyRankingIsRefused() {
    arrays.rankedItems[0][1] = new double[0][];

    assertRefused(builder, "rankedItems[0][1] must have at least one vector");
  }

  @Test
  void rankedItemOfAnotherLengthIsRefused() {
    arrays.rankedItems[0][1] = new double[][] {new double[4], new double[2]};

    assertRefused(builder, "rankedItems[0][1][1] must have 4 numbers but has 2");
  }

  @Test
  void numberThatIsNotFiniteIsRefusedWithItsPlace() {
    arrays.rankedItems[0][1][0][3] = Double.NaN;

    assertRefused(builder, "rankedItems[0][1][0][3] must be finite but is NaN");
  }

  @Test
  void rewardThatIsNotFiniteIsRefused() {
    arrays.rewards[1][2] = Double.POSITIVE_INFINITY;

    assertRefused(builder, "rewards[1][2] must be finite but is Infinity");
  }

  @Test
  void actionsOfAnotherShapeAreRefused() {
    arrays.actions[1] = new int[][] {{0, 1, 0}, {0, 1}};

    assertRefused(builder, "actions[1][1] must have 3 users but has 2");
  }

  @Test
  void negativeActionIsRefused() {
    arrays.actions[1][0][2] = -1;

    assertRefused(builder, "actions[1][0][2] must not be negative but is -1");
  }

  @Test
  void oldLogProbabilitiesOfFewerAgentsAreRefused() {
    assertRefused(
        builder.oldLogProbabilities(new double[1][2][3]),
        "oldLogProbabilities must have 2 agents but has 1");
  }

  @Test
  void positiveLogProbabilityIsRefused() {
    arrays.oldLogProbabilities[1][1][0] = 0.5;

    assertRefused(builder, "oldLogProbabilities[1][1][0] must be at most 0 but is 0.5");
  }

  private static void assertRefused(Trajectory.Builder builder, String message) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
