package io.agp.experiments.data;

import java.nio.file.Path;

/** Reads the data sets of one format. Implementations are immutable and thread-safe. */
public interface DatasetReader {
  /**
   * The format's name, as {@link Datasets#read} and the command line take it.
   *
   * @return a short name in lower case
   */
  String format();

  /**
   * Reads a folder. The data set takes the folder's name.
   *
   * @param dir the folder with the format's files
   * @return the data set
   * @throws DataException if a file is missing or cannot be read, or if a record breaks a rule of
   *     the format
   */
  Dataset read(Path dir);
}
