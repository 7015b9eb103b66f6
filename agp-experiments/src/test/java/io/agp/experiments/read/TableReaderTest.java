package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Item;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableReaderTest {
  @TempDir Path dir;

  private Path file(String name, String... lines) {
    new TestFolder(dir).with(name, lines);
    return dir.resolve(name);
  }

  @Test
  void aProgramNamesTablesAndColumns() {
    Dataset dataset =
        TableReader.builder(
                Table.jsonLines(
                    file("o.jsonl", "{\"customer\": 1, \"sku\": \"a\", \"bought\": 1.6e2}")))
            .user("customer")
            .item("sku")
            .rating("bought")
            .items(
                Table.csv(
                    file("p.csv", "id,name,text", "a,Tea,\"Green,", "or black\"", "a,Twice,")),
                "id",
                "name")
            .attribute("description", "text")
            .attribute("kind", "name")
            .build()
            .read("shop", ReadOptions.DEFAULT.withMinRating(160));

    assertThat(dataset).hasToString("Dataset[shop: 1 items, 1 users, 1 interactions]");
    assertThat(dataset.items().get("a"))
        .isEqualTo(Item.of("a", "Tea").with("description", "Green, or black").with("kind", "Tea"));
    assertThat(TestFolder.problems(dataset))
        .containsExactly("1 x item that the catalogue has twice: only the first is kept");
  }

  @Test
  void malformedRowsAreLeftOutUpToTheLimit() {
    TableReader reader =
        TableReader.builder(
                Table.csv(
                    file("o.csv", "u,i,t,r", "1,a,5,", "2,a", "3,,5,1", "4,a,x,1", "5,a,5,NaN")))
            .user("u")
            .item("i")
            .time("t", "seconds")
            .rating("r")
            .build();

    Dataset dataset = reader.read("shop", ReadOptions.DEFAULT.withMaxMalformed(4));

    assertThat(dataset.users()).extracting(user -> user.id()).containsExactly("1");
    assertThat(TestFolder.problems(dataset))
        .contains(
            "1 x malformed record left out: field record must have 4 fields, has 2",
            "1 x malformed record left out: field i must not be blank",
            "1 x malformed record left out: field t must be seconds since 1970",
            "1 x malformed record left out: field r must be a number");
    assertThatThrownBy(() -> reader.read("shop", ReadOptions.DEFAULT.withMaxMalformed(3)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("o.csv, line 6, field r: must be a number (malformed record 4");
  }

  @ParameterizedTest
  @CsvSource({
    "seconds,-5,-5000",
    "seconds,1400000000.0,1400000000000",
    "seconds,1e9,",
    "seconds,99999999999999999999,",
    "milliseconds,1400000000123,1400000000123",
    "iso,2020-01-01,1577833200000",
    "iso,2020-01-01T00:00:01,1577833201000",
    "iso,2020-01-01 00:00:01.5,1577833201500",
    "iso,2020-01-01T00:00Z,1577836800000",
    "iso,2020-01-01T00:00:00+01:00,1577833200000",
    "iso,2020-13-01,",
    "iso,+999999999-01-01,",
    "yyyyMMdd,20200101,1577833200000",
    "EEE MMM dd HH:mm:ss Z yyyy,Wed Jan 01 00:00:00 +0000 2020,1577836800000",
    "HH:mm,10:00,",
  })
  void timesAreOfTheUnitAndTheZone(String unit, String text, Long millis) {
    assertThat(TableTime.of(unit, ZoneId.of("Europe/Berlin")).millis().apply(text))
        .isEqualTo(millis == null ? OptionalLong.empty() : OptionalLong.of(millis));
  }

  @Test
  void theZoneMayBeGivenAfterTheTime() {
    Dataset dataset =
        TableReader.builder(Table.csv(file("o.csv", "u,i,t", "1,a,2020-01-01")))
            .user("u")
            .item("i")
            .time("t", "iso")
            .zone(ZoneId.of("Asia/Tokyo"))
            .build()
            .read("shop", ReadOptions.DEFAULT);

    assertThat(dataset.users().get(0).history().get(0).time())
        .contains(Instant.parse("2019-12-31T15:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"u,i\n1,\"a\"b\n", "u,i\n1,\"a\n", "u,u,i\n", "", "u\n1\n"})
  void whatIsNoCsvIsLocated(String text) {
    new TestFolder(dir).with("o.csv", TestFolder.bytes(text));
    TableReader reader =
        TableReader.builder(Table.csv(dir.resolve("o.csv"))).user("u").item("i").build();

    assertThatThrownBy(() -> reader.read("shop", ReadOptions.DEFAULT))
        .isInstanceOf(DataException.class)
        .hasMessageMatching("(?s).*o\\.csv, line [12].*: must .*");
  }

  @Test
  void aQuoteThatSwallowsAHugeFileIsRefused() {
    new TestFolder(dir).with("o.csv", TestFolder.bytes("u,i\n\"" + "1,a\n".repeat(5_000_000)));
    TableReader reader =
        TableReader.builder(Table.csv(dir.resolve("o.csv"))).user("u").item("i").build();

    assertThatThrownBy(() -> reader.read("shop", ReadOptions.DEFAULT))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must be a record of at most");
  }

  @Test
  void bytesOfAnotherCharacterSetAreRefused() {
    new TestFolder(dir).with("o.csv", "u,i\nä,a\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(
            () ->
                TableReader.builder(Table.csv(dir.resolve("o.csv")))
                    .user("u")
                    .item("i")
                    .build()
                    .read("shop", ReadOptions.DEFAULT))
        .isInstanceOf(DataException.class)
        .hasMessage(dir.resolve("o.csv") + ", line 2: must be UTF-8 text");
  }

  @Test
  void wrongSettingsAreRefused() {
    Table table = Table.csv(file("o.csv", "u,i"));

    assertThatThrownBy(() -> TableReader.builder(table).user(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The column of user must not be blank");
    assertThatThrownBy(() -> TableReader.builder(table).user("u").build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The columns of user and item must be given");
    assertThatThrownBy(
            () -> TableReader.builder(table).user("u").item("i").attribute("a", "b").build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Attributes need a table of items: a");
    assertThatThrownBy(() -> TableReader.builder(table).time("t", "{"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Table.csv(dir.resolve("o.csv"), '"', StandardCharsets.UTF_8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("delimiter must be no quote and no line break, was character 34");
  }
}
