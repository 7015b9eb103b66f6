package io.agp.rpp;

import io.agp.User;
import io.agp.optimize.LearningEvent;
import io.agp.profile.ProfileGenerator;
import io.agp.rpp.RppOptimizer.Method;
import io.agp.rpp.internal.Pooling;
import io.agp.rpp.internal.UpdateSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** What an {@link RppOptimizer} was built with; its builder documents each. */
record RppSettings(
    ActionSpace space,
    UserEncoder users,
    ItemEncoder items,
    SentenceEncoder sentences,
    Set<Pattern> learning,
    Method method,
    int mostCombinations,
    Pooling pooling,
    boolean paper,
    UpdateSettings update,
    int iterations,
    int patience,
    int rounds,
    int topK,
    double leastProbability,
    long seed,
    int concurrency,
    Duration timeout,
    Optional<SentenceRefiner> refiner,
    Optional<Path> log,
    Optional<Path> warmStart,
    Function<User, Map<String, String>> facts,
    ProfileGenerator profiles,
    Consumer<LearningEvent> listener) {
  /** Of PPO over all calls so far, after each iteration. */
  private static final int PASSES = 20;

  private static final int BATCH_SIZE = 200;

  Learning learningRule() {
    if (paper) {
      return Learning.once(update);
    }
    return method == Method.A2C
        ? new ValueLearning(update, iterations, seed)
        : Learning.replay(update, PASSES, BATCH_SIZE, seed);
  }

  AgentLayout layout() {
    return method == Method.PPO_1
        ? AgentLayout.joint(space, learning, mostCombinations, seed)
        : AgentLayout.perPattern(space, learning);
  }

  /** The settings that tell how a policy was learned, for its file. */
  Map<String, String> described() {
    Map<String, String> described = new LinkedHashMap<>();
    described.put("method", refiner.isPresent() ? "RPP+" : "RPP");
    described.put("agents", method.name());
    described.put("patterns", learning.stream().map(Pattern::name).sorted().toList().toString());
    described.put("pooling", pooling.name());
    described.put("paperMode", Boolean.toString(paper));
    described.put("actorLearningRate", Double.toString(update.actorLearningRate()));
    described.put("criticLearningRate", Double.toString(update.criticLearningRate()));
    described.put("gamma", Double.toString(update.gamma()));
    described.put("entropyCoefficient", Double.toString(update.entropyCoefficient()));
    described.put("iterations", Integer.toString(iterations));
    described.put("rounds", Integer.toString(rounds));
    described.put("topK", Integer.toString(topK));
    described.put("seed", Long.toString(seed));
    return described;
  }
}
