package io.agp.cli;

import io.agp.LabelledUser;
import io.agp.Reranker;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.protocol.Samples;
import io.agp.experiments.report.Comparison;
import io.agp.llm.LlmClient;
import io.agp.llm.MeteredLlmClient;
import io.agp.optimize.AgpOptimizer;
import io.agp.optimize.LearnedPrompt;
import io.agp.optimize.LearningEvent;
import io.agp.optimize.TrainingData;
import io.agp.prompt.PromptPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The steps that the commands share: read, split, draw, learn, compare. */
final class Experiment {
  private final BaseRanking base;
  private final Samples samples;
  private final LearningOptions options;
  private final long seed;

  private Experiment(BaseRanking base, Samples samples, LearningOptions options, long seed) {
    this.base = base;
    this.samples = samples;
    this.options = options;
    this.seed = seed;
  }

  /** Draws the samples. */
  static Experiment prepare(BaseRanking base, LearningOptions options, int testUsers, long seed) {
    Samples samples =
        Samples.draw(base.split(), base.recommender(), options.protocolSettings(testUsers, seed));
    return new Experiment(base, samples, options, seed);
  }

  Dataset dataset() {
    return base.dataset();
  }

  Samples samples() {
    return samples;
  }

  TrainingData trainingData() {
    return TrainingData.of(samples.train(), samples.validation());
  }

  LearnedPrompt learn(LlmClient llm, int concurrency, Consumer<LearningEvent> progress) {
    return learn(llm, concurrency, progress, builder -> {});
  }

  /** The same with settings that have no option: those of ablations. */
  LearnedPrompt learn(
      LlmClient llm,
      int concurrency,
      Consumer<LearningEvent> progress,
      Consumer<AgpOptimizer.Builder> ablation) {
    AgpOptimizer.Builder builder = AgpOptimizer.builder(llm);
    builder
        .batchSize(options.batchSize)
        .epochs(options.epochs)
        .historyLength(options.history)
        .topK(options.topK)
        .acceptance(options.acceptance.rule())
        .seed(seed)
        .concurrency(concurrency)
        .listener(progress);
    ablation.accept(builder);
    return builder
        .build()
        .optimize(trainingData())
        .learnedOn("dataset", base.dataset().name())
        .learnedOn("recommender", base.recommender().name())
        .learnedOn("protocol", options.protocol.toString());
  }

  /** Lets methods rank users, and counts what each of them asked. */
  Comparison compare(
      List<String> methods,
      LlmClient llm,
      PromptPolicy policy,
      List<LabelledUser> users,
      int concurrency,
      Consumer<String> progress) {
    MeteredLlmClient meter = new MeteredLlmClient(llm);
    Map<String, Reranker> rerankers = new LinkedHashMap<>();
    for (String method : methods) {
      rerankers.put(method, Methods.of(method, meter, policy, options.history));
    }
    return Comparison.run(rerankers, users, concurrency, seed, meter::total, progress);
  }
}
