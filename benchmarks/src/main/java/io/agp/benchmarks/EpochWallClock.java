package io.agp.benchmarks;

import io.agp.experiments.Recommenders;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Split;
import io.agp.experiments.protocol.Protocol;
import io.agp.experiments.protocol.ProtocolSettings;
import io.agp.experiments.protocol.Samples;
import io.agp.experiments.read.SampleData;
import io.agp.llm.Deadline;
import io.agp.llm.LlmClient;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmResponse;
import io.agp.llm.LlmRole;
import io.agp.llm.openai.OpenAiLlmClient;
import io.agp.optimize.AcceptanceRule;
import io.agp.optimize.AgpOptimizer;
import io.agp.optimize.LearningEvent;
import io.agp.optimize.TrainingData;
import io.agp.testkit.Catalogue;
import io.agp.testkit.SimulatedLlm;
import io.agp.testkit.SimulatedLlmServer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * How long one epoch of AGP takes beside its critical path: the calls that must wait for one
 * another (profile, rerank, critique, summary, edit, and the recheck's profile and rerank in each
 * batch), each as long as the server takes. Simulated answers over real HTTP.
 */
public final class EpochWallClock {
  private EpochWallClock() {}

  /**
   * Prints the ratio.
   *
   * @param args the server's delay in milliseconds; 200 if there is none
   */
  public static void main(String[] args) {
    Result result = measure(Duration.ofMillis(args.length > 0 ? Long.parseLong(args[0]) : 200));
    System.out.println(result);
  }

  /**
   * What was measured.
   *
   * @param calls requests that the server got
   * @param waves calls one after the other on the critical path
   * @param seconds the epoch
   * @param ratio the epoch over the critical path
   */
  record Result(int calls, int waves, double seconds, double ratio) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "one epoch, 100 users, B = 10, concurrency 16: %d calls in %.2f s; critical path %d calls; ratio %.3f",
          calls,
          seconds,
          waves,
          ratio);
    }
  }

  static Result measure(Duration delay) {
    Dataset films = SampleData.load();
    Split split = Split.leaveOneOut(films);
    Samples samples =
        Samples.draw(
            split,
            Recommenders.fit("pop", split),
            ProtocolSettings.builder()
                .protocol(Protocol.SAMPLED)
                .trainUsers(100)
                .validationUsers(0)
                .testUsers(0)
                .build());
    LlmClient model =
        SimulatedLlm.builder().catalogue(Catalogue.of(films.items().values())).seed(1).build();
    try (SimulatedLlmServer server = SimulatedLlmServer.builder(model).delay(delay).start();
        OpenAiLlmClient client =
            OpenAiLlmClient.builder()
                .apiKey("benchmark")
                .model("simulated")
                .baseUrl(server.baseUrl())
                .build()) {
      learn(client, samples, 1); // connections and code are warm
      int before = server.requestCount();
      Waves waves = new Waves(client);
      long start = System.nanoTime();
      learn(waves, samples, 2);
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Result(
          server.requestCount() - before,
          waves.count,
          seconds,
          seconds * 1000 / (waves.count * (double) delay.toMillis()));
    }
  }

  private static void learn(LlmClient client, Samples samples, long seed) {
    AgpOptimizer.Builder optimizer =
        AgpOptimizer.builder(client)
            .batchSize(10)
            .epochs(1)
            .concurrency(16)
            .seed(seed)
            .acceptance(AcceptanceRule.batch());
    if (client instanceof Waves waves) {
      optimizer.listener(waves::after);
    }
    optimizer.build().optimize(TrainingData.of(samples.train(), samples.validation()));
  }

  /** Counts the calls that had to wait for one another. */
  private static final class Waves implements LlmClient {
    private final LlmClient client;
    private final Set<LlmRole> sinceEvent = EnumSet.noneOf(LlmRole.class);
    private int edits;
    private int count;

    Waves(LlmClient client) {
      this.client = client;
    }

    @Override
    public CompletableFuture<LlmResponse> completeAsync(LlmRequest request, Deadline deadline) {
      synchronized (this) {
        if (!sinceEvent.add(request.role()) && request.role() == LlmRole.EDIT) {
          edits++;
        }
      }
      return client.completeAsync(request, deadline);
    }

    /** A batch was ranked, or the edited prompt was tried: what was asked since then was needed. */
    synchronized void after(LearningEvent event) {
      if (event instanceof LearningEvent.BatchRanked
          || event instanceof LearningEvent.EditDecided
          || event instanceof LearningEvent.Finished) {
        count += sinceEvent.size() + edits;
        sinceEvent.clear();
        edits = 0;
      }
    }
  }
}
