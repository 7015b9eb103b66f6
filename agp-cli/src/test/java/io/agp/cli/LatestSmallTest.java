package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agp.experiments.protocol.Protocol;
import io.agp.experiments.report.Comparison;
import io.agp.llm.LlmClient;
import io.agp.llm.openai.OpenAiLlmClient;
import io.agp.optimize.LearnedPrompt;
import io.agp.testkit.Catalogue;
import io.agp.testkit.SimulatedLlm;
import io.agp.testkit.SimulatedLlmServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AGP with the simulated model on MovieLens latest-small; skipped where the data is not. */
class LatestSmallTest {
  @TempDir private Path folder;

  @Test
  void agpBeatsBaseAndLlmDirOnSealedUsersForAtLeastFourOfFiveSeeds() throws IOException {
    Optional<Path> data = Cli.latestSmall();
    assumeTrue(data.isPresent(), "MovieLens latest-small is not on this machine");
    int wins = 0;
    for (int seed = 1; seed <= 5; seed++) {
      Path json = folder.resolve("seed" + seed + ".json");
      Cli demo =
          Cli.run(
              "demo",
              "--data",
              data.get().toString(),
              "--seed",
              "" + seed,
              "--json",
              json.toString());
      assertThat(demo.exitCode).as(demo.err).isZero();
      JsonObject agp =
          JsonObject.parse("demo", Files.readString(json)).object("methods").object("agp");
      assertThat(agp.integer("n")).isGreaterThanOrEqualTo(150);
      assertThat(number(agp.fields().get("ndcg@10"))).as("suspect a leak").isLessThan(0.7);
      JsonObject differences = agp.object("differences");
      boolean wonBase = low(differences.object("base")) > 0;
      boolean wonDir = low(differences.object("dir")) > 0;
      wins += wonBase && wonDir ? 1 : 0;
    }

    assertThat(wins).isGreaterThanOrEqualTo(4);
  }

  @Test
  void theSameRunWorksOverHttp() {
    Optional<Path> data = Cli.latestSmall();
    assumeTrue(data.isPresent(), "MovieLens latest-small is not on this machine");
    LearningOptions options = new LearningOptions();
    options.protocol = Protocol.SAMPLED;
    options.epochs = 1;
    Experiment experiment = Experiment.prepare(Cli.base(data.get()), options, 150, 1);
    LlmClient simulated = SimulatedLlm.of(1, Catalogue.of(experiment.dataset().items().values()));
    try (SimulatedLlmServer server = SimulatedLlmServer.start(simulated);
        OpenAiLlmClient client =
            OpenAiLlmClient.builder()
                .apiKey("test-key")
                .model("simulated")
                .baseUrl(server.baseUrl())
                .build()) {
      LearnedPrompt learned = experiment.learn(client, 16, event -> {});
      Comparison comparison =
          experiment.compare(
              List.of("base", "dir", "agp"),
              client,
              learned,
              experiment.samples().test(),
              16,
              method -> {});

      assertThat(comparison.of("agp").n()).isEqualTo(150);
      assertThat(comparison.difference("agp", "base").low()).isPositive();
      assertThat(comparison.difference("agp", "dir").low()).isPositive();
      assertThat(server.requestCount()).isGreaterThan(1_000);
    }
  }

  private static double low(JsonObject difference) {
    return number(((List<?>) difference.fields().get("ci95")).get(0));
  }

  private static double number(Object value) {
    return Double.parseDouble(((JsonObject.NumberText) value).text());
  }
}
