package io.agp.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Runs the command, in this process unless it is said otherwise. */
final class Cli {
  final int exitCode;
  final String out;
  final String err;

  private Cli(int exitCode, String out, String err) {
    this.exitCode = exitCode;
    this.out = out;
    this.err = err;
  }

  static Cli run(String... args) {
    return runWith("", args);
  }

  static Cli runWith(String input, String... args) {
    InputStream before = System.in;
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    try {
      CommandLine commandLine =
          AgpCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
      int code = commandLine.execute(args);
      return new Cli(code, out.toString(), err.toString());
    } finally {
      System.setIn(before);
    }
  }

  /** The command in a process of its own. */
  static ProcessBuilder process(List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AgpCommand.class.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }

  /** Pop on the bundled sample, or on a folder. */
  static BaseRanking base(@Nullable Path folder) {
    DataOptions data = new DataOptions();
    data.data = folder;
    return BaseRanking.fit(
        data.dataset(),
        new RecommenderOptions(),
        Optional.empty(),
        new PrintWriter(new StringWriter()));
  }

  List<String> lines() {
    return out.lines().toList();
  }

  /** The bundled sample as a folder, as if it were somebody's own data. */
  static Path sampleFolder(Path parent) {
    try {
      Path folder = Files.createDirectories(parent.resolve("films"));
      for (String file : List.of("movies.csv", "ratings.csv")) {
        try (InputStream in = Cli.class.getResourceAsStream("/io/agp/experiments/sample/" + file)) {
          Files.copy(in, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** MovieLens latest-small, if it is on this machine. */
  static Optional<Path> latestSmall() {
    String named = System.getenv("AGP_DATA");
    if (named != null) {
      return Optional.of(Path.of(named)).filter(Files::isDirectory);
    }
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null) {
      Path data = folder.resolve("shared/data/ml-latest-small");
      if (Files.isDirectory(data)) {
        return Optional.of(data);
      }
      folder = folder.getParent();
    }
    return Optional.empty();
  }
}
