package io.agp.experiments.read;

import io.agp.Item;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Makes up the users of the sample. Each has one or two favourite genres and a favourite time, and
 * takes films with a chance that grows with both, with the film's popularity (also made up), and
 * with luck. The order in which a user takes them is random, so that the last film fits the user's
 * taste no better and no worse than the others.
 *
 * <p>{@code main} writes the file anew; a test compares it with the file that is checked in.
 */
final class SampleRatings {
  private static final long SEED = 2026;
  private static final int USERS = 240;
  private static final int FEWEST = 12;
  private static final int MOST = 25;
  private static final int FIRST_YEAR = 1950;
  private static final int LAST_YEAR = 2023;

  /** Years from the favourite time after which a film is clearly less attractive. */
  private static final double YEARS_LIKED = 9;

  /** How far chance alone goes, on the scale on which a fitting genre or year counts 1. */
  private static final double OTHER_YEARS = 0.06;

  private static final double OTHER_GENRES = 0.09;
  private static final double POPULARITY_SPREAD = 0.6;
  private static final Instant FIRST_RATING = Instant.parse("2015-01-01T00:00:00Z");
  private static final int DAYS = 3000;
  private static final int LONGEST_GAP_SECONDS = 5 * 24 * 3600;

  /** Drama and film noir are left out: the one says too little, the other fits too few films. */
  private static final List<String> TASTES =
      List.of(
          "Action",
          "Adventure",
          "Animation",
          "Comedy",
          "Crime",
          "Fantasy",
          "Horror",
          "Musical",
          "Romance",
          "Sci-Fi",
          "Thriller",
          "War",
          "Western");

  private final Random random = new Random(SEED);
  private final List<Item> films;
  private final double[] popularity;

  private SampleRatings(List<Item> films) {
    this.films = films;
    this.popularity = new double[films.size()];
    for (int film = 0; film < popularity.length; film++) {
      popularity[film] = StrictMath.exp(POPULARITY_SPREAD * random.nextGaussian());
    }
  }

  /** Writes {@code ratings.csv} into the folder given, in which {@code movies.csv} must be. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    List<Item> films =
        List.copyOf(
            MovieLensReader.read(
                    "films",
                    TextSource.file(folder.resolve("movies.csv")),
                    noRatings(),
                    ReadOptions.DEFAULT)
                .items()
                .values());
    Files.writeString(folder.resolve("ratings.csv"), csv(films));
  }

  private static TextSource noRatings() {
    byte[] header = "userId,movieId,rating,timestamp\n".getBytes(StandardCharsets.UTF_8);
    return new TextSource("none", () -> new ByteArrayInputStream(header));
  }

  /** The whole file. */
  static String csv(List<Item> films) {
    return new SampleRatings(films).csv();
  }

  private String csv() {
    StringBuilder csv = new StringBuilder("userId,movieId,rating,timestamp\n");
    for (int user = 1; user <= USERS; user++) {
      addUser(csv, user);
    }
    return csv.toString();
  }

  private void addUser(StringBuilder csv, int user) {
    double[] fits = fits(someTastes(), FIRST_YEAR + random.nextInt(LAST_YEAR - FIRST_YEAR + 1));
    List<Integer> taken = take(fits, FEWEST + random.nextInt(MOST - FEWEST + 1));
    Collections.shuffle(taken, random);
    long time = FIRST_RATING.getEpochSecond() + random.nextInt(DAYS) * 24L * 3600;
    for (int film : taken) {
      time += 1 + random.nextInt(LONGEST_GAP_SECONDS);
      String id = films.get(film).id();
      csv.append(user).append(',').append(id).append(',');
      csv.append(rating(fits[film])).append(',').append(time).append('\n');
    }
  }

  private List<String> someTastes() {
    List<String> tastes = new ArrayList<>(TASTES);
    Collections.shuffle(tastes, random);
    return tastes.subList(0, 1 + random.nextInt(2));
  }

  /** How well each film fits, from almost 0 to 1. */
  private double[] fits(List<String> tastes, int favouriteYear) {
    double[] fits = new double[films.size()];
    Arrays.setAll(fits, film -> fit(films.get(film), tastes, favouriteYear));
    return fits;
  }

  private static double fit(Item film, List<String> tastes, int favouriteYear) {
    List<String> genres = Arrays.asList(film.attributes().get("genres").split(", "));
    double genre = Collections.disjoint(genres, tastes) ? OTHER_GENRES : 1;
    double years = (Integer.parseInt(film.attributes().get("year")) - favouriteYear) / YEARS_LIKED;
    return genre * Math.max(OTHER_YEARS, StrictMath.exp(-years * years / 2));
  }

  private List<Integer> take(double[] fits, int count) {
    double[] chances = new double[fits.length];
    Arrays.setAll(chances, film -> fits[film] * popularity[film]);
    List<Integer> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int film = draw(chances);
      taken.add(film);
      chances[film] = 0;
    }
    return taken;
  }

  private int draw(double[] chances) {
    double sum = 0;
    for (double chance : chances) {
      sum += chance;
    }
    double left = random.nextDouble() * sum;
    int film = 0;
    while (left >= chances[film] && film < chances.length - 1) {
      left -= chances[film];
      film++;
    }
    return film;
  }

  /** From 0.5 to 5 in halves: about 4.5 for what fits, about 3 for what does not. */
  private double rating(double fit) {
    double wanted = 3 + 1.5 * Math.sqrt(fit) + 0.7 * random.nextGaussian();
    return Math.min(5, Math.max(0.5, Math.round(wanted * 2) / 2.0));
  }
}
