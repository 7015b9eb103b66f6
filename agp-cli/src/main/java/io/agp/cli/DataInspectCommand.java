package io.agp.cli;

import io.agp.experiments.data.Dataset;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a folder with data holds. */
@Command(
    name = "inspect",
    description = {
      "Reads a folder with data and says what it holds: counts, times, texts, problems, a sample.",
      "What is printed of it comes from the data and may hold personal data."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  agp data inspect path/to/ml-latest-small",
      "  agp data inspect path/to/amazon --core 5 --max-malformed 10",
      "  agp data inspect path/to/ml-latest-small --min-rating 4 --json summary.json"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:a bug", "2:bad usage or input"})
final class DataInspectCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      description = "The folder with the data, as with --data.")
  @Nullable Path dir;

  @Mixin DataOptions data = new DataOptions();

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the result as JSON.")
  @Nullable Path json;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    data.name(dir);
    Dataset dataset = data.dataset();
    InspectReport report = new InspectReport(DatasetSummary.of(dataset, data.recognised()));
    PrintWriter out = spec.commandLine().getOut();
    report.print(out);
    if (json != null) {
      Json.write(json, report.asJson());
    }
    return 0;
  }
}
