package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.optimize.LearnedPrompt;
import io.agp.optimize.PromptRegistry;
import io.agp.optimize.RegistryEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptsCommandTest {
  @TempDir private Path folder;

  private Path run(String name) {
    return folder.resolve(name);
  }

  private String registry() {
    return folder.resolve("registry").toString();
  }

  private Cli train(String run, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "train",
                "--data",
                Cli.sampleFolder(folder).toString(),
                "--protocol",
                "sampled",
                "--train-users",
                "60",
                "--validation-users",
                "60",
                "--run",
                run(run).toString()));
    args.addAll(Arrays.asList(more));
    Cli cli = Cli.run(args.toArray(String[]::new));
    assertThat(cli.exitCode).as(cli.err).isZero();
    return cli;
  }

  private void evaluate(String run) {
    Cli cli =
        Cli.run("evaluate", "--run", run(run).toString(), "--users", "40", "--methods", "base,agp");
    assertThat(cli.exitCode).as(cli.err).isZero();
  }

  private Cli prompts(String... args) {
    List<String> all = new ArrayList<>(List.of("prompts"));
    all.addAll(Arrays.asList(args));
    all.addAll(List.of("--registry", registry()));
    return Cli.run(all.toArray(String[]::new));
  }

  private String id(String run) {
    return LearnedPrompt.load(run(run).resolve("prompt.json")).prompt().shortHash();
  }

  @Test
  void whatRunsLearnIsListedShownComparedPromotedAndTakenBack() {
    train("one", "--epochs", "1", "--registry", registry());
    Cli second = train("two", "--epochs", "1", "--acceptance", "always", "--registry", registry());
    assertThat(second.out).contains("In the registry " + registry() + " it is " + id("two") + ".");
    evaluate("one");
    evaluate("two");
    LearnedPrompt learned = LearnedPrompt.load(run("one").resolve("prompt.json"));
    String first = learned.initial().shortHash();

    Cli promote = prompts("promote", id("one"), "--reason", "tested");
    assertThat(promote.out).contains("Promoted is " + id("one") + ", instead of nothing.");
    assertThat(prompts("promote", id("two"), "--reason", "newer").exitCode).isZero();

    Cli list = prompts("list");
    assertThat(list.exitCode).as(list.err).isZero();
    assertThat(list.out)
        .contains(first, "the first prompt", "| promoted |", "| AGP ", "| simulated ")
        .contains(Tables.interval(learned.validation().orElseThrow().comparison()) + " to " + first)
        .contains("instead of", "tested", "newer", Report.SIMULATED);
    assertThat(list.lines().stream().filter(line -> line.contains("| promoted |")))
        .anyMatch(line -> line.startsWith("| " + id("two")));

    Cli show = prompts("show");
    assertThat(show.out)
        .contains("run        " + run("two"), "lineage    " + first + " > ", "(newer)")
        .contains(LearnedPrompt.load(run("two").resolve("prompt.json")).prompt().text())
        .contains("  rule: ", Report.SIMULATED);

    Cli diff = prompts("diff", id("one"), id("two"));
    assertThat(diff.exitCode).as(diff.err).isZero();
    assertThat(diff.out)
        .contains("--- " + id("one"), "+++ " + id("two"))
        .containsPattern("Of 40 users the rankings of \\d+ changed: \\d+ gained in NDCG@10")
        .contains("NDCG@10, B - A: ", Report.SIMULATED);
    assertThat(prompts("diff", first, id("two")).out)
        .contains("Which rankings changed is not known", "holds no results of " + first);

    Cli back = prompts("promote", "--back", "--reason", "complaints");
    assertThat(back.out).contains("Promoted is " + id("one") + ", instead of " + id("two") + ".");
    assertThat(prompts("list").out).contains("| back |", "complaints");
  }

  @Test
  void aFinishedRunIsAddedLaterAndAReplayAddsNothing() {
    train("one", "--epochs", "1");
    Path second = folder.resolve("second");
    Cli resumed =
        Cli.run("train", "--run", run("one").toString(), "--resume", "--registry", registry());
    assertThat(resumed.exitCode).as(resumed.err).isZero();
    assertThat(PromptRegistry.open(folder.resolve("registry")).entries())
        .extracting(RegistryEntry::shortId)
        .contains(id("one"));

    train("two", "--epochs", "1", "--registry", second.toString());
    assertThat(second).isDirectory();
    deleteAll(second);
    Cli replay = Cli.run("replay", "--run", run("two").toString());
    assertThat(replay.exitCode).as(replay.err).isZero();
    assertThat(second).doesNotExist();
  }

  private static void deleteAll(Path path) {
    try (java.util.stream.Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void policiesAreKeptByKind() {
    train("rpp", "--method", "rpp", "--iterations", "1", "--registry", registry());
    train("grips", "--method", "grips", "--registry", registry());
    List<RegistryEntry> entries = PromptRegistry.open(folder.resolve("registry")).entries();
    assertThat(entries)
        .extracting(RegistryEntry::kind)
        .containsExactly("agp-rpp-policy-1", "agp-fixed-prompt-1");

    Cli rpp = prompts("show", entries.get(0).id());
    assertThat(rpp.exitCode).as(rpp.err).isZero();
    assertThat(rpp.out).contains("A prompt of its own for each user", "  trainUsers: ");
    Cli grips = prompts("show", entries.get(1).shortId());
    assertThat(grips.out).contains("method     grips", "  refusedEdits: ", Report.SIMULATED);
    assertThat(prompts("diff", entries.get(0).id(), entries.get(1).id()).out)
        .contains("there is no text to compare");
  }

  private Path results(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
  }

  private static String line(String user, String ranking, double ndcg) {
    return String.format(
        "{\"user\":\"%s\",\"ranking\":[%s],\"relevant\":{\"x\":1.0},\"ndcg@10\":%s}",
        user, ranking, ndcg);
  }

  private static final String XYZ = "\"x\",\"y\",\"z\"";
  private static final String XZY = "\"x\",\"z\",\"y\"";
  private static final String YXZ = "\"y\",\"x\",\"z\"";

  @Test
  void changedRankingsAreCountedOnTheSameUsers() throws IOException {
    Path before =
        results(
            "a", line("u1", XYZ, 1), line("u2", YXZ, 0.63), line("u3", XYZ, 1), line("u4", XYZ, 1));
    Path after =
        results(
            "b", line("u2", XYZ, 1), line("u1", XZY, 1), line("u4", XYZ, 1), line("u3", YXZ, 0.63));

    assertThat(ChangedRankings.between(before, after).text().lines().toList())
        .contains(
            "Of 4 users the rankings of 3 changed: 1 gained in NDCG@10, 1 lost.",
            "| u2   |        0.630 | 1.000 | +0.370 |",
            "| u3   |        1.000 | 0.630 | -0.370 |");
    assertThat(ChangedRankings.between(before, before).text())
        .isEqualTo(
            "Of 4 users the rankings of 0 changed: 0 gained in NDCG@10, 0 lost.\n"
                + "NDCG@10, B - A: +0.000 [+0.000, +0.000]");
  }

  @Test
  void resultsOfOtherUsersOrCandidatesAreRefused() throws IOException {
    train("one", "--epochs", "1", "--registry", registry());
    String first = LearnedPrompt.load(run("one").resolve("prompt.json")).initial().hash();
    Path one = results("one.jsonl", line("u1", XYZ, 1));
    Path other = results("other.jsonl", line("u2", XYZ, 1));
    Path fewer = results("fewer.jsonl", line("u1", "\"x\"", 1));
    Path torn = results("torn.jsonl", line("u1", XYZ, 1), "{\"user\":");

    assertThat(prompts("diff", first, id("one"), "--results", one + "," + other).err)
        .contains("the same users", one + " has the user u1 and " + other + " has not");
    assertThat(prompts("diff", first, id("one"), "--results", one + "," + fewer).err)
        .contains("the same candidates", "those of the user u1 differ");
    Cli damaged = prompts("diff", first, id("one"), "--results", one + "," + torn);
    assertThat(damaged.exitCode).isEqualTo(2);
    assertThat(damaged.err).contains(torn + " line 2");
    assertThat(prompts("diff", first, id("one"), "--results", one.toString()).err)
        .contains("--results needs two files");
  }

  @Test
  void wrongUseEndsWithTwo() {
    assertThat(prompts("list").out).contains("is empty");
    assertThat(prompts("promote", "--reason", "x").err).contains("Name an id or --back");
    assertThat(prompts("promote", "abcd", "--back", "--reason", "x").exitCode).isEqualTo(2);
    assertThat(prompts("promote", "abcd", "--reason", "x").err).contains("begins with abcd");
    assertThat(prompts("show").err).contains("Nothing is promoted");
    assertThat(Cli.run("prompts", "list").exitCode).isEqualTo(2);
  }
}
