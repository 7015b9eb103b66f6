package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agp.experiments.protocol.Protocol;
import io.agp.experiments.report.Comparison;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmRole;
import io.agp.prompt.PromptPolicy;
import io.agp.rpp.Action;
import io.agp.rpp.ActionSpace;
import io.agp.rpp.Domain;
import io.agp.rpp.RppPolicy;
import io.agp.testkit.Catalogue;
import io.agp.testkit.SimulatedLlm;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RPP with the simulated model on MovieLens latest-small; skipped where the data is not. */
class RppOnLatestSmallTest {
  private static final int SEED = 3;

  private final LearningOptions learning = new LearningOptions();
  private final RppOptions rpp = new RppOptions();
  private BaseRanking base;
  private Experiment experiment;
  private SimulatedLlm simulated;

  @BeforeEach
  void prepare() {
    Optional<Path> data = Cli.latestSmall();
    assumeTrue(data.isPresent(), "MovieLens latest-small is not on this machine");
    learning.protocol = Protocol.SAMPLED;
    learning.trainUsers = 200;
    rpp.domain = Domain.MOVIES;
    base = Cli.base(data.get());
    experiment = Experiment.prepare(base, learning, 300, SEED);
    simulated = SimulatedLlm.of(SEED, Catalogue.of(experiment.dataset().items().values()));
  }

  private RppPolicy learn(LlmClient llm, boolean refined) {
    return rpp.learn(
        llm,
        refined,
        base.recommender(),
        learning,
        experiment.trainingData(),
        SEED,
        2,
        event -> {});
  }

  private double ndcg(String method, PromptPolicy policy) {
    Comparison comparison =
        experiment.compare(
            List.of(method), simulated, policy, experiment.samples().test(), 2, name -> {});
    assertThat(comparison.of(method).n()).isEqualTo(300);
    return comparison.of(method).ndcg(10);
  }

  @Test
  void rppIsAsGoodAsEnumerationWhichIsBetterThanTheManualPrompt() {
    PromptPolicy enumerated =
        rpp.learnFixed(
            simulated,
            LearningMethod.ENUMERATION,
            learning,
            experiment.trainingData(),
            SEED,
            2,
            event -> {});

    double manual = ndcg("manual", enumerated);
    double enumeration = ndcg("fixed", enumerated);
    assertThat(enumeration).isGreaterThan(manual).as("suspect a leak").isLessThan(0.7);
    assertThat(ndcg("rpp", learn(simulated, false)))
        .isGreaterThanOrEqualTo(enumeration)
        .as("suspect a leak")
        .isLessThan(0.7);
  }

  @Test
  void refinementCostsAtMostOneCallForEachDistinctSentence() {
    AtomicInteger refining = new AtomicInteger();
    LlmClient counting =
        (request, deadline) -> {
          if (request.role() == LlmRole.EDIT) {
            refining.incrementAndGet();
          }
          return simulated.completeAsync(request, deadline);
        };
    rpp.iterations = 3;
    long distinct =
        ActionSpace.of(Domain.MOVIES).sets().stream()
            .flatMap(set -> set.actions().stream())
            .filter(action -> action instanceof Action.Sentence)
            .map(action -> ((Action.Sentence) action).text())
            .distinct()
            .count();

    RppPolicy policy = learn(counting, true);

    assertThat(distinct).isEqualTo(17);
    assertThat(refining.get()).isBetween(1, (int) distinct);
    assertThat(policy.refined().all()).hasSize((int) distinct);
  }
}
