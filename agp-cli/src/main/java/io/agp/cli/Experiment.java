package io.agp.cli;

import io.agp.LabelledUser;
import io.agp.Reranker;
import io.agp.experiments.Recommenders;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Problem;
import io.agp.experiments.data.Split;
import io.agp.experiments.protocol.Samples;
import io.agp.experiments.read.Datasets;
import io.agp.experiments.read.SampleData;
import io.agp.experiments.recommend.CandidateFileRecommender;
import io.agp.experiments.recommend.Recommender;
import io.agp.experiments.report.Comparison;
import io.agp.llm.LlmClient;
import io.agp.llm.MeteredLlmClient;
import io.agp.optimize.AgpOptimizer;
import io.agp.optimize.LearnedPrompt;
import io.agp.optimize.LearningEvent;
import io.agp.optimize.TrainingData;
import io.agp.prompt.PromptPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The steps that the commands share: read, split, draw, learn, compare. */
final class Experiment {
  private final Dataset dataset;
  private final List<Problem> problems;
  private final Samples samples;
  private final LearningOptions options;
  private final long seed;

  private Experiment(
      Dataset dataset,
      List<Problem> problems,
      Samples samples,
      LearningOptions options,
      long seed) {
    this.dataset = dataset;
    this.problems = problems;
    this.samples = samples;
    this.options = options;
    this.seed = seed;
  }

  /**
   * Reads data and draws the samples.
   *
   * @param data the folder, or {@code null} for the bundled sample
   */
  static Experiment prepare(
      @Nullable Path data, String format, LearningOptions options, int testUsers, long seed) {
    Dataset dataset = data == null ? SampleData.load() : Datasets.read(data, format);
    Split split = Split.leaveOneOut(dataset);
    Recommender recommender = Recommenders.fit(options.recommender, split);
    Samples samples = Samples.draw(split, recommender, options.protocolSettings(testUsers, seed));
    List<Problem> problems = new ArrayList<>(dataset.problems());
    if (recommender instanceof CandidateFileRecommender file) {
      problems.addAll(file.problems());
    }
    return new Experiment(dataset, problems, samples, options, seed);
  }

  /** What the data and the candidate file hold that could not be used, counted. */
  List<Problem> problems() {
    return problems;
  }

  Dataset dataset() {
    return dataset;
  }

  Samples samples() {
    return samples;
  }

  TrainingData trainingData() {
    return TrainingData.of(samples.train(), samples.validation());
  }

  LearnedPrompt learn(LlmClient llm, int concurrency, Consumer<LearningEvent> progress) {
    return AgpOptimizer.builder(llm)
        .batchSize(options.batchSize)
        .epochs(options.epochs)
        .historyLength(options.history)
        .topK(options.topK)
        .acceptance(options.acceptance.rule())
        .seed(seed)
        .concurrency(concurrency)
        .listener(progress)
        .build()
        .optimize(trainingData())
        .learnedOn("dataset", dataset.name())
        .learnedOn("recommender", options.recommender)
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
