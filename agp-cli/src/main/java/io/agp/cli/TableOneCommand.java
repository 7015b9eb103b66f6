package io.agp.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import io.agp.experiments.data.Dataset;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fills Table 1 of the AGP paper: base recommenders by methods. */
@Command(
    name = "table1",
    description = {
      "Fills the rows of the AGP paper's Table 1 for one data set and one model, end to end: trains the",
      "base recommenders, learns a prompt on each, tests every method once on sealed users. The",
      "published values stand beside ours; what was not run is empty. A run that was stopped goes on",
      "with the cells that are missing when the same command is given again."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  agp table1 --data ml-latest-small --protocol sampled --epochs 3 --run runs/table1",
      "  agp table1 --data yelp --core 5 --as YELP --provider openai --model gpt-4o-mini --run runs/yelp"
    })
final class TableOneCommand implements Callable<Integer> {
  @Mixin DataOptions data = new DataOptions();

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description =
          "The column's name; AMZ, YELP and GR are the paper's, and get a difference to it. Default:"
              + " the folder's name.")
  @Nullable String column;

  @Option(
      names = "--recommenders",
      paramLabel = "NAME",
      arity = "1..*",
      description = "The base recommenders. Default: lightgcn sasrec.")
  List<String> recommenders = List.of("lightgcn", "sasrec");

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that train the recommenders. Default: one a processor.")
  @Nullable Integer threads;

  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "300",
      description = "The most test users. Default: ${DEFAULT-VALUE}.")
  int users;

  @Option(
      names = "--run",
      paramLabel = "DIR",
      required = true,
      description = "A folder for all of it: a run's folder for each base recommender.")
  Path run = Path.of("");

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The seed of everything. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Mixin ProviderOptions provider = new ProviderOptions();
  @Mixin LearningOptions learning = new LearningOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    if (users < 1) {
      throw new IllegalArgumentException("--users must be at least 1, was " + users);
    }
    PrintWriter err = spec.commandLine().getErr();
    Dataset dataset = data.dataset();
    BaseRanking.print(err, dataset.problems());
    Map<String, TableOneCell> cells = new LinkedHashMap<>();
    for (String recommender : recommenders) {
      err.println(dataset + ", " + recommender);
      err.flush();
      RecommenderOptions options = new RecommenderOptions();
      options.recommender = recommender;
      options.seed = seed;
      options.threads = threads;
      cells.put(recommender, cell(dataset, options, err));
    }
    print(dataset, cells);
    return 0;
  }

  private Provider chosen() {
    return provider.provider == null ? Provider.SIMULATED : provider.provider;
  }

  private TableOneCell cell(Dataset dataset, RecommenderOptions options, PrintWriter err) {
    Path dir = run.resolve(options.recommender.replaceAll("[^A-Za-z0-9=.-]+", "_"));
    Path file = dir.resolve("table1.json");
    Map<String, Object> settings =
        new RunSettings(
                data,
                options,
                seed,
                chosen(),
                provider,
                learning,
                LearningMethod.AGP,
                new RppOptions())
            .asJson();
    settings.put("testUsers", users);
    if (Files.exists(file)) {
      return read(file, settings);
    }
    RunFolder folder = RunFolder.renew(dir);
    Json.write(dir.resolve("run.json"), settings);
    BaseRanking base =
        BaseRanking.fit(dataset, options, Optional.of(folder.recommenderCheckpoint()), err);
    folder.writeRecommender(base.recommender());
    Experiment experiment = Experiment.prepare(base, learning, users, seed);
    folder.writeTestSamples(experiment.samples());
    try (Model model = Model.open(chosen(), provider, dataset.items().values(), seed);
        Progress progress = new Progress(err)) {
      TableOneCell cell =
          TableOneCell.run(experiment, model, folder, progress, provider.concurrency);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("settings", Json.line(settings));
      json.put("recommender", base.recommender().name());
      json.put("cell", cell.asJson());
      Json.write(file, json);
      return cell;
    }
  }

  private static TableOneCell read(Path file, Map<String, Object> settings) {
    try {
      JsonObject json = JsonObject.parse(file.toString(), Files.readString(file));
      if (!json.string("settings").equals(Json.line(settings))) {
        throw new IllegalArgumentException(
            file + " is of other settings than these; name another --run, or delete it");
      }
      return TableOneCell.of(json.object("cell"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private String columnName(Dataset dataset) {
    return column == null ? dataset.name() : column;
  }

  private void print(Dataset dataset, Map<String, TableOneCell> cells) {
    PublishedTable published = PublishedTable.agpTable1();
    List<TableOneRow> rows = new ArrayList<>();
    cells.forEach(
        (recommender, cell) ->
            rows.addAll(
                TableOneRow.rows(recommender, modelLabel(), learning.trainUsers, cell, published)));
    rows.addAll(TableOneRow.notRun(published, rows));
    PrintWriter out = spec.commandLine().getOut();
    out.println(table(columnName(dataset), published, rows));
    out.println("Published values: " + published.source() + ".");
    cells.forEach(
        (recommender, cell) ->
            out.printf("%s: n = %d test users, protocol %s.%n", recommender, cell.n(), protocol()));
    if (chosen() == Provider.SIMULATED) {
      out.println(Report.SIMULATED);
    }
    out.flush();
  }

  private String protocol() {
    return learning.protocol.name().toLowerCase(Locale.ROOT);
  }

  /** The model as the paper abbreviates it, where it has it. */
  private String modelLabel() {
    String model = provider.model == null ? "" : provider.model.toLowerCase(Locale.ROOT);
    return switch (chosen()) {
      case SIMULATED -> "simulated";
      case DEEPSEEK -> "DeepSeek";
      case OPENAI ->
          switch (model) {
            case "", "gpt-4o-mini" -> "4o-Mini";
            case "gpt-4o" -> "4o";
            case "o3-mini" -> "o3-Mini";
            default -> String.valueOf(provider.model);
          };
    };
  }

  private static String table(String column, PublishedTable published, List<TableOneRow> rows) {
    List<ColumnData<TableOneRow>> columns = new ArrayList<>();
    columns.add(left("recommender", TableOneRow::recommender));
    columns.add(left("method", TableOneRow::method));
    columns.add(left("model", TableOneRow::model));
    columns.add(right(column + " (ours)", TableOneRow::value));
    columns.add(right("95 % of the difference to Base", TableOneRow::difference));
    for (String name : published.dataSets()) {
      columns.add(right(name + " (paper)", row -> row.published().getOrDefault(name, "")));
    }
    if (published.dataSets().contains(column)) {
      columns.add(right("ours - paper", row -> row.minusPublished(column)));
    }
    return AsciiTable.builder()
        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
        .data(rows, columns)
        .asString();
  }

  private static ColumnData<TableOneRow> left(String header, Function<TableOneRow, String> value) {
    return new Column().header(header).dataAlign(HorizontalAlign.LEFT).with(value);
  }

  private static ColumnData<TableOneRow> right(String header, Function<TableOneRow, String> value) {
    return new Column().header(header).dataAlign(HorizontalAlign.RIGHT).with(value);
  }
}
