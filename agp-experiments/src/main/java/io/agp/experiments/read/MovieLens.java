package io.agp.experiments.read;

import io.agp.Item;
import java.util.List;
import java.util.Optional;

/** What the MovieLens formats have in common: the names of fields, and what is made of them. */
final class MovieLens {
  static final List<String> MOVIE = List.of("movieId", "title", "genres");
  static final List<String> RATING = List.of("userId", "movieId", "rating", "timestamp");

  private static final double MIN_RATING = 0.5;
  private static final double MAX_RATING = 5.0;

  /** The last second of the year 9999: a later one is a timestamp in another unit. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private MovieLens() {}

  /**
   * Takes in a film. An article behind its title moves to the front; a year at the end is also the
   * attribute {@code year}.
   *
   * @param genres separated by {@code ", "}; may be empty
   */
  static void addMovie(Reading reading, Row row, String titleText, String genres) {
    String title = titleText.strip();
    String id = row.id("movieId");
    if (reading.hasItem(id)) {
      throw row.rejected("movieId", "must differ from every movie before");
    }
    Item movie = Item.of(id, MovieTitles.articleFirst(title));
    Optional<String> year = MovieTitles.year(title);
    if (year.isPresent()) {
      movie = movie.with("year", year.get());
    } else {
      reading.problem("title without a year at its end", row.place() + ": " + movie.title());
    }
    reading.item(genres.isEmpty() ? movie : movie.with("genres", genres));
  }

  /** Takes in a rating of a film that was taken in before. */
  static void addRating(Reading reading, Row row, String catalogue) {
    String movieId = row.id("movieId");
    if (!reading.hasItem(movieId)) {
      throw row.rejected("movieId", "must be a movie of " + catalogue);
    }
    double rating = row.number("rating", MIN_RATING, MAX_RATING);
    long seconds = row.wholeNumber("timestamp", LAST_SECOND);
    reading.interaction(row.id("userId"), movieId, seconds * 1000, rating);
  }
}
