package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoiseAndSlicesTest {
  @TempDir private Path folder;

  private Cli train(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "train",
                "--data",
                Cli.sampleFolder(folder).toString(),
                "--protocol",
                "sampled",
                "--train-users",
                "20",
                "--validation-users",
                "60",
                "--epochs",
                "1",
                "--run",
                folder.resolve("run").toString()));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  @Test
  void theNoiseOfAModelThatRepeatsItselfIsZeroAndItsCallsAreSentAgain() throws IOException {
    Cli noise = train("--aa", "3");

    assertThat(noise.exitCode).as(noise.err).isZero();
    assertThat(noise.out)
        .contains("80 users ranked 3 times")
        .contains("The model answers the same request the same")
        .contains(Report.SIMULATED);
    JsonObject json = JsonObject.parse("noise", Files.readString(folder.resolve("run/noise.json")));
    assertThat(json.integer("replicates")).isEqualTo(3);
    assertThat(noise.out).contains(80 * 2 * 3 + " calls");
    assertThat(folder.resolve("run/prompt.json")).doesNotExist();
  }

  @Test
  void oneRankingHasNoNoise() {
    Cli noise = train("--aa", "1");

    assertThat(noise.exitCode).isEqualTo(2);
    assertThat(noise.err).contains("--aa needs at least 2 and --method agp, was 1 and agp");
  }

  @Test
  void anEvaluationTellsItsSlicesAndAMarginIsKeptWithTheRun() throws IOException {
    Cli train = train("--slice-margin", "0.3");
    assertThat(train.exitCode).as(train.err).isZero();
    assertThat(Files.readString(folder.resolve("run/prompt.json"))).contains("\"sliceMargin\"");
    Path json = folder.resolve("result.json");
    Cli evaluate =
        Cli.run(
            "evaluate",
            "--run",
            folder.resolve("run").toString(),
            "--users",
            "60",
            "--methods",
            "base,agp",
            "--json",
            json.toString());

    assertThat(evaluate.exitCode).as(evaluate.err).isZero();
    assertThat(evaluate.out).contains("history up to ").contains("popularity above ");
    List<JsonObject> slices =
        JsonObject.parse("result", Files.readString(json)).objects("slices", false);
    assertThat(slices.stream().mapToInt(slice -> slice.integer("n")).sum())
        .as("every user is in a slice by history and in one by popularity")
        .isEqualTo(2 * 60);
    assertThat(slices.get(0).object("methods").object("agp").fields()).containsKey("ci95");
  }
}
