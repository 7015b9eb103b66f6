package io.agp.cli;

import io.agp.llm.Journal;
import io.agp.llm.JournalException;
import io.agp.llm.LlmException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Repeats a run from its journals: a copy of the run goes on to its end with a model that knows
 * nothing but what was recorded, and the journals check every decision on the way.
 */
@Command(
    name = "replay",
    description = {
      "Repeats a finished run, and its last evaluation, from its journals: no model is asked and no",
      "network is needed. Checks that every decision, the prompt and the results are identical."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  agp replay --run runs/first"})
final class ReplayCommand implements Callable<Integer> {
  @Option(names = "--run", paramLabel = "DIR", required = true, description = "The run's folder.")
  Path run = Path.of("");

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    RunFolder folder = RunFolder.open(run);
    Optional<Path> evaluation = finished(folder);
    Path copy = Files.createTempDirectory("agp-replay-");
    try {
      for (Path file :
          List.of(folder.settingsFile(), folder.journalFile(), folder.recommenderFile())) {
        if (Files.exists(file)) {
          Files.copy(file, copy.resolve(String.valueOf(file.getFileName())));
        }
      }
      learnAgain(folder, copy);
      if (evaluation.isPresent()) {
        evaluateAgain(evaluation.get(), copy);
      }
      return compare(folder, copy, evaluation.isPresent());
    } catch (LlmException.NotRecorded e) {
      return different("a call that the run did not make: " + e.getMessage());
    } catch (JournalException e) {
      return different(String.valueOf(e.getMessage()));
    } finally {
      delete(copy);
    }
  }

  /** The journal of the last evaluation, if there is one and it came to its end. */
  private Optional<Path> finished(RunFolder folder) {
    if (!Files.exists(folder.journalFile()) || !holds(folder.journalFile(), RunFolder.LEARNED)) {
      throw new IllegalArgumentException(
          "--run "
              + run
              + " is not finished: agp train --run "
              + run
              + " --resume goes on with it");
    }
    return folder.lastEvaluation().filter(file -> holds(file, RunFolder.EVALUATED));
  }

  private static boolean holds(Path file, String decision) {
    try (Journal journal = Journal.open(file)) {
      return journal.held(decision);
    }
  }

  private void learnAgain(RunFolder folder, Path copy) {
    Map<String, String> options = folder.readOptions();
    options.keySet().removeAll(GivenOptions.OF_THE_BUDGET);
    options.remove(RegistryOptions.NAME);
    TrainCommand train = new TrainCommand();
    train.restored = true;
    GivenOptions.parse(train, spec, arguments(options, copy, folder.journalFile()));
    train.call();
  }

  private void evaluateAgain(Path journal, Path copy) throws IOException {
    Files.copy(journal, copy.resolve("evaluate-1.jsonl"));
    EvaluateCommand evaluate = new EvaluateCommand();
    GivenOptions.parse(evaluate, spec, arguments(Map.of(), copy, journal));
    evaluate.call();
  }

  private static List<String> arguments(Map<String, String> options, Path copy, Path journal) {
    Map<String, String> all = new LinkedHashMap<>(options);
    all.put("--run", copy.toString());
    all.put("--replay", journal.toString());
    all.put("--resume", "true");
    List<String> arguments = new ArrayList<>();
    all.forEach((name, value) -> GivenOptions.add(arguments, name, value));
    return arguments;
  }

  private int compare(RunFolder folder, Path copy, boolean evaluated) throws IOException {
    List<Path> files = new ArrayList<>();
    files.add(folder.learnedFile(folder.readSettings().method()));
    if (evaluated) {
      files.addAll(results(copy));
    }
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      long place = Files.mismatch(copy.resolve(name), folder.result(name));
      if (place >= 0) {
        return different(name + " differs from byte " + (place + 1) + " on");
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%nIdentical: %s; nothing was sent.%n", String.join(", ", names(files)));
    out.flush();
    return 0;
  }

  /** What an evaluation writes, but for its journal. */
  private static List<Path> results(Path copy) throws IOException {
    try (Stream<Path> files = Files.list(copy)) {
      return files
          .filter(file -> file.getFileName().toString().matches("(test-.*|evaluation\\.json)"))
          .sorted()
          .toList();
    }
  }

  private static List<String> names(List<Path> files) {
    return files.stream().map(file -> String.valueOf(file.getFileName())).toList();
  }

  private int different(String what) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("agp: the replay of " + run + " is not identical: " + what);
    err.flush();
    return AgpCommand.DIFFERENT;
  }

  private static void delete(Path copy) {
    try (Stream<Path> files = Files.list(copy)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(copy);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + copy, e);
    }
  }
}
