package io.agp.cli;

import io.agp.cli.PublicDataset.Archive;
import io.agp.cli.PublicDataset.Edition;
import io.agp.cli.PublicDataset.WantedFile;
import io.agp.experiments.data.DataException;
import io.agp.experiments.read.Datasets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import okio.BufferedSource;
import okio.HashingSource;
import okio.Okio;

/**
 * Whether a folder holds an edition of a published data set.
 *
 * @param edition the edition, of several the one of which the most files are there
 * @param findings what was looked for, and found or not
 */
record FolderCheck(Edition edition, List<Finding> findings) {
  /** What became of something that was looked for. */
  enum Verdict {
    OK,
    MISSING,
    WRONG,
    UNCHECKED
  }

  /**
   * Something that was looked for.
   *
   * @param verdict what became of it
   * @param text what it is, and what is the matter with it
   */
  record Finding(Verdict verdict, String text) {}

  static FolderCheck of(PublicDataset dataset, Path folder) {
    if (!Files.isDirectory(folder)) {
      throw DataException.of(folder.toString(), "must be an existing folder");
    }
    List<String> names = fileNames(folder);
    Edition edition =
        dataset.editions().stream()
            .min(Comparator.comparingLong(candidate -> missing(candidate, names)))
            .orElseThrow();
    List<Finding> findings = new ArrayList<>();
    edition.files().forEach(file -> findings.add(file(file, names)));
    findings.add(format(edition, folder));
    edition.archive().ifPresent(archive -> findings.add(archive(archive, folder)));
    return new FolderCheck(edition, findings);
  }

  boolean isGood() {
    return findings.stream()
        .allMatch(
            finding -> finding.verdict() == Verdict.OK || finding.verdict() == Verdict.UNCHECKED);
  }

  private static List<String> fileNames(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(Files::isRegularFile)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look into " + folder, e);
    }
  }

  private static long missing(Edition edition, List<String> names) {
    return edition.files().stream().filter(file -> found(file, names).isEmpty()).count();
  }

  private static Finding file(WantedFile file, List<String> names) {
    List<String> found = found(file, names);
    String wanted = String.join(" or ", file.names());
    if (found.isEmpty()) {
      return new Finding(Verdict.MISSING, wanted + ": " + file.what());
    }
    String shown = String.join(", ", found);
    // A reader would take in all of them, and the same records more than once.
    return found.size() > 1 && file.names().stream().noneMatch(name -> name.contains("*"))
        ? new Finding(Verdict.WRONG, "only one must be there of " + shown)
        : new Finding(Verdict.OK, shown);
  }

  private static List<String> found(WantedFile file, List<String> names) {
    return names.stream()
        .filter(name -> file.names().stream().anyMatch(pattern -> matches(pattern, name)))
        .toList();
  }

  private static boolean matches(String pattern, String name) {
    String unpacked = pattern.replaceAll("\\.gz$", "");
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + unpacked + "{,.gz}");
    return matcher.matches(Path.of(name));
  }

  private static Finding format(Edition edition, Path folder) {
    String wanted = String.join(" or ", edition.formats());
    try {
      String found = Datasets.recognise(folder);
      return edition.formats().contains(found)
          ? new Finding(Verdict.OK, "format " + found)
          : new Finding(Verdict.WRONG, "format must be " + wanted + ", was " + found);
    } catch (DataException e) {
      return new Finding(Verdict.WRONG, "format must be " + wanted + ": " + e.getMessage());
    }
  }

  /** The archive is looked for in the folder and beside it, and need not have been kept. */
  private static Finding archive(Archive archive, Path folder) {
    Optional<Path> kept =
        Stream.of(folder.resolve(archive.file()), folder.resolve("..").resolve(archive.file()))
            .map(Path::normalize)
            .filter(Files::isRegularFile)
            .findFirst();
    if (kept.isEmpty() || archive.md5().isEmpty()) {
      String why = kept.isEmpty() ? "is not there" : "has no published check sum that is known";
      return new Finding(Verdict.UNCHECKED, archive.file() + " " + why);
    }
    return checkSum(kept.get(), archive.md5().get());
  }

  private static Finding checkSum(Path archive, String published) {
    String md5 = md5(archive);
    return md5.equals(published)
        ? new Finding(Verdict.OK, archive + " has the published MD5 " + published)
        : new Finding(Verdict.WRONG, archive + ": MD5 must be " + published + ", was " + md5);
  }

  private static String md5(Path file) {
    try (HashingSource hashing = HashingSource.md5(Okio.source(file));
        BufferedSource source = Okio.buffer(hashing)) {
      source.readAll(Okio.blackhole());
      return hashing.hash().hex();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
