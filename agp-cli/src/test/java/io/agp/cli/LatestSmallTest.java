package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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

  private static double low(JsonObject difference) {
    return number(((List<?>) difference.fields().get("ci95")).get(0));
  }

  private static double number(Object value) {
    return Double.parseDouble(((JsonObject.NumberText) value).text());
  }
}
