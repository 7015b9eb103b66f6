package io.agp.cli;

import io.agp.optimize.PromptRegistry;
import io.agp.optimize.RegistryEntry;
import io.agp.prompt.Prompt;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds two entries of a registry against each other. */
@Command(
    name = "diff",
    description = {
      "Shows how the texts of two prompts differ, and which users' rankings changed.",
      "For the rankings it needs every user's results of two evaluations on the same users: those in"
          + " the runs' folders, or --results."
    },
    mixinStandardHelpOptions = true)
final class PromptsDiffCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "A", description = "The start of an id.")
  String a = "";

  @Parameters(index = "1", paramLabel = "B", description = "The start of another id.")
  String b = "";

  @Option(
      names = "--results",
      paramLabel = "FILE",
      split = ",",
      description =
          "Two files of results, of A and of B, as agp evaluate writes them: test-agp.jsonl …")
  List<Path> results = new ArrayList<>();

  @Mixin PromptsCommand.Registry registry = new PromptsCommand.Registry();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    if (!results.isEmpty() && results.size() != 2) {
      throw new IllegalArgumentException(
          "--results needs two files, those of A and of B, was " + results);
    }
    PromptRegistry prompts = registry.open();
    RegistryEntry first = prompts.entry(a);
    RegistryEntry second = prompts.entry(b);
    PrintWriter out = spec.commandLine().getOut();
    out.println(texts(first, second));
    out.println();
    out.println(rankings(first, second));
    out.flush();
    return 0;
  }

  private static String texts(RegistryEntry first, RegistryEntry second) {
    Optional<Prompt> before = PromptsShowCommand.text(first);
    Optional<Prompt> after = PromptsShowCommand.text(second);
    return before.isPresent() && after.isPresent()
        ? Tables.diff(first.shortId(), before.get(), second.shortId(), after.get())
        : "One of them is a policy, whose prompts differ from user to user: there is no text to"
            + " compare.";
  }

  private String rankings(RegistryEntry first, RegistryEntry second) {
    Optional<Path> before = results(first, 0);
    Optional<Path> after = results(second, 1);
    if (before.isEmpty() || after.isEmpty()) {
      RegistryEntry missing = before.isEmpty() ? first : second;
      return "Which rankings changed is not known: the folder of the run "
          + missing.origin().run()
          + " holds no results of "
          + missing.shortId()
          + ". agp evaluate writes them for what a run learned; --results names others.";
    }
    return ChangedRankings.between(before.get(), after.get()).text();
  }

  /** The results that an evaluation left in the run's folder, if the run learned this one. */
  private Optional<Path> results(RegistryEntry entry, int place) {
    if (!results.isEmpty()) {
      return Optional.of(results.get(place));
    }
    LearnedKind kind = LearnedKind.of(entry);
    Path run = Path.of(entry.origin().run());
    Path learned = run.resolve(kind.file());
    Path result = run.resolve("test-" + kind.method() + ".jsonl");
    boolean itsOwn =
        Files.exists(result)
            && Files.exists(learned)
            && RunConfiguration.hash(learned).equals(RunConfiguration.hash(entry.file()));
    return itsOwn ? Optional.of(result) : Optional.empty();
  }
}
