package io.agp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.agp.LabelledUser;
import io.agp.User;
import io.agp.llm.LlmClient;
import io.agp.testkit.PlantedWorld.Choice;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What there is to be learned in the default world, and that it can be. */
class PlantedLearningTest {
  private static final List<Integer> LENGTHS = List.of(1, 2, 3, 4, 5, 6, 7, 8);
  private static final int[] SIZES = {3, 9, 5, 8};
  private static final int ITERATIONS = 15;

  private static Choice choice(int[] arms) {
    return new Choice(arms[0], arms[1], arms[2]);
  }

  private static double mean(PlantedWorld world, List<LabelledUser> users, int[] arms) {
    return users.stream()
        .mapToDouble(user -> world.expectedNdcg(user, choice(arms), arms[3] + 1))
        .average()
        .orElseThrow();
  }

  /** The best prompt for all: each part is the best with the others, which is enough here. */
  private static int[] bestFixed(PlantedWorld world, List<LabelledUser> users) {
    int[] best = {0, 0, 0, 3};
    for (int step = 0; step < 3 * SIZES.length; step++) {
      int part = step % SIZES.length;
      int[] now = best;
      best =
          IntStream.range(0, SIZES[part])
              .mapToObj(arm -> with(now, part, arm))
              .max((a, b) -> Double.compare(mean(world, users, a), mean(world, users, b)))
              .orElseThrow();
    }
    return best;
  }

  private static int[] with(int[] arms, int part, int arm) {
    int[] changed = arms.clone();
    changed[part] = arm;
    return changed;
  }

  /** The gain of choosing one part for each user, the others as the best fixed prompt has them. */
  private static double gainOfPart(
      PlantedWorld world, List<LabelledUser> users, int[] fixed, int part) {
    double chosen =
        users.stream()
            .mapToDouble(
                user ->
                    IntStream.range(0, SIZES[part])
                        .mapToObj(arm -> with(fixed, part, arm))
                        .mapToDouble(a -> world.expectedNdcg(user, choice(a), a[3] + 1))
                        .max()
                        .orElseThrow())
            .average()
            .orElseThrow();
    return chosen - mean(world, users, fixed);
  }

  @Test
  void gapsAreLargeAndEveryPatternCarriesAPart() {
    for (int seed = 0; seed < 10; seed++) {
      PlantedWorld world = PlantedWorld.of(seed);
      List<LabelledUser> users = world.users(30, "gap");
      PlantedGap gap = world.gap(users, LENGTHS);
      int[] fixed = bestFixed(world, users);
      double[] gains =
          IntStream.range(0, 4).mapToDouble(p -> gainOfPart(world, users, fixed, p)).toArray();
      assertThat(mean(world, users, fixed)).isLessThanOrEqualTo(gap.bestFixed() + 1e-9);
      assertThat(gap.random()).isBetween(0.48, 0.56);
      assertThat(gap.bestFixed()).isBetween(0.56, 0.64);
      assertThat(gap.best()).isBetween(0.88, 0.93);
      assertThat(Arrays.stream(gains)).allMatch(gain -> gain > 0.03);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void learnerWithEmbeddingsClosesTheGapAndOneWithoutDoesNot(long seed) {
    PlantedWorld world = PlantedWorld.of(seed);
    List<LabelledUser> test = world.users(100, "test");
    PlantedGap gap = world.gap(test, LENGTHS);
    double with = gap.closed(learned(world, test, user -> withBias(world.embedding(user)), seed));
    double without = gap.closed(learned(world, test, user -> new double[] {1}, seed));
    assertThat(with).isGreaterThan(0.8);
    assertThat(without).isLessThanOrEqualTo(gap.closed(gap.bestFixed())).isLessThan(0.4);
  }

  @Test
  void shareOfTheGapIsBetweenRandomAndBest() {
    PlantedGap gap = new PlantedGap(0.5, 0.6, 0.9);
    assertThat(gap.closed(0.5)).isZero();
    assertThat(gap.closed(0.8)).isCloseTo(0.75, within(1e-12));
    assertThat(gap.closed(0.9)).isEqualTo(1);
    assertThat(gap.closed(0.4)).isNegative();
  }

  private static double[] withBias(double[] embedding) {
    double[] context = Arrays.copyOf(embedding, embedding.length + 1);
    context[embedding.length] = 1;
    return context;
  }

  /** Learns from 15 x 200 calls, one bandit for each pattern; the mean NDCG@10 for other users. */
  private static double learned(
      PlantedWorld world, List<LabelledUser> test, Function<User, double[]> encoder, long seed) {
    Random random = new Random(seed);
    LlmClient model = world.model();
    List<LabelledUser> train = world.users(200, "train");
    Map<String, double[]> contexts = new HashMap<>();
    train.forEach(user -> contexts.put(user.user().id(), encoder.apply(user.user())));
    int dimensions = encoder.apply(train.get(0).user()).length;
    List<RidgeBandit> bandits =
        Arrays.stream(SIZES).mapToObj(size -> new RidgeBandit(size, dimensions)).toList();
    for (int round = 0; round < ITERATIONS; round++) {
      bandits.forEach(RidgeBandit::age);
      for (LabelledUser user : train) {
        double[] context = contexts.getOrDefault(user.user().id(), new double[0]);
        int[] arms = bandits.stream().mapToInt(bandit -> bandit.sample(context, random)).toArray();
        double reward = PlantedPrompts.play(world, model, user, choice(arms), arms[3] + 1, round);
        IntStream.range(0, 4).forEach(i -> bandits.get(i).learn(context, arms[i], reward));
      }
      bandits.forEach(RidgeBandit::fit);
    }
    return test.stream()
        .mapToDouble(
            user -> {
              double[] context = encoder.apply(user.user());
              int[] arms = bandits.stream().mapToInt(bandit -> bandit.greedy(context)).toArray();
              return world.expectedNdcg(user, choice(arms), arms[3] + 1);
            })
        .average()
        .orElseThrow();
  }
}
