package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Interaction;
import io.agp.Item;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Problem;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastFmReaderTest {
  private final TempFolder folder = Fixtures.folder("lastfm");

  @AfterEach
  void delete() {
    folder.close();
  }

  @Test
  void artistsHaveTheTagsThatMostUsersGave() {
    assertThat(folder.read("lastfm").items().values())
        .containsExactly(
            Item.of("1", "MALICE MIZER"),
            Item.of("2", "Björk").with("tags", "80s, café"),
            Item.of("3", "Diary of Dreams"));
  }

  @Test
  void artistsWithoutTagFilesHaveNoTags() {
    Dataset dataset = folder.without("tags.dat").read("lastfm");

    assertThat(dataset.items().get("2")).isEqualTo(Item.of("2", "Björk"));
  }

  @Test
  void namesInTheOldCharacterSetAreRead() {
    folder.with("artists.dat", Fixtures.ARTISTS, OldText.CHARSET);

    assertThat(folder.read("lastfm").items().get("2").title()).isEqualTo("Björk");
  }

  @Test
  void playCountsAreNoTimesAndTheOrderIsThatOfTheFile() {
    Dataset dataset = folder.read("lastfm");

    assertThat(dataset.users().get(0).history())
        .extracting(contact -> contact.item().id())
        .containsExactly("1", "3", "2");
    assertThat(dataset.users().get(0).history())
        .extracting(Interaction::time)
        .containsOnly(Optional.empty());
    assertThat(dataset.problems())
        .contains(
            new Problem(
                "user whose interactions have no time: the order of the file decides what is held"
                    + " out",
                2,
                "user 2"));
  }

  @Test
  void playCountsAreNoRatings() {
    assertThat(folder.read("lastfm", ReadOptions.DEFAULT.withMinRating(1)).users()).isEmpty();
  }

  @Test
  void artistsAndTagsThatAreNotListedAreCounted() {
    Dataset dataset =
        folder
            .with("user_artists.dat", Fixtures.PLAYS + "5\t4\t3\n")
            .with("user_taggedartists.dat", Fixtures.TAGGED + "5\t1\t77\t1\t1\t2009\n")
            .read("lastfm");

    assertThat(dataset.items().get("4")).isEqualTo(Item.of("4", ""));
    assertThat(dataset.problems())
        .extracting(Problem::kind)
        .contains(
            "item that the catalogue does not have: kept without text",
            "tag that tags.dat does not have: left out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5;3;x|field weight: must be a whole number of 1 to 18 digits, was \"x\"",
        "5;3;9999999999|field weight: must be at most 1000000000, was \"9999999999\"",
        "5;3|field line: must have the fields userID, artistID, weight",
        ";3;5|field userID: must be a whole number of 1 to 18 digits, was \"\"",
      })
  void aMalformedLineIsNamedWithItsPlaceAndRule(String line, String message) {
    folder.with("user_artists.dat", Fixtures.PLAYS + line.replace(';', '\t') + "\n");

    assertThatThrownBy(() -> folder.read("lastfm"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(folder.file("user_artists.dat") + ", line 6, " + message);
  }

  @Test
  void aHeaderWithoutAColumnIsTheEndWhateverTheOptions() {
    folder.with("user_artists.dat", "userID\tartistID\tplays\n2\t1\t5\n");

    assertThatThrownBy(
            () -> folder.read("lastfm", ReadOptions.DEFAULT.withMaxMalformed(Integer.MAX_VALUE)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            folder.file("user_artists.dat")
                + ", line 1, field header: must name each column once, and among them userID,"
                + " artistID, weight");
  }

  @Test
  void anArtistListedTwiceIsRefused() {
    folder.with("artists.dat", Fixtures.ARTISTS + "1\tAgain\t\t\n");

    assertThatThrownBy(() -> folder.read("lastfm"))
        .hasMessageEndingWith("line 5, field id: must differ from every artist before, was \"1\"");
  }
}
