package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselinesCommandTest {
  @TempDir private Path folder;

  @Test
  void recommendersStandBesideEachOtherWithIntervalsAndSeconds() throws IOException {
    Path json = folder.resolve("result.json");
    Cli cli =
        Cli.run(
            "baselines",
            "--data",
            Cli.sampleFolder(folder).toString(),
            "--recommenders",
            "pop",
            "itemknn:history=3,decay=0.5",
            "bm25",
            "--json",
            json.toString());

    assertThat(cli.exitCode).as(cli.err).isZero();
    assertThat(cli.out)
        .contains("| Pop ", "| ItemKNN (last 3, decay 0.5) ", "| BM25 (last 5) ", "n = 240 users");
    JsonObject result = JsonObject.parse("result", Files.readString(json));
    assertThat(result.objects("recommenders", false))
        .hasSize(3)
        .allSatisfy(row -> assertThat(row.object("ndcg@10").fields()).containsKeys("mean", "ci95"));
  }

  @Test
  void aSettingThatARecommenderDoesNotHaveIsNamedWithThoseItHas() {
    Cli cli =
        Cli.run(
            "baselines",
            "--data",
            Cli.sampleFolder(folder).toString(),
            "--recommenders",
            "itemknn:histori=3");

    assertThat(cli.exitCode).isEqualTo(2);
    assertThat(cli.err)
        .contains(
            "Recommender \"itemknn:histori=3\", setting \"histori\": itemknn knows [decay, history]");
  }
}
