package io.agp.rpp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Small worlds with a known best policy, from samples and rewards alone. */
class LearningTest {
  private static final int USERS = 100;
  private static final double[][] ITEMS = {{1, 0, -1, 0}, {0, 1, 0, -1}, {-1, 1, 1, 0}};

  private static final UpdateSettings FAST =
      UpdateSettings.builder()
          .gamma(0)
          .actorLearningRate(0.02)
          .criticLearningRate(0.02)
          .gradientClip(1)
          .build();

  private final SplittableRandom random = new SplittableRandom(4);

  @Test
  void twoAgentsLearnTheirContextualBandit() {
    ActorCritic networks = ActorCritic.random(4, List.of(2, 3), Pooling.GRU, 1);

    learnBandit(networks, FAST, 150, 1);

    assertThat(shareOfBestActions(networks)).isGreaterThan(0.95);
  }

  @Test
  void ppoLearnsTheBanditFromFewerBatchesOfMoreSteps() {
    ActorCritic networks = ActorCritic.random(4, List.of(2, 3), Pooling.GRU, 1);

    learnBandit(networks, FAST.newBuilder().clipEpsilon(0.2).build(), 80, 5);

    assertThat(shareOfBestActions(networks)).isGreaterThan(0.95);
  }

  /** One reward for both agents: each is half of it. */
  private void learnBandit(ActorCritic networks, UpdateSettings settings, int batches, int steps) {
    for (int batch = 0; batch < batches; batch++) {
      Episodes episodes = new Episodes(networks, 1);
      episodes.act(0);
      for (int user = 0; user < USERS; user++) {
        double[] context = episodes.arrays.userEmbeddings[user];
        double first = episodes.action(0, 0, user) == bestOfTwo(context) ? 0.5 : 0;
        double second = episodes.action(1, 0, user) == bestOfThree(context) ? 0.5 : 0;
        episodes.arrays.rewards[0][user] = first + second;
      }
      for (int step = 0; step < steps; step++) {
        networks.update(episodes.arrays.build(), settings);
      }
    }
  }

  private double shareOfBestActions(ActorCritic networks) {
    int right = 0;
    for (int i = 0; i < 1000; i++) {
      double[] context = RandomTrajectory.vector(random, 4);
      right += networks.best(0, context) == bestOfTwo(context) ? 1 : 0;
      right += networks.best(1, context) == bestOfThree(context) ? 1 : 0;
    }
    return right / 2000.0;
  }

  private static int bestOfTwo(double[] context) {
    return context[0] + context[1] > 0 ? 0 : 1;
  }

  private static int bestOfThree(double[] context) {
    return context[2] > 0.5 ? 2 : context[2] < -0.5 ? 1 : 0;
  }

  @Test
  void laterRewardIsLearnedToBeWorthAnEarlierLoss() {
    UpdateSettings patient = FAST.newBuilder().gamma(0.95).nStep(2).build();

    assertThat(shareOfWaiting(patient)).isGreaterThan(0.9);
  }

  @Test
  void laterRewardIsLearnedThroughTheValueOfTheNextState() {
    UpdateSettings bootstrapped = FAST.newBuilder().gamma(0.95).nStep(1).build();

    assertThat(shareOfWaiting(bootstrapped)).isGreaterThan(0.9);
  }

  @Test
  void withoutDiscountedRewardsTheEarlierIsTaken() {
    assertThat(shareOfWaiting(FAST)).isLessThan(0.05);
  }

  /** Action 1 earns 0.3 at once; action 0 leads to a state in which action 1 earns 1. */
  private double shareOfWaiting(UpdateSettings settings) {
    ActorCritic networks = ActorCritic.random(4, List.of(2), Pooling.GRU, 2);
    for (int batch = 0; batch < 200; batch++) {
      Episodes episodes = new Episodes(networks, 2);
      episodes.act(0);
      for (int user = 0; user < USERS; user++) {
        boolean waits = episodes.action(0, 0, user) == 0;
        episodes.arrays.rewards[0][user] = waits ? 0 : 0.3;
        episodes.arrays.promptEmbeddings[0][user] = waits ? ITEMS[0] : ITEMS[1];
        episodes.arrays.rankedItems[0][user] = ITEMS;
      }
      episodes.act(1);
      for (int user = 0; user < USERS; user++) {
        boolean waited = episodes.action(0, 0, user) == 0;
        episodes.arrays.rewards[1][user] = waited && episodes.action(0, 1, user) == 1 ? 1 : 0;
        episodes.arrays.promptEmbeddings[1][user] = new double[4];
        episodes.arrays.rankedItems[1][user] = ITEMS;
      }
      networks.update(episodes.arrays.build(), settings);
    }
    return share(context -> networks.best(0, context) == 0 ? 1 : 0);
  }

  private double share(ToDoubleFunction<double[]> right) {
    return random
        .ints(1000)
        .mapToDouble(i -> right.applyAsDouble(RandomTrajectory.vector(random, 4)))
        .average()
        .orElseThrow();
  }

  @Test
  void gruLearnsWhatTheOrderOfTheRankingSays() {
    assertThat(shareOfOrdersRead(Pooling.GRU)).isEqualTo(1);
  }

  @Test
  void meanPoolingCannotReadTheOrder() {
    assertThat(shareOfOrdersRead(Pooling.MEAN)).isEqualTo(0.5);
  }

  /** The second action must be 0 if the items came in their order, and 1 if they came reversed. */
  private double shareOfOrdersRead(Pooling pooling) {
    ActorCritic networks = ActorCritic.random(4, List.of(2), pooling, 3);
    double[][] reversed = {ITEMS[2], ITEMS[1], ITEMS[0]};
    for (int batch = 0; batch < 100; batch++) {
      Episodes episodes = new Episodes(networks, 2);
      episodes.act(0);
      for (int user = 0; user < USERS; user++) {
        episodes.arrays.promptEmbeddings[0][user] = new double[4];
        episodes.arrays.rankedItems[0][user] = user % 2 == 0 ? ITEMS : reversed;
      }
      episodes.act(1);
      for (int user = 0; user < USERS; user++) {
        episodes.arrays.rewards[0][user] = 0;
        episodes.arrays.rewards[1][user] = episodes.action(0, 1, user) == user % 2 ? 1 : 0;
      }
      networks.update(episodes.arrays.build(), FAST);
    }
    int inOrder = networks.best(0, networks.nextState(new double[4], ITEMS));
    int inReverse = networks.best(0, networks.nextState(new double[4], reversed));
    return (inOrder == 0 ? 0.5 : 0) + (inReverse == 1 ? 0.5 : 0);
  }

  /** A batch of users who start with random embeddings and act by the networks' policy. */
  private final class Episodes {
    private final ActorCritic networks;
    private final RandomTrajectory arrays;

    Episodes(ActorCritic networks, int steps) {
      this.networks = networks;
      arrays = new RandomTrajectory(random.nextLong(), steps, USERS, 4, networks.actions());
    }

    /** Draws every agent's and user's action of a step. */
    void act(int step) {
      for (int agent = 0; agent < networks.actions().size(); agent++) {
        for (int user = 0; user < USERS; user++) {
          double[] policy = networks.probabilities(agent, arrays.state(networks, step, user));
          int action = draw(policy);
          arrays.actions[agent][step][user] = action;
          arrays.oldLogProbabilities[agent][step][user] = Math.log(policy[action]);
        }
      }
    }

    private int draw(double[] policy) {
      double left = random.nextDouble();
      int action = 0;
      while (action < policy.length - 1 && left >= policy[action]) {
        left -= policy[action];
        action++;
      }
      return action;
    }

    int action(int agent, int step, int user) {
      return arrays.actions[agent][step][user];
    }
  }
}
