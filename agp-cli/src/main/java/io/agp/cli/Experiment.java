package io.agp.cli;

import io.agp.LabelledUser;
import io.agp.Reranker;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.protocol.ProtocolSettings;
import io.agp.experiments.protocol.Samples;
import io.agp.experiments.recommend.Catalogue;
import io.agp.experiments.report.Comparison;
import io.agp.llm.CachingLlmClient;
import io.agp.llm.LlmClient;
import io.agp.llm.MeteredLlmClient;
import io.agp.metrics.Slicing;
import io.agp.optimize.AgpOptimizer;
import io.agp.optimize.LearnedPrompt;
import io.agp.optimize.LearningEvent;
import io.agp.optimize.TrainingData;
import io.agp.prompt.PromptPolicy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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
    ProtocolSettings settings = options.protocolSettings(testUsers, seed);
    Path log = options.clicks.impressions;
    Samples samples =
        log == null
            ? Samples.draw(base.split(), base.recommender(), settings)
            : options.clicks.samples(log, base.dataset(), settings);
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

  /** How a report cuts users: by their history, and by how often the relevant item was chosen. */
  List<Slicing> slicings(List<LabelledUser> users) {
    Catalogue known = Catalogue.of(base.split().training());
    return List.of(
        Slicing.byHistoryLength(users),
        Slicing.byPopularity(
            users,
            id -> {
              OptionalInt index = known.indexOf(id);
              return index.isPresent() ? known.popularity(index.getAsInt()) : 0;
            }));
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
    boolean clicked = options.clicks.impressions != null;
    AgpOptimizer.Builder builder = AgpOptimizer.builder(llm);
    builder
        .batchSize(options.batchSize)
        .epochs(options.epochs)
        .historyLength(options.history)
        .topK(options.topK)
        .acceptance(options.acceptance.rule())
        .feedback(options.feedback().encoder(options.topK))
        .seed(seed)
        .concurrency(concurrency)
        .listener(progress);
    if (options.sliceMargin != null) {
      builder.sliceMargin(options.sliceMargin);
    }
    ablation.accept(builder);
    return builder
        .build()
        .optimize(trainingData())
        .learnedOn("dataset", base.dataset().name())
        .learnedOn("recommender", clicked ? "as shown" : base.recommender().name())
        .learnedOn("protocol", clicked ? "IMPRESSIONS" : options.protocol.toString())
        .learnedOn("feedback", options.feedback().name());
  }

  /** Lets methods rank users in one call each, and counts what each of them asked. */
  Comparison compare(
      List<String> methods,
      LlmClient llm,
      PromptPolicy policy,
      List<LabelledUser> users,
      int concurrency,
      Consumer<String> progress) {
    return compare(
        methods, new Rounds(new RoundsOptions(), seed), llm, policy, users, concurrency, progress);
  }

  /** Lets methods rank users in rounds. */
  Comparison compare(
      List<String> methods,
      Rounds rounds,
      LlmClient llm,
      PromptPolicy policy,
      List<LabelledUser> users,
      int concurrency,
      Consumer<String> progress) {
    MeteredLlmClient meter = new MeteredLlmClient(llm);
    // A profile that every round asks for again is one call: the meter has to stand inside a cache.
    LlmClient once = new CachingLlmClient(meter, Model.CACHED_ANSWERS);
    Map<String, Reranker> rerankers = new LinkedHashMap<>();
    for (String method : methods) {
      rerankers.put(method, rounds.of(method, once, policy, options.history));
    }
    return Comparison.run(rerankers, users, concurrency, seed, meter::total, progress);
  }
}
