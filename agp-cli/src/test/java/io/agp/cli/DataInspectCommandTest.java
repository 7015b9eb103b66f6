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

class DataInspectCommandTest {
  @TempDir private Path temp;

  private JsonObject inspected(String... args) throws IOException {
    Path json = temp.resolve("summary.json");
    String[] all = java.util.Arrays.copyOf(args, args.length + 4);
    System.arraycopy(args, 0, all, 2, args.length);
    all[0] = "data";
    all[1] = "inspect";
    all[args.length + 2] = "--json";
    all[args.length + 3] = json.toString();
    Cli inspect = Cli.run(all);
    assertThat(inspect.exitCode).as(inspect.err).isZero();
    return JsonObject.parse("summary", Files.readString(json));
  }

  private static double number(JsonObject json, String name) {
    return Double.parseDouble(((JsonObject.NumberText) json.fields().get(name)).text());
  }

  @Test
  void countsAreThoseOfTheFiles() throws IOException {
    JsonObject summary = inspected(Films.folder(temp).toString());

    assertThat(summary.string("name")).isEqualTo("films");
    assertThat(summary.string("format")).isEqualTo("movielens");
    assertThat(summary.integer("users")).isEqualTo(2);
    assertThat(summary.integer("items")).isEqualTo(4);
    assertThat(summary.integer("interactions")).isEqualTo(5);
    assertThat(number(summary, "density")).isEqualTo(5.0 / 8);
    assertThat(summary.integer("shortUsers")).isEqualTo(1);
    assertThat(summary.integer("tiedUsers")).isEqualTo(1);
    assertThat(summary.integer("untitledItems")).isZero();
    assertThat(summary.integer("unusedItems")).isEqualTo(1);
    assertThat(summary.object("times").string("first")).isEqualTo("1970-01-01T00:16:40Z");
    assertThat(summary.object("times").string("last")).isEqualTo("1970-01-01T01:06:40Z");
    assertThat(summary.object("times").integer("unknown")).isZero();
  }

  @Test
  void quartilesAreInterpolated() throws IOException {
    JsonObject summary = inspected(Films.folder(temp).toString());

    JsonObject perUser = summary.object("perUser");
    assertThat(number(perUser, "min")).isEqualTo(2);
    assertThat(number(perUser, "q1")).isEqualTo(2.25);
    assertThat(number(perUser, "median")).isEqualTo(2.5);
    assertThat(number(perUser, "q3")).isEqualTo(2.75);
    assertThat(number(perUser, "max")).isEqualTo(3);
    JsonObject perItem = summary.object("perItem");
    assertThat(number(perItem, "min")).isZero();
    assertThat(number(perItem, "median")).isEqualTo(1.5);
    assertThat(number(perItem, "max")).isEqualTo(2);
    assertThat(number(summary.object("titleLength"), "max"))
        .isEqualTo("The Matrix (1999)".length());
    assertThat(number(summary.object("textLength"), "max"))
        .isEqualTo("The Matrix (1999)1999Action, Sci-Fi".length());
  }

  @Test
  void attributesHaveTheirShareAndAnExample() throws IOException {
    List<JsonObject> attributes =
        inspected(Films.folder(temp).toString()).objects("attributes", false);

    assertThat(attributes).hasSize(2);
    assertThat(attributes.get(0).string("name")).isEqualTo("year");
    assertThat(attributes.get(0).integer("items")).isEqualTo(3);
    assertThat(number(attributes.get(0), "share")).isEqualTo(0.75);
    assertThat(attributes.get(0).string("example")).isEqualTo("1995");
    assertThat(attributes.get(1).string("example")).isEqualTo("Action, Crime");
  }

  @Test
  void problemsAreCountedWithTheFirstPlace() throws IOException {
    List<JsonObject> problems = inspected(Films.folder(temp).toString()).objects("problems", false);

    assertThat(problems).hasSize(2);
    assertThat(problems.get(0).string("kind")).isEqualTo("title without a year at its end");
    assertThat(problems.get(0).integer("count")).isEqualTo(1);
    assertThat(problems.get(0).string("first")).endsWith("movies.csv, line 4: Babylon 5");
    assertThat(problems.get(1).string("first")).isEqualTo("user 8");
  }

  @Test
  void theSampleIsWhatPromptsAndHistoriesShow() {
    Cli inspect = Cli.run("data", "inspect", Films.folder(temp).toString());

    assertThat(inspect.exitCode).as(inspect.err).isZero();
    assertThat(inspect.lines())
        .containsSubsequence(
            "films: format movielens",
            "The first items, as a prompt shows them:",
            "  {\"title\":\"Heat (1995)\",\"year\":\"1995\",\"genres\":\"Action, Crime\"}",
            "The last of user 7:",
            "  1970-01-01T00:16:40Z  Heat (1995)",
            "  1970-01-01T00:33:20Z  The Matrix (1999)",
            "  1970-01-01T00:50:00Z  Babylon 5");
    assertThat(inspect.out).as("the sample has three items").doesNotContain("Casino");
  }

  @Test
  void theFiltersApply() throws IOException {
    String folder = Films.folder(temp).toString();

    assertThat(inspected(folder, "--min-rating", "4").integer("interactions")).isEqualTo(3);
    assertThat(inspected(folder, "--core", "2").integer("items")).isEqualTo(2);
  }

  @Test
  void aFolderIsNamedEitherWay() throws IOException {
    String folder = Films.folder(temp).toString();

    assertThat(inspected("--data", folder).fields()).isEqualTo(inspected(folder).fields());
    Cli both = Cli.run("data", "inspect", folder, "--data", folder);
    assertThat(both.exitCode).isEqualTo(2);
    assertThat(both.err).contains("Name one folder, not both");
  }

  @Test
  void withoutAFolderItIsTheSample() throws IOException {
    assertThat(inspected().integer("users")).isEqualTo(240);
    Cli filtered = Cli.run("data", "inspect", "--core", "5");
    assertThat(filtered.exitCode).isEqualTo(2);
    assertThat(filtered.err).contains("need the folder of --data");
  }

  @Test
  void nothingLeftIsAnEmptySummary() throws IOException {
    JsonObject summary = inspected(Films.folder(temp).toString(), "--core", "50");

    assertThat(summary.integer("users")).isZero();
    assertThat(number(summary, "density")).isZero();
    assertThat(summary.fields()).doesNotContainKeys("perUser", "perItem", "titleLength");
  }

  @Test
  void aMalformedRecordEndsItAndIsNamed() {
    Path folder = Films.folder(temp, List.of("7,1,4.0,1000", "7,2,11,2000", "8,1,x,1000"));
    Cli strict = Cli.run("data", "inspect", folder.toString());

    assertThat(strict.exitCode).isEqualTo(2);
    assertThat(strict.err)
        .isEqualToIgnoringNewLines(
            "agp: "
                + folder.resolve("ratings.csv")
                + ", line 3, field rating: must be a number from 0.5 to 5.0, was \"11\"");
  }

  @Test
  void malformedRecordsUpToTheLimitAreLeftOutAndCounted() throws IOException {
    Path folder = Films.folder(temp, List.of("7,1,4.0,1000", "7,2,11,2000", "8,1,x,1000"));

    JsonObject summary = inspected(folder.toString(), "--max-malformed", "2");
    assertThat(summary.integer("interactions")).isEqualTo(1);
    assertThat(summary.objects("problems", false))
        .anySatisfy(
            problem -> {
              assertThat(problem.string("kind")).contains("malformed record left out", "rating");
              assertThat(problem.integer("count")).isEqualTo(2);
              assertThat(problem.string("first")).contains("ratings.csv, line 3");
            });
    Cli tooMany = Cli.run("data", "inspect", folder.toString(), "--max-malformed", "1");
    assertThat(tooMany.exitCode).isEqualTo(2);
    assertThat(tooMany.err)
        .contains("line 4", "field rating", "at most 1 may be left out", "\"x\"");
  }

  @Test
  void badUsageEndsWithTwo() throws IOException {
    String folder = Films.folder(temp).toString();
    Cli format = Cli.run("data", "inspect", folder, "--format", "magic");
    Cli missing = Cli.run("data", "inspect", temp.resolve("nowhere").toString());
    Cli foreign = Cli.run("data", "inspect", Files.createDirectory(temp.resolve("e")).toString());

    assertThat(format.exitCode).isEqualTo(2);
    assertThat(format.err).contains("Unknown data format \"magic\"", "movielens");
    assertThat(missing.exitCode).isEqualTo(2);
    assertThat(missing.err).contains("nowhere: must be an existing folder");
    assertThat(foreign.exitCode).isEqualTo(2);
    assertThat(foreign.err).contains("must hold files of a known format");
    assertThat(Cli.run("data", "inspect", folder, "--core", "0").exitCode).isEqualTo(2);
    assertThat(Cli.run("data", "inspect", folder, "--min-rating", "NaN").exitCode).isEqualTo(2);
    assertThat(Cli.run("data", "inspect", folder, "--max-malformed", "-1").exitCode).isEqualTo(2);
    assertThat(Cli.run("data").exitCode).isEqualTo(2);
  }

  @Test
  void controlCharactersOfTitlesDoNotReachTheTerminal() throws IOException {
    Path folder = Films.folder(temp);
    Files.writeString(
        folder.resolve("movies.csv"),
        Files.readString(folder.resolve("movies.csv")).replace("Babylon", "Bab\u001b[31mylon"));
    Cli inspect = Cli.run("data", "inspect", folder.toString());

    assertThat(inspect.exitCode).as(inspect.err).isZero();
    assertThat(inspect.out).contains("Bab [31mylon").doesNotContain("\u001b");
  }

  @Test
  void latestSmallHasItsKnownCounts() throws IOException {
    Optional<Path> data = Cli.latestSmall();
    assumeTrue(data.isPresent(), "MovieLens latest-small is not on this machine");
    JsonObject summary = inspected(data.get().toString());

    assertThat(summary.string("format")).isEqualTo("movielens");
    assertThat(summary.integer("users")).isEqualTo(610);
    assertThat(summary.integer("items")).isEqualTo(9742);
    assertThat(summary.integer("interactions")).isEqualTo(100_836);
    assertThat(summary.integer("tiedUsers")).isEqualTo(94);
    assertThat(number(summary.object("perUser"), "min")).isEqualTo(20);
  }

  @Test
  void helpHasExamplesAndExitCodes() {
    for (List<String> command :
        List.of(List.of("data"), List.of("data", "inspect"), List.of("data", "convert"))) {
      Cli help =
          Cli.run(
              java.util.stream.Stream.concat(command.stream(), java.util.stream.Stream.of("--help"))
                  .toArray(String[]::new));
      assertThat(help.exitCode).isZero();
      assertThat(help.out).contains("Examples:", "Exit codes:", "bad usage or input");
    }
  }
}
