package io.agp.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fills the papers' tables and figures. */
@Command(
    name = "experiment",
    description = {
      "Fills a table or figure of the papers for one data set and one model, end to end: trains the",
      "base recommenders, learns, tests every row once on sealed users. The published values stand",
      "beside ours; what was not run is empty. A run that was stopped goes on with the cells that are",
      "missing when the same command is given again. The folder gets the table as Markdown, CSV and",
      "JSON, a file for each cell, and what was learned as folders for agp evaluate and agp rerank."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  agp experiment --list",
      "  agp experiment rpp-table5 --dry-run",
      "  agp experiment rpp-table5 --data ml-latest-small --domain movies --run runs/rpp",
      "  agp experiment fig2 --data ml-latest-small --recommender pop --protocol sampled \\",
      "                 --epochs 3 --cells 'agp@pop,batchSize=5*' --run runs/fig2"
    })
final class ExperimentCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "The experiment; --list names them.")
  @Nullable String name;

  @Option(names = "--list", description = "Name the experiments, and what they need.")
  boolean list;

  @Mixin SweepOptions options = new SweepOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    if (list) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(listed());
      out.flush();
    } else if (name == null) {
      throw new IllegalArgumentException("Name an experiment; --list names them");
    } else {
      new Sweep(name, options, spec).run();
    }
    return 0;
  }

  private static String listed() {
    List<ExperimentPlan> plans = ExperimentPlan.NAMES.stream().map(ExperimentPlan::load).toList();
    return TextTable.of(
        plans,
        List.of(
            TextTable.left("name", ExperimentPlan::name),
            TextTable.left("shows", ExperimentPlan::shows),
            TextTable.right("cells", plan -> Integer.toString(plan.cellCount())),
            TextTable.left("needs", ExperimentPlan::needs),
            TextTable.left("paper", ExperimentPlan::source)));
  }
}
