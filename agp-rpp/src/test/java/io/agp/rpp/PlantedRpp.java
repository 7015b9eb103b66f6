package io.agp.rpp;

import io.agp.Item;
import io.agp.LabelledUser;
import io.agp.User;
import io.agp.llm.LlmClient;
import io.agp.metrics.Evaluation;
import io.agp.metrics.PairedBootstrap;
import io.agp.optimize.TrainingData;
import io.agp.testkit.AnswerStyle;
import io.agp.testkit.PlantedGap;
import io.agp.testkit.PlantedWorld;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A planted world that obeys the library's sentences for films, and what learners get out of it.
 */
final class PlantedRpp {
  static final ActionSpace SPACE = ActionSpace.of(Domain.MOVIES);

  /** What one choice can make of the history. */
  private static final List<Integer> LENGTHS = List.of(1, 2, 3, 4, 5);

  final PlantedWorld world;
  final List<LabelledUser> train;
  final List<LabelledUser> validation;
  final List<LabelledUser> test;
  final PlantedGap gap;
  private final long seed;

  PlantedRpp(long seed) {
    this.seed = seed;
    world =
        PlantedWorld.builder()
            .seed(seed)
            .sentences("role", texts(Pattern.ROLE_PLAYING))
            .sentences("reasoning", texts(Pattern.REASONING_GUIDANCE))
            .sentences("format", texts(Pattern.OUTPUT_FORMAT))
            .answers(
                List.of(
                    AnswerStyle.TITLES,
                    AnswerStyle.COMMA_LIST,
                    AnswerStyle.ONE_PER_LINE,
                    AnswerStyle.JSON_OBJECT,
                    AnswerStyle.JSON_OBJECT))
            .build();
    train = world.users(200, "train");
    validation = world.users(50, "validation");
    test = world.users(200, "test");
    gap = world.gap(test, LENGTHS);
  }

  private static List<String> texts(Pattern pattern) {
    return SPACE.set(pattern).orElseThrow().actions().stream()
        .map(action -> ((Action.Sentence) action).text())
        .toList();
  }

  RppOptimizer.Builder optimizer() {
    return RppOptimizer.builder(world.model(), SPACE, users(), items()).seed(seed).concurrency(1);
  }

  RppPolicy learn(RppOptimizer.Builder optimizer) {
    return optimizer.build().optimize(TrainingData.of(train, validation));
  }

  private UserEncoder users() {
    return new UserEncoder() {
      @Override
      public double[] encode(User user) {
        return world.embedding(user);
      }

      @Override
      public boolean knows(User user) {
        return true;
      }

      @Override
      public String name() {
        return "planted users";
      }

      @Override
      public int dimensions() {
        return 64;
      }
    };
  }

  private ItemEncoder items() {
    return new ItemEncoder() {
      @Override
      public double[] encode(Item item) {
        return world.embedding(item);
      }

      @Override
      public String name() {
        return "planted items";
      }

      @Override
      public int dimensions() {
        return 64;
      }
    };
  }

  /** The expected NDCG@10 of each test user with the first round's prompt. */
  double[] expected(RppPolicy policy) {
    return test.stream()
        .mapToDouble(user -> expected(user, policy.firstPrompt(user.user())))
        .toArray();
  }

  private double expected(LabelledUser user, RppPrompt prompt) {
    int[] choices = prompt.choices();
    return world.expectedNdcg(
        user, new PlantedWorld.Choice(choices[0], choices[2], choices[3]), prompt.historyLength());
  }

  double closed(RppPolicy policy) {
    return gap.closed(mean(expected(policy)));
  }

  /** The share that rankings close as they are served, in the policy's rounds. */
  double closedAsServed(RppPolicy policy) {
    LlmClient model = world.model();
    return gap.closed(Evaluation.run(RppReranker.builder(model, policy).build(), test, 1).ndcg(10));
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  double[] expected(RppPrompt prompt) {
    return test.stream().mapToDouble(user -> expected(user, prompt)).toArray();
  }

  /** The one prompt that is best for the test users themselves: no learner of one can beat it. */
  double[] bestFixed() {
    int[] sizes = SPACE.sizes();
    return IntStream.range(0, sizes[0] * sizes[1] * sizes[2] * sizes[3])
        .mapToObj(
            code ->
                RppPrompt.first(
                    SPACE,
                    code % sizes[0],
                    code / sizes[0] % sizes[1],
                    code / sizes[0] / sizes[1] % sizes[2],
                    code / sizes[0] / sizes[1] / sizes[2]))
        .map(this::expected)
        .max((a, b) -> Double.compare(mean(a), mean(b)))
        .orElseThrow();
  }

  /** How far a policy is ahead of the best fixed prompt, user by user. */
  PairedBootstrap aheadOfBestFixed(RppPolicy policy) {
    return PairedBootstrap.compare(bestFixed(), expected(policy), seed);
  }
}
