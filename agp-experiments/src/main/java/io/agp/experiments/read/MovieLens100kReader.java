package io.agp.experiments.read;

import io.agp.experiments.data.Dataset;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * MovieLens 100K. {@code u.data} is user, film, rating and time (seconds since 1970), with tabs
 * between them; {@code u.item} is id, title, two dates, an address, and 19 flags that are 0 or 1,
 * one for each genre, with {@code |} between them. Neither has a header. {@code u.user}, {@code
 * id|age|gender|occupation|zip}, may be there: it gives users the attributes gender, age and
 * occupation; the zip code and the splits ({@code u1.base}, {@code ua.test} …) are not used.
 * Immutable and thread-safe.
 *
 * <p>Text is ISO-8859-1 as it was published, or UTF-8. The genres have the names of {@code
 * u.genre}, which is not read. Items are made as those of {@link MovieLensReader}; ratings of any
 * value are interactions, and those of one user in the same second keep the order of the file.
 */
final class MovieLens100kReader implements DatasetReader {
  private static final SeparatedLines DATA = new SeparatedLines(OldText.CHARSET, "\t");
  private static final SeparatedLines BARS = new SeparatedLines(OldText.CHARSET, "|");
  private static final Pattern FIRST_RATING = Pattern.compile("[0-9]+\t[0-9]+\t[0-9.]+\t[0-9]+");
  private static final Pattern FIRST_ITEM = Pattern.compile("[0-9]+\\|.*(\\|[01]){19}");

  private static final List<String> USER = List.of("userId", "age", "gender", "occupation", "zip");

  /** The flags in their order; films of the first one are of no known genre. */
  private static final List<String> GENRES =
      List.of(
          "unknown",
          "Action",
          "Adventure",
          "Animation",
          "Children's",
          "Comedy",
          "Crime",
          "Documentary",
          "Drama",
          "Fantasy",
          "Film-Noir",
          "Horror",
          "Musical",
          "Mystery",
          "Romance",
          "Sci-Fi",
          "Thriller",
          "War",
          "Western");

  private static final List<String> ITEM_FIELDS =
      Stream.concat(
              Stream.of("movieId", "title", "release date", "video release date", "IMDb URL"),
              GENRES.stream())
          .toList();

  @Override
  public String format() {
    return "movielens-100k";
  }

  @Override
  public String description() {
    return "MovieLens 100K: u.item, u.data";
  }

  @Override
  public boolean recognises(DataFolder folder) {
    return begins(folder, "u.item", FIRST_ITEM) && begins(folder, "u.data", FIRST_RATING);
  }

  private static boolean begins(DataFolder folder, String name, Pattern line) {
    return folder.named(name).filter(file -> line.matcher(file.firstLine()).matches()).isPresent();
  }

  @Override
  public Dataset read(DataFolder folder, ReadOptions options) {
    TextSource items = folder.require("u.item").source();
    TextSource data = folder.require("u.data").source();
    Reading reading = new Reading(folder.name(), options);
    BARS.read(items, ITEM_FIELDS, reading, row -> addMovie(reading, row));
    DATA.read(data, MovieLens.RATING, reading, row -> MovieLens.addRating(reading, row, "u.item"));
    folder
        .named("u.user")
        .ifPresent(
            users ->
                BARS.read(users.source(), USER, reading, row -> MovieLensUsers.add(reading, row)));
    return reading.dataset();
  }

  private static void addMovie(Reading reading, Row row) {
    List<String> flagged = GENRES.stream().filter(genre -> flag(row, genre)).toList();
    String genres =
        flagged.stream()
            .filter(genre -> !genre.equals("unknown"))
            .collect(Collectors.joining(", "));
    MovieLens.addMovie(reading, row, OldText.of(row.text("title")), genres);
  }

  private static boolean flag(Row row, String genre) {
    return row.wholeNumber(genre, 1) == 1;
  }
}
