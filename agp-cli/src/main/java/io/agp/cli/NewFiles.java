package io.agp.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Files that appear in a folder when all of them are written, and not before. */
final class NewFiles {
  private NewFiles() {}

  /**
   * Lets a writer write into a temporary folder within a folder, and then moves its files there.
   * Files of the same names are replaced.
   *
   * @param folder the folder; made if it is not there
   * @param writer writes files into the folder that it is given
   * @throws UncheckedIOException if a folder or file cannot be written
   */
  static void write(Path folder, Consumer<Path> writer) {
    try {
      Files.createDirectories(folder);
      Path temporary = Files.createTempDirectory(folder, ".agp-");
      try {
        writer.accept(temporary);
        for (Path file : files(temporary)) {
          Files.move(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
      } finally {
        delete(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write into " + folder + ": " + e, e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    for (Path file : files(folder)) {
      Files.delete(file);
    }
    Files.delete(folder);
  }
}
