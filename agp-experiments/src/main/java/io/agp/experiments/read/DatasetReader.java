package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;

/** Reads the data sets of one format. Implementations are immutable and thread-safe. */
interface DatasetReader {
  /** The format's name, as {@link Datasets#read} and the command line take it. */
  String format();

  /** What people call the format, and the files it takes; one line. */
  String description();

  /** Whether the content of the folder's files is of this format. */
  boolean recognises(DataFolder folder);

  /**
   * Reads a folder. The data set takes the folder's name.
   *
   * @throws DataException if a file is missing or cannot be read, or if more records are malformed
   *     than the options allow
   */
  Dataset read(DataFolder folder, ReadOptions options);
}
