package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are stopped, go on, and are repeated, with the simulated model in this process. */
class JournalledRunTest {
  @TempDir private Path folder;

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
                "20",
                "--validation-users",
                "20",
                "--epochs",
                "2",
                "--iterations",
                "2",
                "--domain",
                "movies",
                "--run",
                folder.resolve(run).toString()));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  private Cli with(String command, String run, String... more) {
    List<String> args = new ArrayList<>(List.of(command, "--run", folder.resolve(run).toString()));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  private static void succeeded(Cli cli) {
    assertThat(cli.exitCode).as(cli.err).isZero();
  }

  private byte[] bytes(String file) throws IOException {
    return Files.readAllBytes(folder.resolve(file));
  }

  private long lines(String file, String type) throws IOException {
    try (Stream<String> lines = Files.lines(folder.resolve(file))) {
      return lines.filter(line -> line.startsWith("{\"type\":\"" + type + "\"")).count();
    }
  }

  /** Calls, failures and tokens. */
  private static String used(Cli train) {
    return train.lines().stream()
        .filter(line -> line.contains("What was learned"))
        .map(line -> line.substring(0, line.indexOf("What")))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"agp", "rpp", "rpp+", "enumeration", "grips"})
  void aStoppedRunGoesOnToTheResultOfAnUnbrokenOneAndIsRepeated(String method) throws IOException {
    String learned = method.equals("agp") ? "/prompt.json" : "/policy.json";
    Cli unbroken = train("whole", "--method", method);
    succeeded(unbroken);
    Cli stopped = train("parts", "--method", method, "--max-calls", "25");
    assertThat(stopped.exitCode).isEqualTo(4);
    assertThat(stopped.err).contains("--resume goes on");
    assertThat(folder.resolve("parts" + learned)).doesNotExist();

    Cli resumed = with("train", "parts", "--resume", "--max-calls", "100000");
    succeeded(resumed);
    assertThat(resumed.err).contains("going on with 25 answers and 0 failures");
    assertThat(bytes("parts" + learned)).isEqualTo(bytes("whole" + learned));
    assertThat(used(resumed)).isEqualTo(used(unbroken));
    assertThat(lines("parts/journal.jsonl", "request"))
        .isEqualTo(lines("whole/journal.jsonl", "request"));

    succeeded(with("evaluate", "parts", "--users", "20"));
    Cli replay = with("replay", "parts");
    succeeded(replay);
    assertThat(replay.out)
        .contains("Identical: " + learned.substring(1), "evaluation.json", "nothing was sent");
  }

  @Test
  void aTrainedRecommenderIsKeptWhereTheRunStopped() throws IOException {
    String[] trained = {"--recommender", "sasrec:dimensions=8,epochs=10"};
    succeeded(train("whole", trained));
    Cli stopped = train("parts", "--recommender", trained[1], "--max-calls", "25");
    assertThat(stopped.exitCode).isEqualTo(4);
    Cli resumed = with("train", "parts", "--resume", "--max-calls", "100000");

    succeeded(resumed);
    assertThat(resumed.err).doesNotContain("SASRec epoch");
    assertThat(bytes("parts/prompt.json")).isEqualTo(bytes("whole/prompt.json"));
    succeeded(with("replay", "parts"));
  }

  @Test
  void anUnfinishedRunIsNotBegunAnew() {
    train("run", "--max-calls", "10");
    Cli again = train("run");

    assertThat(again.exitCode).isEqualTo(2);
    assertThat(again.err).contains("holds an unfinished run: add --resume to go on with it");
    Cli replay = with("replay", "run");
    assertThat(replay.exitCode).isEqualTo(2);
    assertThat(replay.err).contains("is not finished");
  }

  @Test
  void aChangedOptionIsRefusedByNameAndNothingIsChanged() throws IOException {
    train("run", "--max-calls", "10");
    byte[] settings = bytes("run/run.json");
    byte[] samples = bytes("run/samples.jsonl");
    Cli other = with("train", "run", "--resume", "--epochs", "5", "--train-users", "21");

    assertThat(other.exitCode).isEqualTo(2);
    assertThat(other.err)
        .contains("journal.jsonl: was begun with another configuration")
        .contains("--epochs was 2, now is 5", "--train-users was 20, now is 21", "data was ");
    assertThat(bytes("run/run.json")).isEqualTo(settings);
    assertThat(bytes("run/samples.jsonl")).isEqualTo(samples);
  }

  @Test
  void changedTitlesAreChangedData() throws IOException {
    train("run", "--max-calls", "10");
    Path movies = folder.resolve("films/movies.csv");
    String text = Files.readString(movies);
    Files.writeString(movies, text.replace("(1995)", "(1895)"));
    Cli other = with("train", "run", "--resume");

    assertThat(other.exitCode).isEqualTo(2);
    assertThat(other.err).contains("data was ");
  }

  @Test
  void aRunInUseIsRefused() {
    Path file = folder.resolve("run/journal.jsonl");
    try (Journal journal = Journal.open(file)) {
      Cli second = train("run");

      assertThat(journal.isBegun()).isFalse();
      assertThat(second.exitCode).isEqualTo(2);
      assertThat(second.err).contains(file + ": is in use");
    }
  }

  @Test
  void aChangedPromptOrAnswerIsNotAnIdenticalReplay() throws IOException {
    succeeded(train("run"));
    Path prompt = folder.resolve("run/prompt.json");
    String text = Files.readString(prompt);
    Files.writeString(prompt, text.replace("\"seed\"", "\"sead\""));
    Cli replay = with("replay", "run");
    assertThat(replay.exitCode).isEqualTo(5);
    assertThat(replay.err).contains("is not identical: prompt.json differs from byte");

    Files.writeString(prompt, text);
    Path journal = folder.resolve("run/journal.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(journal));
    lines.replaceAll(
        line ->
            line.startsWith("{\"type\":\"decision\",\"decision\":\"EditDecided\"")
                ? line.replace("\"kept\":true", "\"kept\":false")
                : line);
    Files.write(journal, lines);
    Cli other = with("replay", "run");
    assertThat(other.exitCode).isEqualTo(5);
    assertThat(other.err).contains("(EditDecided)", "kept was false, now is true");
  }

  @Test
  void aStoppedEvaluationGoesOnAndAFinishedOneIsKeptBesideTheNext() throws IOException {
    succeeded(train("run"));
    succeeded(with("evaluate", "run", "--users", "20", "--methods", "base,agp"));
    byte[] whole = bytes("run/evaluation.json");
    byte[] ranked = bytes("run/test-agp.jsonl");
    Path journal = folder.resolve("run/evaluate-1.jsonl");
    List<String> lines = Files.readAllLines(journal);
    Files.write(journal, lines.subList(0, lines.size() / 2));

    Cli again = with("evaluate", "run", "--users", "20", "--methods", "base,agp");
    assertThat(again.exitCode).isEqualTo(2);
    assertThat(again.err).contains("unfinished evaluation: add --resume");
    Cli other = with("evaluate", "run", "--resume", "--users", "21");
    assertThat(other.err).contains("--users was 20, now is 21");
    succeeded(with("evaluate", "run", "--resume"));
    assertThat(bytes("run/evaluation.json")).isEqualTo(whole);
    assertThat(bytes("run/test-agp.jsonl")).isEqualTo(ranked);

    succeeded(with("evaluate", "run", "--users", "10"));
    assertThat(folder.resolve("run/evaluate-2.jsonl")).isNotEmptyFile();
  }

  @Test
  void answersAreRecordedAndReplayedForAnyCommand() throws IOException {
    Path file = folder.resolve("answers.jsonl");
    String requests =
        "{\"user\":{\"id\":1,\"history\":[]},\"candidates\":[{\"id\":5,\"title\":\"A\"},"
            + "{\"id\":6,\"title\":\"B\"}]}\n";
    Cli recorded = Cli.runWith(requests, "rerank", "--method", "dir", "--record", file.toString());
    succeeded(recorded);
    long size = Files.size(file);
    Cli goneOn = Cli.runWith(requests, "rerank", "--method", "dir", "--record", file.toString());
    Cli replayed = Cli.runWith(requests, "rerank", "--method", "dir", "--replay", file.toString());

    assertThat(List.of(goneOn.out, replayed.out)).containsOnly(recorded.out);
    assertThat(Files.size(file)).as("nothing was asked twice").isEqualTo(size);

    Cli missing =
        Cli.runWith(
            requests.replace("\"A\"", "\"C\""),
            "rerank",
            "--method",
            "dir",
            "--replay",
            file.toString());
    assertThat(missing.exitCode).isEqualTo(2);
    assertThat(missing.out).contains("FALLBACK", "role RERANK", "the nearest one is in line 2");
    Cli another = Cli.run("rerank", "--provider", "openai", "--replay", file.toString());
    assertThat(another.exitCode).isEqualTo(2);
    assertThat(another.err).contains("was recorded with simulated", "openai/gpt-6-luna");
    assertThat(Cli.run("rerank", "--record", file.toString(), "--replay", file.toString()).exitCode)
        .isEqualTo(2);
  }

  @Test
  void theDemoIsRepeatedFromItsRecording() throws IOException {
    Path file = folder.resolve("demo.jsonl");
    Cli recorded = Cli.run("demo", "--record", file.toString());
    succeeded(recorded);
    Cli replayed = Cli.run("demo", "--replay", file.toString());
    assertThat(replayed.out).isEqualTo(recorded.out);

    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, lines.size() / 2));
    Cli cut = Cli.run("demo", "--replay", file.toString());
    assertThat(cut.exitCode).isEqualTo(2);
    assertThat(cut.err).contains("is not in the recording");
  }
}
