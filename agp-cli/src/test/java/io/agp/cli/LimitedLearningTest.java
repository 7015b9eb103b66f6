package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every method of learning, and sweeps, end at a limit with 4 and go on to the same result. */
class LimitedLearningTest {
  @TempDir private Path folder;
  private Path films = Path.of("");

  @BeforeEach
  void makeData() {
    films = Cli.sampleFolder(folder);
  }

  private Cli train(String method, String run, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("train", "--data", films.toString(), "--protocol", "sampled", "--method"));
    args.addAll(List.of(method, "--train-users", "12", "--validation-users", "6"));
    args.addAll(List.of("--epochs", "1", "--batch-size", "4"));
    args.addAll(List.of("--domain", "movies", "--iterations", "3", "--run"));
    args.add(folder.resolve(run).toString());
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  private int calls(String file) throws IOException {
    Path path = folder.resolve(file);
    return JsonObject.parse(file, Files.readString(path)).object("total").integer("calls");
  }

  @ParameterizedTest
  @ValueSource(strings = {"agp", "rpp", "rpp+", "enumeration", "grips"})
  void aLimitAnywhereEndsLearningAndAHigherOneLeadsToTheSameResult(String method)
      throws IOException {
    assertThat(train(method, "whole").exitCode).isZero();
    int total = calls("whole/ledger.json");
    String learned = method.equals("agp") ? "prompt.json" : "policy.json";
    for (int limit : List.of(5, total / 2, total - 1)) {
      String run = "limited-" + limit;
      Cli stopped = train(method, run, "--max-calls", Integer.toString(limit));
      assertThat(stopped.exitCode).as(stopped.err).isEqualTo(4);
      assertThat(stopped.err).contains("--resume goes on with a higher limit");
      assertThat(folder.resolve(run).resolve(learned)).doesNotExist();
      assertThat(calls(run + "/ledger.json")).isEqualTo(limit);

      String path = folder.resolve(run).toString();
      Cli resumed =
          Cli.run("train", "--run", path, "--resume", "--max-calls", Integer.toString(total));
      assertThat(resumed.exitCode).as(resumed.err).isZero();
      assertThat(folder.resolve(run).resolve(learned))
          .hasSameBinaryContentAs(folder.resolve("whole").resolve(learned));
      assertThat(calls(run + "/ledger.json")).isEqualTo(total);
    }
  }

  @Test
  void aMeasurementOfTheNoiseIsNotReportedInPart() {
    Cli stopped = train("agp", "noise", "--aa", "2", "--max-calls", "60");

    assertThat(stopped.exitCode).as(stopped.err).isEqualTo(4);
    assertThat(folder.resolve("noise/noise.json")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"agp", "rpp"})
  void aRoundThatALimitRefusedIsNoResult(String method) throws IOException {
    assertThat(train(method, "run").exitCode).isZero();
    String run = folder.resolve("run").toString();
    Path json = folder.resolve("result.json");
    List<String> args =
        List.of("evaluate", "--run", run, "--users", "10", "--rounds", "3", "--json");
    assertThat(evaluate(args, json.toString()).exitCode).isZero();
    String evaluation = Files.readString(json);
    int total =
        JsonObject.parse("json", evaluation).object("ledger").object("total").integer("calls");
    Files.delete(folder.resolve("run/evaluate-1.jsonl"));
    Files.delete(json);

    Cli stopped = evaluate(args, json.toString(), "--max-calls", Integer.toString(total - 1));
    assertThat(stopped.exitCode).as(stopped.err).isEqualTo(4);
    assertThat(json).doesNotExist();
    Cli resumed = evaluate(args, json.toString(), "--resume", "--max-calls", total + "");
    assertThat(resumed.exitCode).as(resumed.err).isZero();
    assertThat(json).hasContent(evaluation);
  }

  private static Cli evaluate(List<String> args, String... more) {
    List<String> all = new ArrayList<>(args);
    all.addAll(List.of(more));
    return Cli.run(all.toArray(String[]::new));
  }

  @Test
  void aSweepEndsAtALimitAndTheSameCommandGoesOn() throws IOException {
    Cli whole = table("whole");
    assertThat(whole.exitCode).as(whole.err).isZero();
    for (String limit : List.of("30", "100")) {
      Cli stopped = table("parts", "--max-calls", limit);
      assertThat(stopped.exitCode).as(stopped.err).isEqualTo(4);
    }
    Cli resumed = table("parts");
    assertThat(resumed.exitCode).as(resumed.err).isZero();
    assertThat(folder.resolve("parts/table1.csv"))
        .hasSameBinaryContentAs(folder.resolve("whole/table1.csv"));
  }

  private Cli table(String run, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "table1", "--data", films.toString(), "--protocol", "sampled", "--recommender"));
    args.addAll(List.of("pop", "--train-users", "8", "--validation-users", "6", "--epochs", "1"));
    args.addAll(List.of("--users", "20", "--run", folder.resolve(run).toString()));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  @Test
  void rerankingGivesTheBaseOrderBeyondALimitAndEndsWithFour() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      lines.append(
          String.format(
              "{\"user\":{\"id\":\"u%d\",\"history\":[{\"id\":\"1\",\"title\":\"Heat (%d)\"}]},"
                  + "\"candidates\":[{\"id\":\"7\",\"title\":\"Sabrina (1995)\"},"
                  + "{\"id\":\"9\",\"title\":\"Casino (1995)\"}]}\n",
              i, 1990 + i));
    }
    Cli cli = Cli.runWith(lines.toString(), "rerank", "--method", "dir", "--max-calls", "2");

    assertThat(cli.exitCode).as(cli.err).isEqualTo(4);
    assertThat(cli.lines()).hasSize(6);
    assertThat(cli.lines().stream().filter(l -> l.contains("FALLBACK"))).hasSize(4);
  }
}
