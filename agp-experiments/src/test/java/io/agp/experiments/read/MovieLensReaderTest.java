package io.agp.experiments.read;

import static io.agp.experiments.read.MovieLensFiles.MOVIES;
import static io.agp.experiments.read.MovieLensFiles.RATINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.agp.Item;
import io.agp.User;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MovieLensReaderTest {
  @Test
  void itemsHaveTheirTitleYearAndGenres() {
    Map<String, Item> items = MovieLensFiles.read(MOVIES, RATINGS).items();

    assertThat(items.values())
        .containsExactly(
            Item.of("1", "Toy Story (1995)")
                .with("year", "1995")
                .with("genres", "Adventure, Animation"),
            Item.of("2", "The Matrix (1999)").with("year", "1999").with("genres", "Action, Sci-Fi"),
            Item.of("3", "Say \"Yes\", Twice (2001)").with("year", "2001"),
            Item.of("4", "Babylon 5").with("genres", "Sci-Fi"));
    assertThat(items.get("1").attributes().keySet()).containsExactly("year", "genres");
  }

  @Test
  void interactionsAreInOrderOfTimeAndTiesInOrderOfTheFile() {
    List<User> users = MovieLensFiles.read(MOVIES, RATINGS).users();

    assertThat(users).extracting(User::id).containsExactly("7", "8");
    assertThat(users.get(0).history())
        .extracting(contact -> contact.item().id())
        .containsExactly("1", "2", "3");
    assertThat(users.get(0).history())
        .extracting(contact -> contact.time())
        .containsExactly(
            Optional.of(Instant.ofEpochSecond(100)),
            Optional.of(Instant.ofEpochSecond(100)),
            Optional.of(Instant.ofEpochSecond(300)));
  }

  @Test
  void crlfAndByteOrderMarksAndAMissingLastLineEndChangeNothing() {
    Dataset plain = MovieLensFiles.read(MOVIES, RATINGS);
    Dataset other =
        MovieLensFiles.read(
            "\uFEFF" + MOVIES.replace("\n", "\r\n"),
            "\uFEFF" + RATINGS.replace("\n", "\r\n").stripTrailing());

    assertThat(other.items()).isEqualTo(plain.items());
    assertThat(other.users()).isEqualTo(plain.users());
  }

  @Test
  void columnsMayStandInAnotherOrderAmongOthers() {
    Dataset dataset =
        MovieLensFiles.read(
            "genres,movieId,note,title\nDrama,9,x,Heat (1995)\n",
            "timestamp,rating,movieId,userId\n5,3.0,9,1\n");

    assertThat(dataset.items().get("9"))
        .isEqualTo(Item.of("9", "Heat (1995)").with("year", "1995").with("genres", "Drama"));
    assertThat(dataset.interactions()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "x,1,4.0,100; ratings.csv, line 6, field userId: must be a whole number of 1 to 18 digits,"
            + " was \"x\"",
        "7,99,4.0,100; ratings.csv, line 6, field movieId: must be a movie of movies.csv, was"
            + " \"99\"",
        "7,4,high,100; ratings.csv, line 6, field rating: must be a number from 0.5 to 5.0, was"
            + " \"high\"",
        "7,4,NaN,100; ratings.csv, line 6, field rating: must be a number from 0.5 to 5.0, was"
            + " \"NaN\"",
        "7,4,5.5,100; ratings.csv, line 6, field rating: must be a number from 0.5 to 5.0, was"
            + " \"5.5\"",
        "7,4,5.0,-1; ratings.csv, line 6, field timestamp: must be a whole number of 1 to 18"
            + " digits, was \"-1\"",
        "7,4,5.0,964982703000; ratings.csv, line 6, field timestamp: must be at most 253402300799,"
            + " was \"964982703000\"",
        "7,4,5.0; ratings.csv, line 6, field record: must have 4 fields, has 3, was \"7,4,5.0\"",
        "7,4,5.0,\"1\"2; ratings.csv, line 6: must be well-formed CSV: Invalid character between"
            + " encapsulated token and delimiter at line: 6, position: 132",
      })
  void aMalformedRatingIsNamedWithItsPlaceAndRule(String line, String message) {
    assertThatThrownBy(() -> MovieLensFiles.read(MOVIES, RATINGS + line + "\n"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(message.substring(0, Math.min(90, message.length())));
    assertThatThrownBy(() -> MovieLensFiles.read(MOVIES, RATINGS + line))
        .as("without a last line end")
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(message.substring(0, Math.min(90, message.length())));
  }

  @Test
  void theExceptionHoldsThePlaceTheValueAndTheRule() {
    DataException failure =
        catchThrowableOfType(
            DataException.class,
            () -> MovieLensFiles.read(MOVIES, RATINGS.replace("8,2,0.5", "8,2,9")));

    assertThat(failure.file()).isEqualTo("ratings.csv");
    assertThat(failure.line()).hasValue(4);
    assertThat(failure.field()).contains("rating");
    assertThat(failure.value()).contains("9");
    assertThat(failure.rule()).isEqualTo("must be a number from 0.5 to 5.0");
  }

  @Test
  void aMovieListedTwiceIsRefused() {
    assertThatThrownBy(() -> MovieLensFiles.read(MOVIES + "2,Heat (1995),Crime\n", RATINGS))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "movies.csv, line 6, field movieId: must differ from every movie before, was \"2\"");
  }

  @Test
  void aQuoteThatSwallowsLinesIsRefused() {
    String damaged = MOVIES.replace("1,Toy Story", "1,\"Toy Story");

    assertThatThrownBy(() -> MovieLensFiles.read(damaged, RATINGS))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("movies.csv, line 2: must be well-formed CSV:");
  }

  @Test
  void aTitleOverTwoLinesIsRefused() {
    assertThatThrownBy(() -> MovieLensFiles.read(MOVIES + "5,\"Two\nLines\",Drama\n", RATINGS))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "movies.csv, line 7, field title: must not hold a line break, was \"Two\uFFFDLines\"");
  }

  @Test
  void bytesThatAreNoUtf8AreNamedByTheirLine() {
    byte[] latin1 = (MOVIES + "5,Amélie (2001),Comedy\n").getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> MovieLensFiles.read(latin1, RATINGS.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(DataException.class)
        .hasMessage("movies.csv, line 6: must be UTF-8 text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "movieId,title\n1,Heat (1995)\n", "movieId,title,genres,title\n"})
  void aHeaderThatDoesNotNameEveryColumnOnceIsRefused(String movies) {
    assertThatThrownBy(() -> MovieLensFiles.read(movies, RATINGS))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("movies.csv, line 1, field header: must name ");
  }

  @Test
  void whatIsOddButReadableIsCounted() {
    Dataset dataset =
        MovieLensFiles.read(
            MOVIES + "5,Toy Story (1995),Drama\n", RATINGS + "7,1,2.0,400\n7,4,2.0,300\n");

    assertThat(dataset.problems())
        .containsExactly(
            new Problem("title without a year at its end", 1, "movies.csv, line 5: Babylon 5"),
            new Problem("title of several items", 1, "Toy Story (1995)"),
            new Problem(
                "repeated interaction of a user with an item: only the first is kept",
                1,
                "user 7, item 1"),
            new Problem(
                "user whose last two interactions are at the same time: the order of the source"
                    + " decides",
                1,
                "user 7"));
    assertThat(dataset.users().get(0).history())
        .extracting(contact -> contact.item().id())
        .containsExactly("1", "2", "3", "4");
  }

  @Test
  void filesOfAFolderAreReadAndTheFolderNamesTheDataSet(@TempDir Path dir) throws Exception {
    Path folder = Files.createDirectory(dir.resolve("tiny"));
    Files.writeString(folder.resolve("movies.csv"), MOVIES);
    Files.writeString(folder.resolve("ratings.csv"), RATINGS);

    Dataset dataset = Datasets.read(folder, "movielens");

    assertThat(dataset).hasToString("Dataset[tiny: 4 items, 2 users, 4 interactions]");
  }

  @Test
  void aMissingFileIsNamed(@TempDir Path dir) throws Exception {
    Files.writeString(dir.resolve("movies.csv"), MOVIES);

    assertThatThrownBy(() -> Datasets.read(dir, "movielens"))
        .isInstanceOf(DataException.class)
        .hasMessage(dir.resolve("ratings.csv") + ": must be an existing file");
  }
}
