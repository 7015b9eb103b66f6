package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExperimentCommandTest {
  private static final List<String> TINY =
      List.of(
          "--recommender",
          "pop",
          "--protocol",
          "sampled",
          "--train-users",
          "12",
          "--validation-users",
          "10",
          "--users",
          "20",
          "--iterations",
          "3",
          "--epochs",
          "1");

  @TempDir private Path folder;

  static List<String> names() {
    return ExperimentPlan.NAMES;
  }

  private static Cli experiment(String name, Path run, String... more) {
    List<String> args = new ArrayList<>(List.of("experiment", name));
    args.addAll(TINY);
    args.addAll(List.of("--run", run.toString()));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  /** Every file below a folder with its content. */
  /** All but the journal: in which order calls end is left to chance. */
  private static Map<String, String> files(Path root) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        if (file.endsWith("calls.jsonl")) {
          continue;
        }
        files.put(root.relativize(file).toString(), Files.readString(file));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long answers(Path sweep) {
    try (Stream<String> lines = Files.lines(sweep.resolve("calls.jsonl"))) {
      return lines.filter(line -> line.startsWith("{\"type\":\"response\"")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject json(Path file) throws IOException {
    return JsonObject.parse(file.toString(), Files.readString(file));
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyExperimentCanBeDryRun(String name) {
    Cli cli = Cli.run("experiment", name, "--dry-run");

    assertThat(cli.exitCode).as(cli.err).isZero();
    assertThat(cli.out).contains(name, "at most");
    assertThat(files(folder)).isEmpty();
  }

  @Test
  void theListNamesEveryExperimentWithWhatItNeeds() {
    Cli cli = Cli.run("experiment", "--list");

    assertThat(cli.exitCode).isZero();
    assertThat(cli.out).contains(ExperimentPlan.NAMES).contains("700 training users");
  }

  /** The bounds that a dry run prints, by cell: those of learning and of the test. */
  private static Map<String, long[]> bounds(Cli dryRun) {
    Map<String, long[]> bounds = new TreeMap<>();
    for (String line : dryRun.lines()) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 5 && cells[1].contains("@")) {
        bounds.put(
            cells[1].strip(),
            new long[] {Long.parseLong(cells[2].strip()), Long.parseLong(cells[3].strip())});
      }
    }
    return bounds;
  }

  private void runsWithinItsBounds(String experiment) throws IOException {
    Map<String, long[]> bounds = bounds(experiment(experiment, folder, "--dry-run"));
    Cli cli = experiment(experiment, folder);

    assertThat(cli.exitCode).as(cli.err).isZero();
    assertThat(bounds).isNotEmpty();
    for (Map.Entry<String, long[]> bound : bounds.entrySet()) {
      JsonObject cell = json(folder.resolve("cells/" + Cell.fileName(bound.getKey()) + ".json"));
      JsonObject result = cell.object("result");
      assertThat(cell.fields()).containsEntry("simulated", true);
      assertThat(result.integer("n")).isPositive();
      assertThat(Long.parseLong(result.string("learningRequests")))
          .as(bound.getKey())
          .isLessThanOrEqualTo(bound.getValue()[0]);
      assertThat(Long.parseLong(result.string("testRequests")))
          .as(bound.getKey())
          .isLessThanOrEqualTo(bound.getValue()[1]);
    }
  }

  @Test
  void rppsTableRunsFromDataToTableWithinTheBoundsOfItsCalls() throws IOException {
    runsWithinItsBounds("rpp-table2");

    String table = Files.readString(folder.resolve("rpp-table2.md"));
    assertThat(table).contains("Empty: UniSRec; VQ-Rec: needs pre-trained weights");
    JsonObject refined = json(folder.resolve("cells/rpp+@pop.json")).object("result");
    assertThat(Long.parseLong(refined.string("learningRequests"))).isGreaterThan(36);
    assertThat(refined.object("values").fields()).containsKeys("N@1", "M@5", "H@5", "position");
    JsonObject pop = json(folder.resolve("cells/recommender_pop@pop.json")).object("result");
    assertThat(pop.string("testRequests")).isEqualTo("0");
  }

  @Test
  void agpsTableRunsWithinTheBoundsOfItsCalls() throws IOException {
    runsWithinItsBounds("table1");

    assertThat(
            json(folder.resolve("table1.json")).objects("rows", false).get(3).object("difference"))
        .extracting(difference -> difference.string("to"))
        .isEqualTo("Base");
  }

  @Test
  void theThreeFilesAgreeAndAllSayThatTheModelIsSimulated() throws IOException {
    experiment("rpp-table5", folder, "--cells", "*manual*", "--as", "ML-1M");

    JsonObject table = json(folder.resolve("rpp-table5.json"));
    JsonObject row = table.objects("rows", false).get(0);
    JsonObject value = row.object("ours").object("values").object("N@10");
    double low = value.decimals("ci95").get(0);
    String csv = Files.readAllLines(folder.resolve("rpp-table5.csv")).get(1);
    String markdown = Files.readString(folder.resolve("rpp-table5.md"));
    assertThat(table.fields()).containsEntry("simulated", true);
    assertThat(csv)
        .startsWith("Manual prompts,manual@pop,true,20,")
        .contains("," + value.decimal("mean") + "," + low + ",")
        .contains(",0.41 ± 0.01,");
    assertThat(markdown)
        .contains("ML-1M N@10 (ours, simulated)", "Simulated.")
        .contains(String.format(Locale.ROOT, "%.3f [%.3f,", value.decimal("mean"), low))
        .contains(String.format(Locale.ROOT, "| %+.3f |", value.decimal("mean") - 0.41));
    assertThat(row.object("published").string("ML-1M N@10")).isEqualTo("0.41 ± 0.01");
    assertThat(markdown).contains("RPP: not run yet");
  }

  @Test
  void aSweepThatWasStoppedGoesOnAndEndsWithTheSameFiles() {
    Path whole = folder.resolve("whole");
    Path broken = folder.resolve("broken");
    assertThat(experiment("rpp-table5", whole, "--cells", "*m*").exitCode).isZero();

    Cli stopped = experiment("rpp-table5", broken, "--cells", "*m*", "--max-calls", "250");
    assertThat(stopped.exitCode).as(stopped.err).isEqualTo(4);
    int done = files(broken.resolve("cells")).size();
    assertThat(done).isBetween(1, 2);
    Cli again = experiment("rpp-table5", broken, "--cells", "*m*");

    assertThat(again.exitCode).as(again.err).isZero();
    assertThat(answers(broken)).as("no call is answered twice").isEqualTo(answers(whole));
    assertThat(again.err).contains("cell 1 of " + (files(broken.resolve("cells")).size() - done));
    assertThat(files(broken)).isEqualTo(files(whole));
  }

  @Test
  void onlyTheCellThatIsMissingIsRun() throws IOException {
    experiment("rpp-table8", folder, "--cells", "rpp+*");
    Map<String, String> before = files(folder);
    Files.delete(folder.resolve("cells/rpp+@pop,pooling=mean.json"));
    Cli again = experiment("rpp-table8", folder, "--cells", "rpp+*");

    assertThat(again.err).contains("cell 1 of 1: rpp+@pop,pooling=mean");
    assertThat(files(folder)).isEqualTo(before);
  }

  @Test
  void experimentsOfOneFolderShareTheirCells() {
    experiment("rpp-table2", folder, "--cells", "manual@pop");
    Cli other = experiment("rpp-table3", folder, "--cells", "manual@pop");

    assertThat(other.exitCode).isZero();
    assertThat(other.err).doesNotContain("cell 1");
    assertThat(other.out).containsPattern("Manual prompts \\(task-wise\\) +\\| +0\\.");
  }

  @Test
  void aChangedSettingIsRefusedByItsName() {
    experiment("rpp-table2", folder, "--cells", "manual@pop");
    Cli other = experiment("rpp-table2", folder, "--cells", "manual@pop", "--top-k", "8");

    assertThat(other.exitCode).isEqualTo(2);
    assertThat(other.err).contains("sweep.json", "settings.learning.topK was 10, is 8");
  }

  @Test
  void whatTheDataCannotFillStaysEmptyWithItsReason() throws IOException {
    Cli cli = experiment("rpp-fig4", folder, "--cells", "rpp@pop,trainUsers=500");

    assertThat(cli.exitCode).as(cli.err).isZero();
    assertThat(cli.out).contains("Empty: RPP, 500: 500 users to learn from");
    assertThat(json(folder.resolve("rpp-fig4.json")).objects("rows", false).get(4).fields())
        .containsKey("empty")
        .doesNotContainKey("ours");
  }

  @Test
  void trainingUsersAreRankedWithWhatWasLearnedFromThem() {
    Cli cli = experiment("fig2", folder, "--cells", "agp@pop*summary=off*");

    assertThat(cli.exitCode).as(cli.err).isZero();
    assertThat(files(folder.resolve("learned")).keySet())
        .contains("agp@pop,summary=off/prompt.json")
        .noneMatch(file -> file.contains("on=train"));
    assertThat(cli.out)
        .containsPattern("without +\\| training users +\\| +0\\.\\d{3} .*\\| +12 \\|")
        .containsPattern("without +\\| test users +\\| +0\\.\\d{3} .*\\| +20 \\|");
  }

  @Test
  void aPatternThatMatchesNothingAndAMissingFolderAreRefused() {
    assertThat(experiment("fig3", folder, "--cells", "x*").err).contains("matches no cell");
    assertThat(Cli.run("experiment", "fig3").err).contains("--run DIR");
    assertThat(Cli.run("experiment").err).contains("--list");
  }

  @Test
  void anExperimentWithoutAColumnForRecommendersTakesOne() {
    Cli cli = experiment("fig3", folder, "--recommender", "pop", "itemknn");

    assertThat(cli.exitCode).isEqualTo(2);
    assertThat(cli.err).contains("fig3 has no column for base recommenders");
  }
}
