package io.agp.cli;

import io.agp.optimize.LearnedPrompt;
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
    if (!results.isEmpty()) {
      return ChangedRankings.between(results.get(0), results.get(1)).text();
    }
    Path runOfFirst = Path.of(first.origin().run());
    Path runOfSecond = Path.of(second.origin().run());
    return compared(first, runOfSecond, second, runOfSecond)
        .or(() -> compared(first, runOfFirst, second, runOfFirst))
        .or(() -> compared(first, runOfFirst, second, runOfSecond))
        .orElseGet(
            () ->
                String.format(
                    "Which rankings changed is not known: %s and %s hold no results of both. agp"
                        + " evaluate writes them for what a run learned, and with --methods"
                        + " base,first,agp for the prompt that it began with; --results names"
                        + " others.",
                    runOfFirst, runOfSecond));
  }

  private static Optional<String> compared(
      RegistryEntry first, Path runOfFirst, RegistryEntry second, Path runOfSecond) {
    return results(first, runOfFirst)
        .flatMap(
            before ->
                results(second, runOfSecond)
                    .map(after -> ChangedRankings.between(before, after).text()));
  }

  /** What an evaluation of a run left for a prompt that the run learned or began with. */
  private static Optional<Path> results(RegistryEntry entry, Path run) {
    LearnedKind kind = LearnedKind.of(entry);
    Path learned = run.resolve(kind.file());
    if (!Files.exists(learned)) {
      return Optional.empty();
    }
    String method = kind.method();
    if (!RunConfiguration.hash(learned).equals(RunConfiguration.hash(entry.file()))) {
      if (!beganWith(entry, kind, learned)) {
        return Optional.empty();
      }
      method = "first";
    }
    return Optional.of(run.resolve("test-" + method + ".jsonl")).filter(Files::exists);
  }

  private static boolean beganWith(RegistryEntry entry, LearnedKind kind, Path learned) {
    return kind == LearnedKind.PROMPT
        && LearnedPrompt.load(learned)
            .initial()
            .text()
            .equals(LearnedPrompt.load(entry.file()).prompt().text());
  }
}
