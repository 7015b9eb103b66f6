package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of a folder, with the beginning of each, by which formats are recognised.
 *
 * @param dir the folder
 * @param files its regular files by name, without hidden ones
 */
record DataFolder(Path dir, List<DataFile> files) {
  static DataFolder open(Path dir) {
    if (!Files.isDirectory(dir)) {
      throw DataException.of(dir.toString(), "must be an existing folder");
    }
    try (Stream<Path> entries = Files.list(dir)) {
      return new DataFolder(
          dir, entries.filter(DataFolder::isVisibleFile).sorted().map(DataFile::of).toList());
    } catch (IOException e) {
      throw DataException.unreadable(dir.toString(), e);
    }
  }

  private static boolean isVisibleFile(Path path) {
    return Files.isRegularFile(path) && !path.getFileName().toString().startsWith(".");
  }

  /** The folder's own name, which data sets take. */
  String name() {
    Path name = dir.toAbsolutePath().normalize().getFileName();
    return name == null ? dir.toString() : name.toString();
  }

  /** The files that begin as wanted, by name. */
  List<DataFile> all(Predicate<DataFile> wanted) {
    return files.stream().filter(wanted).toList();
  }

  /** The first file that begins as wanted. */
  Optional<DataFile> first(Predicate<DataFile> wanted) {
    return files.stream().filter(wanted).findFirst();
  }

  /** The first file that begins as wanted, or an error that says what is missing. */
  DataFile require(Predicate<DataFile> wanted, String what) {
    return first(wanted).orElseThrow(() -> DataException.of(dir.toString(), "must hold " + what));
  }

  /** The file of that name, plain or with {@code .gz} behind it. */
  Optional<DataFile> named(String name) {
    return first(file -> file.name().equals(name) || file.name().equals(name + ".gz"));
  }

  /** The file of that name, or an error that says it is missing. */
  DataFile require(String name) {
    return named(name)
        .orElseThrow(
            () -> DataException.of(dir.resolve(name).toString(), "must be an existing file"));
  }
}
