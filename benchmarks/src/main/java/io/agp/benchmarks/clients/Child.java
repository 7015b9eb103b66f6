package io.agp.benchmarks.clients;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Another JVM with our class path, spoken to line by line. It ends when this one does. */
final class Child implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final PrintWriter in;

  Child(Class<?> main, String... args) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        Stream.concat(
                Stream.of(
                    java,
                    "-Xms512m",
                    "-Xmx512m",
                    "-Dslf4j.internal.verbosity=ERROR",
                    "-cp",
                    System.getProperty("java.class.path"),
                    main.getName()),
                Stream.of(args))
            .toList();
    this.process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.in = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
  }

  void say(Object line) {
    in.println(line);
  }

  String hear() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new EOFException("The process ended: " + process.info());
    }
    return line;
  }

  @Override
  public void close() {
    in.close();
    process.destroy();
  }
}
