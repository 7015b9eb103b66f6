package io.agp.cli;

import io.agp.experiments.data.Dataset;
import io.agp.experiments.read.RecBoleFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes data in another format. */
@Command(
    name = "convert",
    description = {
      "Reads a folder with data and writes it in another format.",
      "Ratings are not written: an interaction is a user, an item and a time."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  agp data convert path/to/ml-latest-small --to recbole --out atomic",
      "  agp data convert path/to/amazon --core 5 --to jsonl --out amazon-5core"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:a bug", "2:bad usage or input"})
final class DataConvertCommand implements Callable<Integer> {
  /** The formats that are written. */
  enum Target {
    RECBOLE,
    CSV,
    JSONL;

    void write(Dataset dataset, Path dir) {
      switch (this) {
        case RECBOLE -> RecBoleFiles.write(dataset, dir);
        case CSV -> TableFiles.write(dataset, TableLayout.CSV, dir);
        case JSONL -> TableFiles.write(dataset, TableLayout.JSONL, dir);
      }
    }

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      description = "The folder with the data, as with --data.")
  @Nullable Path dir;

  @Mixin DataOptions data = new DataOptions();

  @Option(
      names = "--to",
      paramLabel = "NAME",
      required = true,
      description =
          "recbole (atomic files), or csv or jsonl (items, interactions, and agp-data.json, which"
              + " maps their columns).")
  Target target = Target.RECBOLE;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where to write: a folder that is new or empty.")
  Path out = Path.of("");

  @Option(
      names = "--force",
      description = "Write into a folder that holds files, and replace those of the same names.")
  boolean force;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() {
    data.name(dir);
    requireFree();
    Dataset dataset = data.dataset();
    NewFiles.write(out, folder -> target.write(dataset, folder));
    say(dataset);
    return 0;
  }

  private void requireFree() {
    if (data.data != null && isSameFolder(out, data.data)) {
      throw new IllegalArgumentException("--out must be another folder than the data: " + out);
    }
    if (!force && holdsFiles(out)) {
      throw new IllegalArgumentException(
          "--out " + out + " must be new or empty; --force writes there nevertheless");
    }
  }

  private static boolean isSameFolder(Path one, Path other) {
    try {
      return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot compare " + one + " with " + other, e);
    }
  }

  private static boolean holdsFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Files.exists(folder);
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look into " + folder, e);
    }
  }

  private void say(Dataset dataset) {
    PrintWriter writer = spec.commandLine().getOut();
    writer.printf("%s is in %s as %s.%n", dataset, out, target);
    dataset
        .problems()
        .forEach(
            problem ->
                writer.printf(
                    "  note: %d x %s (first: %s)%n",
                    problem.count(), problem.kind(), problem.example()));
    if (target != Target.RECBOLE && !dataset.heldOut().isEmpty()) {
      writer.printf(
          "  note: the source's own split of %d users is in the column heldOut, which agp-data.json"
              + " cannot map%n",
          dataset.heldOut().size());
    }
    writer.flush();
  }
}
