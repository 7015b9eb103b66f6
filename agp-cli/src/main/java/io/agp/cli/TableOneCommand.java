package io.agp.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Fills Table 1 of the AGP paper: base recommenders by methods. */
@Command(
    name = "table1",
    description = {
      "Fills the rows of the AGP paper's Table 1 for one data set and one model, end to end: trains the",
      "base recommenders, learns a prompt on each, tests every method once on sealed users. The same",
      "as agp experiment table1."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  agp table1 --data ml-latest-small --protocol sampled --epochs 3 --run runs/table1",
      "  agp table1 --data yelp --core 5 --as YELP --provider openai --run runs/yelp"
    })
final class TableOneCommand implements Callable<Integer> {
  @Mixin SweepOptions options = new SweepOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    new Sweep("table1", options, spec).run();
    return 0;
  }
}
