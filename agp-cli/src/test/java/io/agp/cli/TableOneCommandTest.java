package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableOneCommandTest {
  @TempDir private Path folder;

  private Cli table(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "table1",
                "--data",
                Cli.sampleFolder(folder).toString(),
                "--protocol",
                "sampled",
                "--train-users",
                "20",
                "--validation-users",
                "20",
                "--epochs",
                "1",
                "--users",
                "50",
                "--run",
                folder.resolve("table").toString(),
                "--recommenders",
                "pop",
                "itemknn"));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  @Test
  void ourRowsStandAboveThePublishedOnesAndWhatWasNotRunIsEmpty() {
    Cli cli = table();

    assertThat(cli.exitCode).as(cli.err).isZero();
    assertThat(cli.lines().stream().filter(line -> line.startsWith("| pop ")))
        .hasSize(4)
        .anySatisfy(line -> assertThat(line).contains("AGP-T20", "simulated"));
    assertThat(cli.lines())
        .anySatisfy(
            line ->
                assertThat(line.replaceAll("\\s+", ""))
                    .isEqualTo("|SASRec|AGP-T100|4o||||0.696|0.530|0.636|"));
    assertThat(cli.out).contains("The model is simulated", "testUsers 50");
  }

  @Test
  void aColumnOfThePaperGetsADifferenceToIt() {
    assertThat(table("--as", "YELP").out).contains("YELP N@10 (ours, simulated)", "ours - paper");
  }

  @Test
  void whatWasRunIsNotRunAgain() throws IOException {
    String first = table().out;
    Files.delete(folder.resolve("table/cells/cot@itemknn.json"));
    Path kept = folder.resolve("table/learned/agp@pop/prompt.json");
    Files.writeString(kept, "not read again");
    Cli again = table();

    assertThat(again.out).isEqualTo(first);
    assertThat(kept).hasContent("not read again");
    Cli other = table("--seed", "2");
    assertThat(other.exitCode).isEqualTo(2);
    assertThat(other.err).contains("is of other settings: settings.seed was 1, is 2");
  }
}
