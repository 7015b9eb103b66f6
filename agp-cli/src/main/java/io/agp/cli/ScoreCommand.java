package io.agp.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Split;
import io.agp.experiments.read.ForeignRun;
import io.agp.experiments.report.HistoryItems;
import io.agp.experiments.report.RunEvaluation;
import io.agp.metrics.PairedBootstrap;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Scores rankings that other programs made. */
@Command(
    name = "score",
    description = {
      "Scores rankings of other programs, TREC runs or candidate files, against everybody's last",
      "interaction. Users whom a run does not have count as missed. Lines of a TREC run are put in",
      "order as trec_eval does it: by score, ties by item id, the last of the alphabet first."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  agp score --data ml-latest-small ours.trec theirs.trec",
      "  agp score --data ml-latest-small --history-items remove lists.tsv --json result.json"
    })
final class ScoreCommand implements Callable<Integer> {
  private static final String NDCG = "ndcg@10";

  @Mixin DataOptions data = new DataOptions();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "The runs; differences are to the first.")
  List<Path> files = new ArrayList<>();

  @Option(
      names = "--history-items",
      paramLabel = "RULE",
      defaultValue = "keep",
      description =
          "Items of a user's history in a run: keep (they keep their place, as trec_eval would have"
              + " it) or remove. Default: ${DEFAULT-VALUE}.")
  HistoryItems historyItems = HistoryItems.KEEP;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The bootstrap's seed. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the result as JSON.")
  @Nullable Path json;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Dataset dataset = data.dataset();
    BaseRanking.print(err, dataset.problems());
    Split split = Split.leaveOneOut(dataset);
    List<RunEvaluation> runs = new ArrayList<>();
    for (Path file : files) {
      RunEvaluation run = RunEvaluation.of(ForeignRun.read(file), split, historyItems);
      err.println(run.name());
      BaseRanking.print(err, run.problems());
      runs.add(run);
    }
    err.flush();
    PrintWriter out = spec.commandLine().getOut();
    out.println(table(runs));
    out.printf(
        "n = %d users. Intervals: 95 %%, bootstrap over users, seed %d; differences are paired.%n",
        split.users().size(), seed);
    if (json != null) {
      Json.write(json, asJson(runs));
    }
    return 0;
  }

  private String table(List<RunEvaluation> runs) {
    List<ColumnData<RunEvaluation>> columns = new ArrayList<>();
    columns.add(
        new Column().header("run").dataAlign(HorizontalAlign.LEFT).with(RunEvaluation::name));
    for (String measure : runs.get(0).measures().keySet()) {
      columns.add(number(measure, run -> decimal(run.measures().getOrDefault(measure, 0.0))));
    }
    columns.add(number("missing", run -> Integer.toString(run.missing())));
    if (runs.size() > 1) {
      columns.add(
          number(
              NDCG + " - first",
              run -> run.equals(runs.get(0)) ? "" : Tables.interval4(difference(run, runs))));
    }
    return AsciiTable.builder()
        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
        .data(runs, columns)
        .asString();
  }

  private static ColumnData<RunEvaluation> number(
      String header, Function<RunEvaluation, String> value) {
    return new Column().header(header).dataAlign(HorizontalAlign.RIGHT).with(value);
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private PairedBootstrap difference(RunEvaluation run, List<RunEvaluation> runs) {
    return PairedBootstrap.compare(runs.get(0).perUser(NDCG), run.perUser(NDCG), seed);
  }

  private Map<String, Object> asJson(List<RunEvaluation> runs) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (RunEvaluation run : runs) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("run", run.name());
      row.putAll(run.measures());
      row.put("n", run.evaluation().n());
      row.put("missing", run.missing());
      Map<String, Object> differences = new LinkedHashMap<>();
      run.differences(runs.get(0), seed)
          .forEach((measure, difference) -> differences.put(measure, Json.interval(difference)));
      row.put("differencesToFirst", differences);
      rows.add(row);
    }
    return Map.of("runs", rows);
  }
}
