package io.agp.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether answers are kept in a file, or come from one. */
final class RecordingOptions {
  @Option(
      names = "--record",
      paramLabel = "FILE",
      description =
          "Keep what the model is asked and answers. Answers that the file has already are taken"
              + " from it.")
  @Nullable Path record;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "Answer from such a file, or from a run's journal, and from nothing else.")
  @Nullable Path replay;
}
