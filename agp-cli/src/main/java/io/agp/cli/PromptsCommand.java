package io.agp.cli;

import io.agp.optimize.PromptRegistry;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What was learned in all runs, and which of it is served. */
@Command(
    name = "prompts",
    description = {
      "Looks at a registry of learned prompts and says which one is served.",
      "agp train --registry DIR adds to it."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      PromptsListCommand.class,
      PromptsShowCommand.class,
      PromptsDiffCommand.class,
      PromptsPromoteCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  agp prompts list --registry prompts",
      "  agp prompts show f5290317c026 --registry prompts",
      "  agp prompts diff 5a70312263ac f5290317c026 --registry prompts",
      "  agp prompts promote f5290317c026 --reason \"better for 300 test users\" --registry prompts",
      "  agp prompts promote --back --reason \"complaints\" --registry prompts"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:a bug", "2:bad usage or input"})
final class PromptsCommand {
  /** The registry that all of them need. */
  static final class Registry {
    @Option(
        names = RegistryOptions.NAME,
        paramLabel = "DIR",
        required = true,
        description = "The registry's folder.")
    Path registry = Path.of("");

    PromptRegistry open() {
      return PromptRegistry.open(registry);
    }
  }
}
