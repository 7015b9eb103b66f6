package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Interaction;
import io.agp.Item;
import io.agp.User;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.HeldOutUser;
import io.agp.experiments.data.Problem;
import io.agp.experiments.data.Split;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MovieLensOldFormatsTest {
  private final TempFolder folder = new TempFolder();

  @AfterEach
  void delete() {
    folder.close();
  }

  @Test
  void filmsOf1mHaveTheirArticleInFrontAndTheirAccents() {
    Dataset dataset = fixture("movielens-1m").read("movielens-1m");

    assertThat(dataset).hasToString("Dataset[tiny: 4 items, 2 users, 4 interactions]");
    assertThat(dataset.items().values())
        .containsExactly(
            Item.of("1", "Toy Story (1995)")
                .with("year", "1995")
                .with("genres", "Animation, Children's, Comedy"),
            Item.of("2", "Les Misérables (1995)")
                .with("year", "1995")
                .with("genres", "Drama, Musical"),
            Item.of("3", "The Matrix (1999)").with("year", "1999").with("genres", "Action, Sci-Fi"),
            Item.of("4", "Untitled"));
    assertThat(dataset.problems())
        .containsExactly(
            new Problem(
                "title without a year at its end",
                1,
                folder.file("movies.dat") + ", line 4: Untitled"));
  }

  @Test
  void filmsOf100kHaveTheGenresOfTheirFlags() {
    Dataset dataset = fixture("movielens-100k").read("movielens-100k");

    assertThat(dataset).hasToString("Dataset[tiny: 4 items, 2 users, 4 interactions]");
    assertThat(dataset.items().values())
        .containsExactly(
            Item.of("1", "Toy Story (1995)")
                .with("year", "1995")
                .with("genres", "Animation, Children's, Comedy"),
            Item.of("2", "Les Misérables (1995)")
                .with("year", "1995")
                .with("genres", "Drama, Musical"),
            Item.of("3", "The Usual Suspects (1995)")
                .with("year", "1995")
                .with("genres", "Crime, Thriller"),
            Item.of("4", "unknown"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"movielens-1m", "movielens-100k"})
  void interactionsAreInOrderOfTimeAndTiesInOrderOfTheFile(String format) {
    Dataset dataset = fixture(format).read(format);

    assertThat(dataset.users().get(0).history())
        .extracting(contact -> contact.item().id())
        .containsExactly("1", "2", "3");
    assertThat(dataset.users().get(0).history().get(2).time().orElseThrow().getEpochSecond())
        .isEqualTo(300);
  }

  @Test
  void whatUsersSayOfThemselvesIsKeptButForTheZipCode() {
    assertThat(user("movielens-1m").attributes())
        .isEqualTo(Map.of("gender", "F", "age", "under 18", "occupation", "school pupil"));
    assertThat(user("movielens-100k").attributes())
        .isEqualTo(Map.of("gender", "M", "age", "24", "occupation", "technician"));
  }

  private User user(String format) {
    return fixture(format).read(format).users().stream()
        .filter(user -> user.id().equals("7"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aUserOf1mWithoutAnOccupationHasNone() {
    fixture("movielens-1m").with("users.dat", "7::M::56::0::48067\n", StandardCharsets.UTF_8);

    assertThat(folder.read("movielens-1m").users().stream().filter(u -> u.id().equals("7")))
        .singleElement()
        .extracting(User::attributes)
        .isEqualTo(Map.of("gender", "M", "age", "56 or older"));
  }

  @ParameterizedTest
  @CsvSource({
    "7::F::2::10::48067, must be one of",
    "7::F::25::21::48067, must be at most 20",
  })
  void aUserThatBreaksARuleIsNamed(String line, String rule) {
    fixture("movielens-1m").with("users.dat", line + "\n", StandardCharsets.UTF_8);

    assertThatThrownBy(() -> folder.read("movielens-1m"))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("users.dat", "line 1", rule);
  }

  @Test
  void attributesStayWithWhatIsHeldOut() {
    HeldOutUser held =
        Split.leaveOneOut(fixture("movielens-1m").read("movielens-1m")).users().get(0);

    assertThat(held.beforeTest().attributes()).containsEntry("gender", "F");
  }

  @Test
  void filmsInUtf8HaveTheirAccentsToo() {
    fixture("movielens-1m").with("movies.dat", Fixtures.MOVIES_1M, StandardCharsets.UTF_8);

    assertThat(folder.read("movielens-1m").items().get("2").title())
        .isEqualTo("Les Misérables (1995)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "7::99::4::100|field movieId: must be a movie of movies.dat, was \"99\"",
        "::1::4::100|field userId: must be a whole number of 1 to 18 digits, was \"\"",
        "9::1::::100|field rating: must be a number from 0.5 to 5.0, was \"\"",
        "9::1::6::100|field rating: must be a number from 0.5 to 5.0, was \"6\"",
        "9::1::4::-5|field timestamp: must be a whole number of 1 to 18 digits, was \"-5\"",
        "9::1::4::978300760000|field timestamp: must be at most 253402300799",
        "9::1::4::99999999999999999999|field timestamp: must be a whole number of 1 to 18 digits",
        "9::1::4|field line: must have the fields userId, movieId, rating, timestamp, was \"9::1::4\"",
        "9::1::4::5::6|field line: must have the fields userId, movieId, rating, timestamp",
      })
  void aMalformedRatingOf1mIsNamedWithItsPlaceAndRule(String line, String message) {
    fixture("movielens-1m").with("ratings.dat", Fixtures.RATINGS_1M + line);

    assertThatThrownBy(() -> folder.read("movielens-1m"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(folder.file("ratings.dat") + ", line 5, " + message);
    assertThat(folder.read("movielens-1m", ReadOptions.DEFAULT.withMaxMalformed(1)).interactions())
        .isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "5|Heat (1995)|01-Jan-1995||x|0|0; field line: must have the fields movieId, title,",
        "1|Heat (1995)|||x|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0; field movieId: must differ from"
            + " every movie before, was \"1\"",
        "5|Heat (1995)|||x|0|2|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0|0; field Action: must be at most 1,"
            + " was \"2\"",
      })
  void aMalformedFilmOf100kIsNamedWithItsPlaceAndRule(String line, String message) {
    fixture("movielens-100k").with("u.item", Fixtures.U_ITEM + line + "\n", OldText.CHARSET);

    assertThatThrownBy(() -> folder.read("movielens-100k"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(folder.file("u.item") + ", line 5, " + message);
  }

  @Test
  void anEmptyFileOfRatingsLeavesNoUser() {
    Dataset dataset = fixture("movielens-1m").with("ratings.dat", "").read("movielens-1m");

    assertThat(dataset.users()).isEmpty();
    assertThat(dataset.items()).hasSize(4);
  }

  @Test
  void lowRatingsAndRareItemsAreLeftOutAndCounted() {
    Dataset dataset =
        fixture("movielens-100k")
            .with("u.data", Fixtures.U_DATA + "8\t1\t4\t70\n8\t3\t2\t80\n")
            .read("movielens-100k", ReadOptions.DEFAULT.withMinRating(2).withCore(2));

    assertThat(dataset.users())
        .allSatisfy(
            user ->
                assertThat(user.history())
                    .extracting(Interaction::item)
                    .extracting(Item::id)
                    .isEqualTo(List.of("1", "3")));
    assertThat(dataset.items()).containsOnlyKeys("1", "3");
    assertThat(dataset.problems())
        .contains(
            new Problem(
                "interaction rated below the least rating, or not rated: left out",
                1,
                "user 8, item 2"),
            new Problem("interaction outside the 2-core: left out", 1, "user 7, item 2"));
  }

  private TempFolder fixture(String format) {
    Fixtures.files(format).forEach(folder::with);
    return folder;
  }
}
