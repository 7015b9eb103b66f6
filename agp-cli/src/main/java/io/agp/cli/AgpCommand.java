package io.agp.cli;

import io.agp.llm.JournalException;
import io.agp.llm.LlmException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root command, and how failures become messages and exit codes. */
@Command(
    name = "agp",
    description = "Reranks a recommender's candidates with prompts that are learned.",
    mixinStandardHelpOptions = true,
    versionProvider = AgpCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      RerankCommand.class,
      ReplayCommand.class,
      PromptsCommand.class,
      BaselinesCommand.class,
      CandidatesCommand.class,
      RecommendCommand.class,
      ScoreCommand.class,
      ExperimentCommand.class,
      TableOneCommand.class,
      DataCommand.class,
      ModelsCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a bug",
      "2:bad usage or input",
      "3:the provider failed or refused the key",
      "4:a limit was reached",
      "5:a replay gave something else"
    })
public final class AgpCommand {
  static final int BUG = 1;
  static final int BAD_INPUT = 2;
  static final int PROVIDER = 3;
  static final int LIMIT = 4;
  static final int DIFFERENT = 5;

  private AgpCommand() {}

  /**
   * Runs the command and ends the process with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line, ready to be executed; tests run it in their own process. */
  static CommandLine commandLine() {
    CommandLine commandLine =
        new CommandLine(new AgpCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(AgpCommand::report);
    return commandLine;
  }

  private static int report(
      Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    int code = exitCode(failure);
    if (code == BUG) {
      failure.printStackTrace(err);
    } else {
      err.println("agp: " + failure.getMessage());
    }
    err.flush();
    return code;
  }

  static int exitCode(Throwable failure) {
    if (failure instanceof LlmException.LimitReached) {
      return LIMIT;
    }
    if (failure instanceof LlmException.JournalFailed
        || failure instanceof LlmException.NotRecorded) {
      return BAD_INPUT;
    }
    if (failure instanceof LlmException) {
      return PROVIDER;
    }
    boolean badInput =
        failure instanceof IllegalArgumentException
            || failure instanceof UncheckedIOException
            || failure instanceof JournalException
            || failure instanceof io.agp.experiments.data.DataException;
    return badInput ? BAD_INPUT : BUG;
  }

  /** The version that the jar was built as. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = AgpCommand.class.getPackage().getImplementationVersion();
      return new String[] {"agp " + (version == null ? "(not packaged)" : version)};
    }
  }
}
