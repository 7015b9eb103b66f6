package io.agp.experiments.data;

import io.agp.Item;
import java.nio.file.Path;
import java.time.Instant;
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
public final class MovieLensReader implements DatasetReader {
  private static final String NO_GENRES = "(no genres listed)";
  private static final double MIN_RATING = 0.5;
  private static final double MAX_RATING = 5.0;

  /** The last second of the year 9999: a later one is a timestamp in another unit. */
  private static final long LAST_SECOND = 253_402_300_799L;

  /** A reader with no settings. */
  public MovieLensReader() {}

  @Override
  public String format() {
    return "movielens";
  }

  @Override
  public Dataset read(Path dir) {
    return read(
        nameOf(dir),
        TextSource.file(dir.resolve("movies.csv")),
        TextSource.file(dir.resolve("ratings.csv")));
  }

  private static String nameOf(Path dir) {
    Path name = dir.toAbsolutePath().normalize().getFileName();
    return name == null ? dir.toString() : name.toString();
  }

  static Dataset read(String name, TextSource movies, TextSource ratings) {
    Dataset.Builder dataset = Dataset.builder(name);
    CsvTable.read(movies, List.of("movieId", "title", "genres"), row -> addMovie(dataset, row));
    CsvTable.read(
        ratings,
        List.of("userId", "movieId", "rating", "timestamp"),
        row -> addRating(dataset, row));
    return dataset.build();
  }

  private static void addMovie(Dataset.Builder dataset, CsvTable.Row row) {
    Item movie = movie(row);
    if (dataset.hasItem(movie.id())) {
      throw row.rejected("movieId", "must differ from every movie before");
    }
    if (!movie.attributes().containsKey("year")) {
      dataset.problem("title without a year at its end", row.place() + ": " + movie.title());
    }
    dataset.item(movie);
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

  private static void addRating(Dataset.Builder dataset, CsvTable.Row row) {
    String movieId = row.id("movieId");
    if (!dataset.hasItem(movieId)) {
      throw row.rejected("movieId", "must be a movie of movies.csv");
    }
    row.number("rating", MIN_RATING, MAX_RATING);
    Instant time = Instant.ofEpochSecond(row.wholeNumber("timestamp", LAST_SECOND));
    dataset.interaction(row.id("userId"), movieId, time);
  }
}
