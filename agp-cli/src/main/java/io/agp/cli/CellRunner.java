package io.agp.cli;

import io.agp.LabelledUser;
import io.agp.Ranking;
import io.agp.Reranker;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmException;
import io.agp.metrics.Evaluation;
import io.agp.prompt.PromptPolicy;
import io.agp.rpp.FixedPromptPolicy;
import io.agp.rpp.RppPrompt;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Runs a cell: draws users, learns unless that is done, ranks the users it is tested on. */
final class CellRunner {
  private final SweepFolder folder;
  private final FittedRecommenders recommenders;
  private final LlmClient llm;
  private final int concurrency;
  private final PrintWriter err;

  CellRunner(
      SweepFolder folder,
      FittedRecommenders recommenders,
      LlmClient llm,
      int concurrency,
      PrintWriter err) {
    this.folder = folder;
    this.recommenders = recommenders;
    this.llm = llm;
    this.concurrency = concurrency;
    this.err = err;
  }

  /** What was learned, and the requests it took. */
  private record Learned(PromptPolicy policy, long requests) {}

  CellResult run(Cell cell) {
    BaseRanking base = recommenders.of(cell.run().recommender().recommender);
    cell.run().learning().protocolSettings(cell.testUsers(), cell.run().seed()); // its own rules
    Experiment experiment;
    try {
      experiment =
          Experiment.prepare(base, cell.run().learning(), cell.testUsers(), cell.run().seed());
      RunSettings run = cell.run();
      run.rpp().profiles.check(run.method(), experiment.samples(), experiment.dataset());
    } catch (IllegalArgumentException tooLittleData) {
      return CellResult.unfilled(String.valueOf(tooLittleData.getMessage()));
    }
    Learned learned = learned(cell, experiment, base);
    AtomicLong requests = new AtomicLong();
    Reranker reranker = reranker(cell, counted(requests), learned.policy());
    Evaluation evaluation = Evaluation.run(reranker, users(cell, experiment), concurrency);
    stopIfNothingWorked(evaluation);
    return CellResult.of(evaluation, cell.run().seed(), learned.requests(), requests.get());
  }

  private static List<LabelledUser> users(Cell cell, Experiment experiment) {
    return cell.onTrainingUsers()
        ? experiment.samples().train()
        : experiment.trainingData().seal(experiment.samples().test()).open();
  }

  /** Requests as they are made: what a cache spares depends on what was run before. */
  private LlmClient counted(AtomicLong requests) {
    return (request, deadline) -> {
      requests.incrementAndGet();
      return llm.completeAsync(request, deadline);
    };
  }

  private Reranker reranker(Cell cell, LlmClient client, PromptPolicy policy) {
    if (cell.method().startsWith(Cell.RECOMMENDER)) {
      String name = cell.method().substring(Cell.RECOMMENDER.length());
      return new RecommenderReranker(recommenders.of(name).recommender());
    }
    String method = cell.learns().isPresent() ? Methods.learned(policy) : cell.method();
    return Methods.of(method, client, policy, cell.run().learning().history);
  }

  private Learned learned(Cell cell, Experiment experiment, BaseRanking base) {
    if (cell.learns().isEmpty()) {
      RppPrompt manual = RppPrompt.manual(cell.run().rpp().space());
      return new Learned(new FixedPromptPolicy(manual, Map.of()), 0);
    }
    RunFolder kept = folder.learned(cell);
    return SweepFolder.finishedLearning(kept, cell)
        .map(requests -> new Learned(kept.readPolicy(cell.run(), () -> base), requests))
        .orElseGet(() -> learn(cell, experiment, base, kept));
  }

  private Learned learn(Cell cell, Experiment experiment, BaseRanking base, RunFolder kept) {
    kept.writeSettings(cell.run(), Map.of());
    kept.writeSamples(experiment.samples());
    AtomicLong requests = new AtomicLong();
    try (Progress progress = new Progress(err)) {
      learn(cell, experiment, base, kept, counted(requests), progress);
    }
    SweepFolder.finishLearning(kept, cell, requests.get());
    // Read again, so that a test after an interruption ranks with the same.
    return new Learned(kept.readPolicy(cell.run(), () -> base), requests.get());
  }

  private void learn(
      Cell cell,
      Experiment experiment,
      BaseRanking base,
      RunFolder kept,
      LlmClient client,
      Progress progress) {
    LearningMethod method = cell.run().method();
    RppOptions rpp = cell.run().rpp();
    LearningOptions learning = cell.run().learning();
    long seed = cell.run().seed();
    switch (method) {
      case AGP ->
          kept.writePrompt(
              experiment.learn(
                  client,
                  concurrency,
                  progress,
                  builder -> cell.ablation().apply(builder, learning.topK)));
      case RPP, RPP_PLUS ->
          rpp.learn(
                  client,
                  method == LearningMethod.RPP_PLUS,
                  base.recommender(),
                  learning,
                  experiment.trainingData(),
                  seed,
                  concurrency,
                  progress,
                  builder -> cell.ablation().apply(builder, rpp.space()))
              .save(kept.policyFile());
      case ENUMERATION, GRIPS ->
          rpp.learnFixed(
                  client, method, learning, experiment.trainingData(), seed, concurrency, progress)
              .save(kept.policyFile());
    }
  }

  /** A cell of which nothing came, or that no waiting completes, is not one that is done. */
  private static void stopIfNothingWorked(Evaluation evaluation) {
    for (Ranking ranking : evaluation.rankings()) {
      Throwable failure = ranking.failure().orElse(null);
      boolean last = failure instanceof LlmException llm && endsAll(llm);
      if (failure instanceof RuntimeException exception
          && (last || evaluation.fallbackShare() == 1 || !(failure instanceof LlmException))) {
        throw exception;
      }
    }
  }

  private static boolean endsAll(LlmException failure) {
    return failure instanceof LlmException.Authentication
        || failure instanceof LlmException.Quota
        || failure instanceof LlmException.NotFound
        || failure instanceof LlmException.Configuration
        || failure instanceof LlmException.LimitReached
        || failure instanceof LlmException.Cancelled;
  }
}
