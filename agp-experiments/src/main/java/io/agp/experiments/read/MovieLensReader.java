package io.agp.experiments.read;

import io.agp.Item;
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
  private static final double MIN_RATING = 0.5;
  private static final double MAX_RATING = 5.0;

  /** The last second of the year 9999: a later one is a timestamp in another unit. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private static final List<String> MOVIE = List.of("movieId", "title", "genres");
  private static final List<String> RATING = List.of("userId", "movieId", "rating", "timestamp");

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
    return hasColumns(folder.named("movies.csv"), MOVIE)
        && hasColumns(folder.named("ratings.csv"), RATING);
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
    CsvTable.read(movies, MOVIE, reading, row -> addMovie(reading, row));
    CsvTable.read(ratings, RATING, reading, row -> addRating(reading, row));
    return reading.dataset();
  }

  private static void addMovie(Reading reading, CsvTable.Row row) {
    Item movie = movie(row);
    if (reading.hasItem(movie.id())) {
      throw row.rejected("movieId", "must differ from every movie before");
    }
    if (!movie.attributes().containsKey("year")) {
      reading.problem("title without a year at its end", row.place() + ": " + movie.title());
    }
    reading.item(movie);
  }

  private static Item movie(CsvTable.Row row) {
    String title = row.text("title").strip();
    Item movie = Item.of(row.id("movieId"), MovieTitles.articleFirst(title));
    Optional<String> year = MovieTitles.year(title);
    if (year.isPresent()) {
      movie = movie.with("year", year.get());
    }
    String genres = row.text("genres").strip();
    return genres.isEmpty() || genres.equals(NO_GENRES)
        ? movie
        : movie.with("genres", genres.replace("|", ", "));
  }

  private static void addRating(Reading reading, CsvTable.Row row) {
    String movieId = row.id("movieId");
    if (!reading.hasItem(movieId)) {
      throw row.rejected("movieId", "must be a movie of movies.csv");
    }
    double rating = row.number("rating", MIN_RATING, MAX_RATING);
    long seconds = row.wholeNumber("timestamp", LAST_SECOND);
    reading.interaction(row.id("userId"), movieId, seconds * 1000, rating);
  }
}
