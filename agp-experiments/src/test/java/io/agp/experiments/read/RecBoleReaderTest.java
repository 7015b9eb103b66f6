package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.agp.Interaction;
import io.agp.Item;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecBoleReaderTest {
  private final TempFolder folder = Fixtures.folder("recbole");

  @AfterEach
  void delete() {
    folder.close();
  }

  @Test
  void itemsHaveATitleAndTheirOtherColumnsAsAttributes() {
    assertThat(folder.read("recbole").items().values())
        .containsExactly(
            Item.of("x", "The Matrix").with("release_year", "1999").with("class", "Action, Sci-Fi"),
            Item.of("y", "Amélie").with("release_year", "2001"),
            Item.of("z", "Heat").with("class", "Crime"));
  }

  @Test
  void interactionsAreInOrderOfTimeToTheMillisecondAndTiesInOrderOfTheFile() {
    Dataset dataset = folder.read("recbole");

    assertThat(ids(dataset, "a")).isEqualTo("yzx");
    assertThat(dataset.users().get(0).history().get(0).time())
        .contains(Instant.ofEpochMilli(100_500));
    assertThat(dataset.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1e2, 100000",
    "9.7830076E8, 978300760000",
    "1e-999999999, 0",
    "0.0005, 1",
    "100.1234, 100123",
    "1700000000.001, 1700000000001",
    "-1.5, -1500",
    "253402300799, 253402300799000"
  })
  void timesAreReadHoweverTheyAreWritten(String seconds, long millis) {
    folder.with("tiny.inter", "user_id:token\titem_id:token\ttimestamp:float\na\tx\t" + seconds);

    assertThat(folder.read("recbole").users().get(0).history().get(0).time())
        .contains(Instant.ofEpochMilli(millis));
  }

  @Test
  void timesBefore1970AndMissingOnesAreCounted() {
    Dataset dataset =
        folder.with("tiny.inter", Fixtures.INTER + "c\tx\t1\t-5\nc\ty\t1\t\n").read("recbole");

    assertThat(ids(dataset, "c")).isEqualTo("yx");
    assertThat(dataset.problems())
        .containsExactly(
            new Problem("time before 1970: kept", 1, folder.file("tiny.inter") + ", line 6: -5"),
            new Problem(
                "interaction without a time: put before the user's other ones, in the order of the"
                    + " file",
                1,
                folder.file("tiny.inter") + ", line 7"));
  }

  @Test
  void withoutATimeColumnTheOrderIsThatOfTheFile() {
    Dataset dataset =
        folder
            .with("tiny.inter", "note:float\tuid:token\tmovie:token\n1\ta\tz\n1\ta\tx\n")
            .read("recbole");

    assertThat(ids(dataset, "a")).isEqualTo("zx");
    assertThat(dataset.users().get(0).history())
        .extracting(Interaction::time)
        .containsOnly(Optional.empty());
    assertThat(dataset.problems())
        .containsExactly(
            new Problem(
                "no times: the order of the file is taken for the order of time",
                1,
                folder.file("tiny.inter").toString()));
  }

  @Test
  void withoutACatalogueItemsHaveNoText() {
    Dataset dataset = folder.without("tiny.item").read("recbole");

    assertThat(dataset.items().values())
        .containsExactly(Item.of("x", ""), Item.of("y", ""), Item.of("z", ""));
    assertThat(dataset.problems())
        .extracting(Problem::kind, Problem::count)
        .containsExactly(tuple("item that the catalogue does not have: kept without text", 3));
  }

  @Test
  void listsWithCommasStayAsTheyAre() {
    folder.with("tiny.item", "item_id:token\ttags:token_seq\nx\tsea food, wine\n");

    assertThat(folder.read("recbole").items().get("x").attributes())
        .containsEntry("tags", "sea food, wine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "c;x;1;never|field timestamp: must be a number from -6.21355968E10 to 2.53402300799E11",
        "c;x;1;1600000000000|field timestamp: must be a number from -6.21355968E10 to",
        "c;x;1;1e400|field timestamp: must be a number from",
        "c;x;1;NaN|field timestamp: must be a number from",
        "c;x;good;1|field rating: must be a number from",
        ";x;1;1|field user_id: must not be blank, was \"\"",
        "c; ;1;1|field item_id: must not be blank, was \" \"",
        "c;x;1|field line: must have the fields user_id, item_id, rating, timestamp, was",
        "c;x;1;1;1|field line: must have the fields user_id, item_id, rating, timestamp, was",
      })
  void aMalformedInteractionIsNamedWithItsPlaceAndRule(String line, String message) {
    folder.with("tiny.inter", Fixtures.INTER + line.replace(';', '\t') + "\n");

    assertThatThrownBy(() -> folder.read("recbole"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(folder.file("tiny.inter") + ", line 6, " + message);
    Dataset rest = folder.read("recbole", ReadOptions.DEFAULT.withMaxMalformed(1));
    assertThat(rest.interactions()).isEqualTo(4);
    assertThat(rest.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).startsWith("malformed record left out: field ");
              assertThat(problem.example())
                  .startsWith(folder.file("tiny.inter") + ", line 6, " + message);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "user_id\titem_id",
        "user_id:string\titem_id:token",
        "user_id:token\t:token",
        "user_id:token\titem_id:token\titem_id:token",
        "user_id:token\trating:float",
        "user_id:token\titem_id:token\t"
      })
  void aHeaderWithoutTypesOrColumnsIsTheEndWhateverTheOptions(String header) {
    folder.with("tiny.inter", header + "\na\tx\n");

    assertThatThrownBy(
            () -> folder.read("recbole", ReadOptions.DEFAULT.withMaxMalformed(Integer.MAX_VALUE)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(folder.file("tiny.inter") + ", line 1, field header: must ");
  }

  @Test
  void aFileOfOnlyAHeaderLeavesNoUser() {
    folder.with("tiny.inter", "user_id:token\titem_id:token");

    assertThat(folder.read("recbole"))
        .hasToString("Dataset[tiny: 3 items, 0 users, 0 interactions]");
  }

  @Test
  void anItemListedTwiceIsRefused() {
    folder.with("tiny.item", Fixtures.ITEM + "x\tAgain\t\t\n");

    assertThatThrownBy(() -> folder.read("recbole"))
        .hasMessageEndingWith(
            "tiny.item, line 5, field item_id: must differ from every item before, was \"x\"");
  }

  @Test
  void aLineThatIsNoUtf8IsOneMalformedRecord() {
    folder.with("tiny.item", Fixtures.ITEM, StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> folder.read("recbole"))
        .hasMessage(folder.file("tiny.item") + ", line 3: must be UTF-8 text");
    assertThat(folder.read("recbole", ReadOptions.DEFAULT.withMaxMalformed(1)).items().keySet())
        .containsExactly("x", "z", "y");
  }

  @Test
  void filesOfTwoDataSetsAreRefusedWithTheirNames() {
    folder.with("other.inter", Fixtures.INTER);

    assertThatThrownBy(() -> folder.read("recbole"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            folder.dir()
                + ": must hold the .inter files of one data set, has those of other, tiny");
  }

  @Test
  void aPartWithoutTheOthersIsRefusedOrCounted() {
    folder.with("tiny.test.inter", Fixtures.TEST);

    assertThat(folder.read("recbole").problems())
        .containsExactly(new Problem("part without the others: not read", 1, "tiny.test.inter"));
    folder.without("tiny.inter");
    assertThatThrownBy(() -> folder.read("recbole"))
        .hasMessage(
            folder.dir() + ": must hold tiny.inter, or both tiny.valid.inter and tiny.test.inter");
  }

  @Test
  void malformedRecordsOverTheLimitEndTheReading() {
    folder.with("tiny.inter", Fixtures.INTER + "c\n".repeat(3));

    assertThatThrownBy(() -> folder.read("recbole", ReadOptions.DEFAULT.withMaxMalformed(2)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            folder.file("tiny.inter")
                + ", line 8, field line: must have the fields user_id, item_id, rating, timestamp"
                + " (malformed record 3: at most 2 may be left out), was \"c\"");
    assertThat(
            folder
                .read("recbole", ReadOptions.DEFAULT.withMaxMalformed(3))
                .problems()
                .get(0)
                .count())
        .isEqualTo(3);
  }

  private static String ids(Dataset dataset, String user) {
    return dataset.users().stream()
        .filter(u -> u.id().equals(user))
        .flatMap(u -> u.history().stream())
        .map(contact -> contact.item().id())
        .collect(Collectors.joining());
  }
}
