package io.agp.cli;

import io.agp.experiments.data.Dataset;
import io.agp.llm.Journal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Runs an experiment: cell after cell, each kept when it is done, then the table. What an earlier
 * sweep in the folder did is not done again; what cells have in common is asked once.
 */
final class Sweep {
  private final ExperimentPlan plan;
  private final SweepOptions options;
  private final SweepSettings settings;
  private final List<SweepRow> rows;
  private final PrintWriter out;
  private final PrintWriter err;

  Sweep(String experiment, SweepOptions options, CommandSpec spec) {
    this.plan = ExperimentPlan.load(experiment);
    this.options = options;
    CommandLine.ParseResult parsed = spec.commandLine().getParseResult();
    this.settings = options.settings(plan, parsed::hasMatchedOption);
    this.rows =
        SweepRow.of(
            plan,
            settings,
            options.recommenders(plan),
            plan.modelLabel(options.chosen(), options.modelId()));
    this.out = spec.commandLine().getOut();
    this.err = spec.commandLine().getErr();
  }

  /** Runs what is wanted and missing, or says what would be run. */
  void run() {
    List<Cell> wanted = wanted();
    if (options.dryRun) {
      out.println(plan.name() + ": " + plan.shows() + " (" + plan.source() + ")");
      out.println(SweepDryRun.text(wanted));
      out.flush();
      return;
    }
    Path run = options.run();
    Dataset dataset = options.data.dataset();
    BaseRanking.print(err, dataset.problems());
    SweepFolder folder = SweepFolder.open(run, settings.asJson(dataset.toString()));
    Map<String, CellResult> results = done(folder);
    List<Cell> missing = wanted.stream().filter(c -> !results.containsKey(c.id())).toList();
    if (!missing.isEmpty()) {
      run(missing, dataset, folder, results);
    }
    SweepTable table = write(run, dataset, results);
    out.println(new SweepText(table).text());
    out.flush();
  }

  /** The cells to run, each once. */
  private List<Cell> wanted() {
    Map<String, Cell> cells = new LinkedHashMap<>();
    rows.stream()
        .flatMap(row -> row.cell().stream())
        .filter(options::isWanted)
        .forEach(cell -> cells.putIfAbsent(cell.id(), cell));
    if (cells.isEmpty() && options.cells != null) {
      throw new IllegalArgumentException(
          "--cells \"" + options.cells + "\" matches no cell; --dry-run prints their names");
    }
    return List.copyOf(cells.values());
  }

  private Map<String, CellResult> done(SweepFolder folder) {
    Map<String, CellResult> done = new LinkedHashMap<>();
    rows.stream()
        .flatMap(row -> row.cell().stream())
        .forEach(cell -> folder.read(cell).ifPresent(result -> done.put(cell.id(), result)));
    return done;
  }

  private void run(
      List<Cell> cells, Dataset dataset, SweepFolder folder, Map<String, CellResult> results) {
    FittedRecommenders recommenders = new FittedRecommenders(dataset, options, folder, err);
    try (Journal journal = folder.journal();
        Model model = open(journal, dataset)) {
      CellRunner runner =
          new CellRunner(folder, recommenders, model.client(), options.provider.concurrency, err);
      int number = 0;
      for (Cell cell : cells) {
        number++;
        say("cell %d of %d: %s", number, cells.size(), cell.id());
        long sent = model.used().calls();
        long start = System.nanoTime();
        CellResult result = model.whole(runner.run(cell));
        folder.write(cell, result, isSimulated());
        results.put(cell.id(), result);
        write(options.run(), dataset, results);
        say(
            "  %s; %d calls sent, %.1f s",
            summary(result), model.used().calls() - sent, seconds(start));
      }
    }
  }

  private Model open(Journal journal, Dataset dataset) {
    journal.begin(Map.of(Journal.MODEL, options.chosen().modelName(options.provider.model)));
    return Model.open(
        options.chosen(),
        options.provider,
        dataset.items().values(),
        options.seed,
        Optional.of(journal));
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static String summary(CellResult result) {
    CellResult.Value ndcg = result.values().get(CellMeasure.NDCG_10.toString());
    return ndcg == null
        ? "empty: " + result.unfilled().orElse("")
        : String.format(Locale.ROOT, "NDCG@10 %.3f, n = %d", ndcg.mean(), result.n());
  }

  private void say(String format, Object... values) {
    err.printf(Locale.ROOT, format + "%n", values);
    err.flush();
  }

  private boolean isSimulated() {
    return options.chosen() == Provider.SIMULATED;
  }

  /** The table in three files, after each cell: a sweep that ends early leaves one too. */
  private SweepTable write(Path folder, Dataset dataset, Map<String, CellResult> results) {
    SweepTable table =
        new SweepTable(
            plan,
            options.column == null ? dataset.name() : options.column,
            rows,
            results,
            options.described(plan, settings),
            isSimulated(),
            options.seed);
    NewFiles.write(
        folder,
        temporary -> {
          write(temporary.resolve(plan.name() + ".md"), new SweepText(table).markdown());
          write(temporary.resolve(plan.name() + ".csv"), new SweepCsv(table).text());
          Json.write(temporary.resolve(plan.name() + ".json"), table.asJson());
        });
    return table;
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
