package io.agp.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.report.FullRanking;
import io.agp.metrics.PairedBootstrap;
import java.io.PrintWriter;
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

/** Holds base recommenders against each other. */
@Command(
    name = "baselines",
    description = {
      "Fits base recommenders and tests them: leave-one-out by time, every user's last item found",
      "among all items, those of the history removed, items of equal score at their middle rank."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  agp baselines --data ml-latest-small",
      "  agp baselines --data ml-latest-small --recommenders pop itemknn:history=all sasrec",
      "  agp baselines --data reviews --core 5 --recommenders pop lightgcn --json result.json"
    })
final class BaselinesCommand implements Callable<Integer> {
  private static final int CUT_OFF = 10;
  private static final String WHOLE_HISTORY = "itemknn:history=all";

  @Mixin DataOptions data = new DataOptions();

  @Option(
      names = "--recommenders",
      paramLabel = "NAME",
      arity = "1..*",
      description =
          "Recommenders, as --recommender of other commands takes them. Default: all that are known,"
              + " and ItemKNN over the whole history.")
  List<String> recommenders =
      List.of("pop", WHOLE_HISTORY, "itemknn", "bm25", "bpr-mf", "lightgcn", "sasrec");

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The seed of trainings and of the bootstrap. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(names = "--threads", paramLabel = "N", description = "Threads. Default: one a processor.")
  @Nullable Integer threads;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the result as JSON.")
  @Nullable Path json;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  /** One recommender's ranks, and how long it took to fit and to rank. */
  private record Result(String name, FullRanking ranking, double fitSeconds, double rankSeconds) {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Dataset dataset = data.dataset();
    out.println(dataset);
    BaseRanking.print(out, dataset.problems());
    out.flush();
    List<Result> results = new ArrayList<>();
    for (String recommender : recommenders) {
      results.add(result(dataset, recommender));
    }
    out.println(table(results));
    out.printf(
        "n = %d users. Intervals: 95 %%, bootstrap over users, seed %d; differences are paired.%n",
        results.get(0).ranking().n(), seed);
    if (json != null) {
      Json.write(json, asJson(dataset, results));
    }
    return 0;
  }

  private Result result(Dataset dataset, String recommender) {
    RecommenderOptions options = new RecommenderOptions();
    options.recommender = recommender;
    options.seed = seed;
    options.threads = threads;
    PrintWriter err = spec.commandLine().getErr();
    err.println(recommender);
    err.flush();
    long start = System.nanoTime();
    BaseRanking base = BaseRanking.fit(dataset, options, Optional.empty(), err);
    long fitted = System.nanoTime();
    FullRanking ranking = FullRanking.of(base.recommender(), base.split().users());
    long ranked = System.nanoTime();
    return new Result(
        base.recommender().name(), ranking, (fitted - start) / 1e9, (ranked - fitted) / 1e9);
  }

  private String table(List<Result> results) {
    Result first = results.get(0);
    List<ColumnData<Result>> columns = new ArrayList<>();
    columns.add(
        new Column().header("recommender").dataAlign(HorizontalAlign.LEFT).with(Result::name));
    columns.add(number("NDCG@10", result -> mean(result.ranking().ndcg(CUT_OFF))));
    columns.add(number("MRR@10", result -> mean(result.ranking().reciprocalRank(CUT_OFF))));
    columns.add(number("Hit@10", result -> mean(result.ranking().hit(CUT_OFF))));
    columns.add(
        number(
            "NDCG@10 - " + first.name(),
            result -> result.equals(first) ? "" : Tables.interval4(difference(first, result))));
    columns.add(number("fit s", result -> seconds(result.fitSeconds())));
    columns.add(number("rank s", result -> seconds(result.rankSeconds())));
    return AsciiTable.builder()
        .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
        .data(results, columns)
        .asString();
  }

  private static ColumnData<Result> number(String header, Function<Result, String> value) {
    return new Column().header(header).dataAlign(HorizontalAlign.RIGHT).with(value);
  }

  private String mean(double[] values) {
    PairedBootstrap mean = FullRanking.mean(values, seed);
    return String.format(
        Locale.ROOT, "%.4f [%.4f, %.4f]", mean.meanDifference(), mean.low(), mean.high());
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f", seconds);
  }

  private PairedBootstrap difference(Result first, Result other) {
    return PairedBootstrap.compare(
        first.ranking().ndcg(CUT_OFF), other.ranking().ndcg(CUT_OFF), seed);
  }

  private Map<String, Object> asJson(Dataset dataset, List<Result> results) {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("dataset", dataset.toString());
    written.put("seed", Long.toString(seed));
    written.put("n", results.get(0).ranking().n());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Result result : results) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("recommender", result.name());
      row.put("ndcg@10", Json.interval(FullRanking.mean(result.ranking().ndcg(CUT_OFF), seed)));
      row.put(
          "mrr@10",
          Json.interval(FullRanking.mean(result.ranking().reciprocalRank(CUT_OFF), seed)));
      row.put("hit@10", Json.interval(FullRanking.mean(result.ranking().hit(CUT_OFF), seed)));
      row.put("differenceToFirst", Json.interval(difference(results.get(0), result)));
      row.put("fitSeconds", result.fitSeconds());
      row.put("rankSeconds", result.rankSeconds());
      rows.add(row);
    }
    written.put("recommenders", rows);
    return written;
  }
}
