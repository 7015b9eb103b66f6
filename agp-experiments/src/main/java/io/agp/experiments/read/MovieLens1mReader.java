package io.agp.experiments.read;

import io.agp.experiments.data.Dataset;
import java.util.List;
import java.util.regex.Pattern;

/**
 * MovieLens 1M and 10M: fields with {@code ::} between them and no header. {@code movies.dat} is
 * {@code movieId::title::genres}, {@code ratings.dat} is {@code userId::movieId::rating::timestamp}
 * (seconds since 1970). {@code users.dat}, {@code userId::gender::age::occupation::zip}, may be
 * there: it gives users the attributes gender, age (a range) and occupation (in words); the zip
 * code is not used. Immutable and thread-safe.
 *
 * <p>Text is ISO-8859-1 as it was published, or UTF-8. Items are made as those of {@link
 * MovieLensReader}; ratings of any value are interactions, and those of one user in the same second
 * keep the order of the file.
 */
final class MovieLens1mReader implements DatasetReader {
  private static final SeparatedLines FIELDS = new SeparatedLines(OldText.CHARSET, "::");
  private static final Pattern FIRST_MOVIE = Pattern.compile("[0-9]+::.+::.*");
  private static final Pattern FIRST_RATING = Pattern.compile("[0-9]+::[0-9]+::[0-9.]+::[0-9]+");
  private static final List<String> USER = List.of("userId", "gender", "age", "occupation", "zip");
  private static final String NO_GENRES = "(no genres listed)";

  @Override
  public String format() {
    return "movielens-1m";
  }

  @Override
  public String description() {
    return "MovieLens 1M, 10M: movies.dat, ratings.dat";
  }

  @Override
  public boolean recognises(DataFolder folder) {
    return begins(folder, "movies.dat", FIRST_MOVIE) && begins(folder, "ratings.dat", FIRST_RATING);
  }

  private static boolean begins(DataFolder folder, String name, Pattern line) {
    return folder.named(name).filter(file -> line.matcher(file.firstLine()).matches()).isPresent();
  }

  @Override
  public Dataset read(DataFolder folder, ReadOptions options) {
    TextSource movies = folder.require("movies.dat").source();
    TextSource ratings = folder.require("ratings.dat").source();
    Reading reading = new Reading(folder.name(), options);
    FIELDS.read(movies, MovieLens.MOVIE, reading, row -> addMovie(reading, row));
    FIELDS.read(
        ratings, MovieLens.RATING, reading, row -> MovieLens.addRating(reading, row, "movies.dat"));
    folder
        .named("users.dat")
        .ifPresent(
            users ->
                FIELDS.read(
                    users.source(), USER, reading, row -> MovieLensUsers.addCoded(reading, row)));
    return reading.dataset();
  }

  private static void addMovie(Reading reading, Row row) {
    String genres = row.text("genres").strip();
    MovieLens.addMovie(
        reading,
        row,
        OldText.of(row.text("title")),
        genres.equals(NO_GENRES) ? "" : genres.replace("|", ", "));
  }
}
