package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads data sets by the name of their format, or by what their files hold. Thread-safe. */
public final class Datasets {
  /** The name under which a format is recognised from what the files hold. */
  public static final String AUTO = "auto";

  private static final List<DatasetReader> READERS =
      List.of(
          new MovieLensReader(),
          new MovieLens1mReader(),
          new MovieLens100kReader(),
          new RecBoleReader(),
          new LastFmReader(),
          new AmazonReader(),
          new Amazon2023Reader(),
          new YelpReader(),
          new GoodreadsReader(),
          new TableFormat());

  private Datasets() {}

  /**
   * The formats that can be read.
   *
   * @return an immutable map from a format's name to what it is, in one line
   */
  public static Map<String, String> formats() {
    return READERS.stream()
        .collect(
            Collectors.collectingAndThen(
                Collectors.toMap(
                    DatasetReader::format,
                    DatasetReader::description,
                    (one, other) -> one,
                    java.util.LinkedHashMap::new),
                java.util.Collections::unmodifiableMap));
  }

  /**
   * Reads a folder strictly: the first malformed record ends it, and nothing is filtered.
   *
   * @param dir the folder
   * @param format one of {@link #formats()}, or {@link #AUTO}
   * @return the data set, named after the folder
   * @throws IllegalArgumentException if the format is unknown
   * @throws DataException if the folder or a file in it is missing or cannot be read, if no format
   *     or more than one is recognised, or if a record breaks a rule of the format
   */
  public static Dataset read(Path dir, String format) {
    return read(dir, format, ReadOptions.DEFAULT);
  }

  /**
   * Reads a folder.
   *
   * @param dir the folder
   * @param format one of {@link #formats()}, or {@link #AUTO}
   * @param options how to read it
   * @return the data set, named after the folder
   * @throws IllegalArgumentException if the format is unknown
   * @throws DataException if the folder or a file in it is missing or cannot be read, if no format
   *     or more than one is recognised, or if more records break a rule of the format than the
   *     options allow
   */
  public static Dataset read(Path dir, String format, ReadOptions options) {
    if (format.equals(AUTO)) {
      DataFolder folder = DataFolder.open(dir);
      return recognised(folder).read(folder, options);
    }
    DatasetReader reader = reader(format);
    return reader.read(DataFolder.open(dir), options);
  }

  /**
   * Tells a folder's format by what its files hold.
   *
   * @param dir the folder
   * @return one of {@link #formats()}
   * @throws DataException if the folder is missing, or if no format or more than one is recognised
   */
  public static String recognise(Path dir) {
    return recognised(DataFolder.open(dir)).format();
  }

  private static DatasetReader recognised(DataFolder folder) {
    List<DatasetReader> found =
        READERS.stream().filter(reader -> reader.recognises(folder)).toList();
    if (found.isEmpty()) {
      throw DataException.of(
          folder.dir().toString(),
          "must hold files of a known format: "
              + READERS.stream().map(DatasetReader::description).collect(Collectors.joining("; ")));
    }
    if (found.size() > 1) {
      throw DataException.of(
          folder.dir().toString(),
          "must be of one format, could be each of "
              + String.join(", ", found.stream().map(DatasetReader::format).toList())
              + ": name the one that is meant");
    }
    return found.get(0);
  }

  private static DatasetReader reader(String format) {
    return READERS.stream()
        .filter(reader -> reader.format().equals(format))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        "Unknown data format \"%s\": known are %s, %s",
                        format, AUTO, String.join(", ", formats().keySet()))));
  }
}
