package io.agp.experiments.read;

import java.util.List;
import java.util.function.Predicate;

/**
 * Counts the files of a folder that a format has no use for. Files are told by their first record,
 * so one whose first record is damaged would otherwise be missed without a word.
 */
final class UnreadFiles {
  private UnreadFiles() {}

  /** Counts every file that is none of these kinds. */
  static void count(DataFolder folder, Reading reading, List<Predicate<DataFile>> kinds) {
    folder
        .all(file -> kinds.stream().noneMatch(kind -> kind.test(file)))
        .forEach(file -> reading.problem("file of another kind: not read", file.name()));
  }
}
