package io.agp.experiments.read;

import io.agp.experiments.data.Dataset;
import java.util.List;
import java.util.Optional;

/**
 * MovieLens in comma separated files, as {@code ml-latest-small}: {@code movies.csv} with {@code
 * movieId,title,genres} and {@code ratings.csv} with {@code userId,movieId,rating,timestamp}
 * (seconds since 1970). Immutable and thread-safe.
 *
 * <p>UTF-8 with or without a byte order mark; lines end in LF or CRLF. Ratings of any value are
 * interactions. Ratings of one user in the same second keep the order of the file. A trailing
 * article moves to the front of a title ({@code Matrix, The (1999)} becomes {@code The Matrix
 * (1999)}); a year at its end is also the attribute {@code year}; genres become the attribute
 * {@code genres}, separated by {@code ", "}.
 */
final class MovieLensReader implements DatasetReader {
  private static final String NO_GENRES = "(no genres listed)";

  @Override
  public String format() {
    return "movielens";
  }

  @Override
  public String description() {
    return "MovieLens as CSV (latest-small, 20M, 25M, 32M): movies.csv, ratings.csv";
  }

  @Override
  public boolean recognises(DataFolder folder) {
    return hasColumns(folder.named("movies.csv"), MovieLens.MOVIE)
        && hasColumns(folder.named("ratings.csv"), MovieLens.RATING);
  }

  private static boolean hasColumns(Optional<DataFile> file, List<String> columns) {
    return file.map(DataFile::firstLine)
        .map(line -> List.of(line.split(",")).containsAll(columns))
        .orElse(false);
  }

  @Override
  public Dataset read(DataFolder folder, ReadOptions options) {
    return read(
        folder.name(),
        folder.require("movies.csv").source(),
        folder.require("ratings.csv").source(),
        options);
  }

  static Dataset read(String name, TextSource movies, TextSource ratings, ReadOptions options) {
    Reading reading = new Reading(name, options);
    CsvTable.read(movies, MovieLens.MOVIE, reading, row -> addMovie(reading, row));
    CsvTable.read(
        ratings, MovieLens.RATING, reading, row -> MovieLens.addRating(reading, row, "movies.csv"));
    return reading.dataset();
  }

  private static void addMovie(Reading reading, Row row) {
    String genres = row.text("genres").strip();
    MovieLens.addMovie(
        reading, row, row.text("title"), genres.equals(NO_GENRES) ? "" : genres.replace("|", ", "));
  }
}
