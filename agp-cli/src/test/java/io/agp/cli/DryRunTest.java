package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What dry runs promise, held against runs with the simulated model. */
class DryRunTest {
  @TempDir private Path folder;
  private Path films = Path.of("");

  /** A line of the table. */
  private record Line(long calls, boolean exact, long input, long output, String usd) {}

  @BeforeEach
  void makeData() {
    films = Cli.sampleFolder(folder);
  }

  private List<String> train(String options) {
    List<String> args =
        new ArrayList<>(
            List.of("train", "--data", films.toString(), "--protocol", "sampled", "--run"));
    args.add(folder.resolve("run").toString());
    args.addAll(List.of("--train-users", "14"));
    args.addAll(options.contains("--val") ? List.of() : List.of("--validation-users", "8"));
    args.addAll(List.of("--max-output-tokens", "500"));
    args.addAll(List.of(options.split(" ")));
    return args;
  }

  private static Cli run(List<String> args, String... more) {
    return Cli.run(Stream.concat(args.stream(), Stream.of(more)).toArray(String[]::new));
  }

  private static Map<String, Line> table(Cli cli) {
    assertThat(cli.exitCode).as(cli.err).isZero();
    Map<String, Line> lines = new LinkedHashMap<>();
    for (String line : cli.lines()) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 8 && !cells[1].contains("role")) {
        lines.put(
            cells[1].strip(),
            new Line(
                number(cells[2]),
                cells[3].strip().equals("exact"),
                number(cells[4]),
                number(cells[5]),
                cells[6].strip()));
      }
    }
    assertThat(lines).as(cli.out).containsKey("total");
    return lines;
  }

  private static long number(String cell) {
    return cell.strip().equals("unknown") ? -1 : Long.parseLong(cell.strip());
  }

  private JsonObject ledger(Path file, String... at) throws IOException {
    JsonObject json = JsonObject.parse(file.toString(), Files.readString(file));
    for (String name : at) {
      json = json.object(name);
    }
    return json;
  }

  private static void holds(Map<String, Line> bounds, JsonObject ledger) {
    ledger.fields().keySet().stream()
        .filter(role -> !role.equals("costPerPoint"))
        .forEach(role -> assertThat(bounds).containsKey(role));
    bounds.forEach(
        (role, bound) -> {
          if (ledger.fields().containsKey(role)) {
            JsonObject sent = ledger.object(role);
            assertThat((long) sent.integer("input")).as(role).isLessThanOrEqualTo(bound.input());
            assertThat((long) sent.integer("output")).as(role).isLessThanOrEqualTo(bound.output());
          }
          long calls = ledger.fields().containsKey(role) ? ledger.object(role).integer("calls") : 0;
          assertThat(calls).as(role + " calls").isLessThanOrEqualTo(bound.calls());
          assertThat(!bound.exact() || calls == bound.calls()).as(role + " is exact").isTrue();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--acceptance always --epochs 1 --batch-size 5",
        "--acceptance always --epochs 3 --batch-size 4 --seed 2",
        "--acceptance always --epochs 2 --batch-size 1 --validation-users 0",
        "--acceptance batch --epochs 2 --batch-size 14 --feedback pairwise",
        "--acceptance batch --epochs 2 --batch-size 3 --feedback metric --seed 5",
        "--acceptance validated --epochs 2 --batch-size 5 --history 9",
        "--acceptance validated --epochs 3 --batch-size 2 --top-k 5 --seed 3",
        "--acceptance validated --epochs 1 --batch-size 100 --seed 4",
        "--method rpp --domain movies --iterations 4",
        "--method rpp --domain movies --iterations 2 --paper-mode --seed 2",
        "--method rpp --domain movies --iterations 1 --seed 3",
        "--method rpp+ --domain movies --iterations 2",
        "--method enumeration --domain movies",
        "--method grips --domain movies",
        "--aa 3"
      })
  void aRunNeverExceedsItsDryRun(String options) throws IOException {
    Map<String, Line> bounds = table(run(train(options), "--dry-run"));
    assertThat(folder.resolve("run")).doesNotExist();
    Cli real = run(train(options));

    assertThat(real.exitCode).as(real.err).isZero();
    holds(bounds, ledger(folder.resolve("run/ledger.json")));
  }

  @Test
  void anySeedKeepsToTheBound() throws IOException {
    for (int seed = 10; seed < 16; seed++) {
      String options = "--epochs 2 --batch-size 4 --history 7 --seed " + seed;
      Path run = folder.resolve("run-" + seed);
      List<String> args = train(options);
      args.set(args.indexOf("--run") + 1, run.toString());
      Map<String, Line> bounds = table(run(args, "--dry-run"));
      Cli real = run(args);

      assertThat(real.exitCode).as(real.err).isZero();
      holds(bounds, ledger(run.resolve("ledger.json")));
    }
  }

  @Test
  void inPaperModeTheTotalIsThePapersAndRankingsAreExact() {
    String options = "--acceptance always --epochs 1 --batch-size 7";
    Map<String, Line> bounds = table(run(train(options), "--dry-run"));

    assertThat(bounds.get("total").calls()).isEqualTo((3 * 7 + 2) * 14 / 7);
    assertThat(bounds.get("total").exact()).isFalse();
    assertThat(bounds.get("profile").exact()).isTrue();
    assertThat(bounds.get("rerank").exact()).isTrue();
    assertThat(bounds.get("critique").exact()).isFalse();
  }

  @Test
  void aPromptThatAgpLearnedIsInRppsBound() throws IOException {
    assertThat(run(train("--epochs 1")).exitCode).isZero();
    Path agp = Files.move(folder.resolve("run"), folder.resolve("agp"));
    String options = "--method rpp --domain movies --iterations 3 --profile-prompts " + agp;
    Map<String, Line> bounds = table(run(train(options), "--dry-run"));

    assertThat(run(train(options)).exitCode).isZero();
    JsonObject sent = ledger(folder.resolve("run/ledger.json"));
    assertThat(sent.object("profile").integer("calls")).isPositive();
    holds(bounds, sent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--users 30",
        "--users 30 --methods base,dir",
        "--users 12 --rounds 3",
        "--users 20 --methods base,dir,window --window 4 --step 2"
      })
  void anEvaluationKeepsToItsDryRun(String options) throws IOException {
    assertThat(run(train("--epochs 1 --batch-size 7")).exitCode).isZero();
    evaluationKeepsToItsDryRun(options);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rpp", "rpp+", "enumeration", "grips"})
  void anEvaluationOfSentencesKeepsToItsDryRun(String method) throws IOException {
    String options = "--domain movies --iterations 3 --method " + method;
    assertThat(run(train(options)).exitCode).isZero();
    evaluationKeepsToItsDryRun("--users 20 --rounds 2");
  }

  private void evaluationKeepsToItsDryRun(String options) throws IOException {
    Path json = folder.resolve("result.json");
    List<String> args = new ArrayList<>(List.of("evaluate", "--max-output-tokens", "500", "--run"));
    args.add(folder.resolve("run").toString());
    args.addAll(List.of("--json", json.toString()));
    args.addAll(List.of(options.split(" ")));
    Map<String, Line> bounds = table(run(args, "--dry-run"));
    assertThat(json).doesNotExist();
    assertThat(folder.resolve("run/evaluate-1.jsonl")).doesNotExist();
    Cli real = run(args);

    assertThat(real.exitCode).as(real.err).isZero();
    holds(bounds, ledger(json, "ledger"));
    boolean oneRound = !options.contains("--rounds");
    assertThat(bounds.get("total").exact()).isEqualTo(oneRound);
  }

  @Test
  void aRealModelNeedsNoKeyAndHasAPrice() {
    Cli cli =
        run(
            train("--epochs 1 --provider openai --model gpt-4o-mini"),
            "--dry-run",
            "--max-calls",
            "10",
            "--max-tokens",
            "900000000",
            "--max-cost-usd",
            "0.01");
    Line total = table(cli).get("total");

    double usd = (0.15 * total.input() + 0.6 * total.output()) / 1e6;
    assertThat(Double.parseDouble(total.usd())).isCloseTo(usd, within(1e-6));
    assertThat(cli.out)
        .contains("Dry run with openai/gpt-4o-mini: nothing is sent.")
        .contains("--max-calls 10: does not surely fit, up to " + total.calls() + " may be needed")
        .contains("--max-tokens 900000000: fits.")
        .contains("--max-cost-usd 0.01: does not surely fit");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void withoutABoundOfTheAnswersTokensAndMoneyAreUnknownAndCallsAreNot() {
    List<String> args = train("--epochs 1");
    args.removeAll(List.of("--max-output-tokens", "500"));
    Cli cli = run(args, "--dry-run");
    Line total = table(cli).get("total");

    assertThat(total.calls()).isPositive();
    assertThat(total.input()).isEqualTo(-1);
    assertThat(total.usd()).isEqualTo("unknown");
    assertThat(cli.out).contains("Tokens and money: unknown: give --max-output-tokens N.");
  }

  @Test
  void rerankedLinesAreCountedAndNotRanked() {
    String line =
        "{\"user\":{\"id\":\"u\",\"history\":[{\"id\":\"1\",\"title\":\"Heat (1995)\"}]},"
            + "\"candidates\":[{\"id\":\"7\",\"title\":\"Sabrina (1995)\"},"
            + "{\"id\":\"9\",\"title\":\"Casino (1995)\"}]}\n";
    String lines = line + line.replace("Heat", "Alien") + line.replace("\"u\"", "\"v\"");
    Cli cli = Cli.runWith(lines, "rerank", "--dry-run", "--method", "dir");

    assertThat(table(cli).get("rerank")).extracting(Line::calls, Line::exact).contains(2L, true);
    assertThat(cli.out).doesNotContain("ranking\":");
    Cli agp = Cli.runWith(lines, "rerank", "--dry-run", "--max-output-tokens", "100");
    assertThat(table(agp).get("profile")).extracting(Line::calls, Line::exact).contains(2L, true);
    assertThat(table(agp).get("rerank").exact()).isFalse();
  }

  @Test
  void aDryRunIsOfAWholeRunAndRefusesWhatTheRunWould() {
    Cli resumed = run(train("--epochs 1"), "--dry-run", "--resume");
    Cli noPrice = run(train("--epochs 1"), "--dry-run", "--max-cost-usd", "1");

    assertThat(resumed.exitCode).isEqualTo(2);
    assertThat(resumed.err).contains("--dry-run is of a whole run");
    assertThat(noPrice.exitCode).isEqualTo(2);
    assertThat(noPrice.err).contains("needs the price of simulated, which is unknown");
  }
}
