package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
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
}
