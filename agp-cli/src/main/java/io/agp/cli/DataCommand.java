package io.agp.cli;

import picocli.CommandLine.Command;

/** What is done with data before anything is learned from it. */
@Command(
    name = "data",
    description = "Looks at data, converts it, and says where the papers' data sets are obtained.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {DataInspectCommand.class, DataConvertCommand.class, DataGetCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  agp data get ml-1m",
      "  agp data inspect path/to/ml-1m",
      "  agp data convert path/to/ml-1m --to recbole --out atomic"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:a bug", "2:bad usage or input"})
final class DataCommand {}
