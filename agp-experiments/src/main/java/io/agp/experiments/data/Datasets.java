package io.agp.experiments.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads data sets by the name of their format. Thread-safe. */
public final class Datasets {
  private static final List<DatasetReader> READERS = List.of(new MovieLensReader());

  private Datasets() {}

  /**
   * The formats that can be read.
   *
   * @return an immutable list of names
   */
  public static List<String> formats() {
    return READERS.stream().map(DatasetReader::format).toList();
  }

  /**
   * Reads a folder.
   *
   * @param dir the folder
   * @param format one of {@link #formats()}
   * @return the data set, named after the folder
   * @throws IllegalArgumentException if the format is unknown
   * @throws DataException if the folder or a file in it is missing or cannot be read, or if a
   *     record breaks a rule of the format
   */
  public static Dataset read(Path dir, String format) {
    DatasetReader reader = reader(format);
    if (!Files.isDirectory(dir)) {
      throw DataException.of(dir.toString(), "must be an existing folder");
    }
    return reader.read(dir);
  }

  private static DatasetReader reader(String format) {
    return READERS.stream()
        .filter(reader -> reader.format().equals(format))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        "Unknown data format \"%s\": known are %s",
                        format, String.join(", ", formats()))));
  }
}
