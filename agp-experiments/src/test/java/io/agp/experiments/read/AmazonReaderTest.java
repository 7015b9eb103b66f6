package io.agp.experiments.read;

import static io.agp.experiments.read.JsonSamples.AMAZON_METADATA;
import static io.agp.experiments.read.JsonSamples.AMAZON_REVIEW;
import static io.agp.experiments.read.JsonSamples.PYTHON_METADATA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Item;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmazonReaderTest {
  private static final String ID = "B000000001";

  @TempDir Path dir;

  private TestFolder folder() {
    return new TestFolder(dir);
  }

  private static String review(String user, String item, String rating, String time) {
    return String.format(
        "{\"reviewerID\": \"%s\", \"asin\": \"%s\", \"overall\": %s, \"unixReviewTime\": %s}",
        user, item, rating, time);
  }

  private static Item item(Dataset dataset) {
    return dataset.items().values().iterator().next();
  }

  @Test
  void itemsHaveTheirTitleAndWhatElseThereIs() {
    Dataset dataset = folder().with("r.json", AMAZON_REVIEW).with("m.json", AMAZON_METADATA).read();

    assertThat(item(dataset))
        .isEqualTo(
            Item.of(ID, "Kettle")
                .with("brand", "Steam")
                .with("category", "Home, Kitchen")
                .with("price", "$12.99")
                .with("features", "Loud")
                .with("description", "Boils."));
    assertThat(dataset.problems()).isEmpty();
  }

  @Test
  void metadataOfPythonIsReadAsItIsPrinted() {
    Dataset dataset = folder().with("r.json", AMAZON_REVIEW).with("m.json", PYTHON_METADATA).read();

    assertThat(item(dataset))
        .isEqualTo(
            Item.of(ID, "Cook's \"Kettle\"")
                .with("category", "Home, Kitchen, Tea")
                .with("price", "12.5")
                .with("description", "It's"));
  }

  @Test
  void reviewsOfSeveralFilesFollowOneAnother() {
    Dataset dataset =
        folder()
            .with("b.json", review("A1", "B000000003", "1.0", "1400000002"))
            .packed("a.json.gz", AMAZON_REVIEW, review("A2", ID, "null", "1400000001"))
            .read();

    assertThat(dataset.users()).extracting(user -> user.id()).containsExactly("A1", "A2");
    assertThat(dataset.users().get(0).history())
        .extracting(contact -> contact.time().orElseThrow())
        .containsExactly(Instant.ofEpochSecond(1400000000), Instant.ofEpochSecond(1400000002));
    assertThat(TestFolder.problems(dataset))
        .containsExactly(
            "1 x interaction without a rating: kept without one",
            "2 x item that the catalogue does not have: kept without text");
  }

  @Test
  void repeatsAreKeptOnceAndCounted() {
    Dataset dataset =
        folder()
            .with("r.json", AMAZON_REVIEW, review("A1", ID, "2.0", "1500000000"))
            .with(
                "m.json",
                AMAZON_METADATA,
                AMAZON_METADATA.replace("Kettle", "Another"),
                AMAZON_METADATA.replace(ID, "B000000002"))
            .read();

    assertThat(dataset.items().values()).extracting(Item::title).containsExactly("Kettle");
    assertThat(dataset.interactions()).isEqualTo(1);
    assertThat(TestFolder.problems(dataset))
        .containsExactly(
            "1 x item that the catalogue has twice: only the first is kept",
            "1 x item without an interaction that is kept: left out",
            "1 x repeated interaction of a user with an item: only the first is kept");
  }

  @Test
  void metadataMayBeEmptyOrNoise() {
    Dataset dataset =
        folder()
            .with("r.json", AMAZON_REVIEW)
            .with(
                "m.json",
                """
                {"asin": "B000000001", "title": null, "brand": {"x": 1}, "category": [],\
                 "price": ".a-box-inner{background-color:#fff}", "feature": [null, " ", 7],\
                 "description": "", "rank": "1 in Books"}""")
            .read();

    assertThat(item(dataset)).isEqualTo(Item.of(ID, "").with("features", "7"));
    assertThat(TestFolder.problems(dataset))
        .containsExactly(
            "1 x field brand that is neither text nor texts: left out",
            "1 x price without a number, or with more than it: left out");
  }

  @Test
  void aScriptIsNoTitle() {
    Dataset dataset =
        folder()
            .with("r.json", AMAZON_REVIEW)
            .with(
                "m.json",
                "{\"asin\": \"B000000001\", \"title\": \"var a = (new Date()).getTime();\"}")
            .read();

    assertThat(item(dataset)).isEqualTo(Item.of(ID, ""));
    assertThat(TestFolder.problems(dataset))
        .containsExactly("1 x title that is a script: left out");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"unixReviewTime\": 1400000000|\"unixReviewTime\": 1400000000000|unixReviewTime: must be"
            + " whole seconds since 1970, of the years 1990 to 2100, was \"1400000000000\"",
        "\"unixReviewTime\": 1400000000|\"unixReviewTime\": 500000|unixReviewTime: must be whole"
            + " seconds since 1970, of the years 1990 to 2100, was \"500000\"",
        "\"unixReviewTime\": 1400000000|\"unixReviewTime\": [1]|unixReviewTime: must be a text or a"
            + " number, was \"[1]\"",
        "\"unixReviewTime\"|\"other\"|unixReviewTime: must be a text that is not blank, or a"
            + " number, was \"null\"",
        "\"A1\"|\" \"|reviewerID: must be a text that is not blank, or a number, was \" \"",
        "\"B000000001\"|true|asin: must be a text or a number, was \"true\"",
        "5.0|6|overall: must be a number from 0.0 to 5.0, was \"6\"",
        "5.0|\"high\"|overall: must be a number from 0.0 to 5.0, was \"high\"",
      })
  void aMalformedFieldIsNamedWithItsPlaceAndRule(String from, String to, String message) {
    TestFolder folder = folder().with("r.json", AMAZON_REVIEW, "", AMAZON_REVIEW.replace(from, to));

    assertThatThrownBy(folder::read)
        .isInstanceOf(DataException.class)
        .hasMessage(dir.resolve("r.json") + ", line 3, field " + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"reviewerID\": \"A1\"",
        "[1]",
        "nonsense",
        "{} {}",
        "{\"asin\": NaN}",
        "{\"asin\": \"x\",}",
        "{'asin': 'x', 'title': '\\xzz'}",
      })
  void aMalformedLineIsOneRecordAndCountsToTheLimit(String line) {
    TestFolder folder = folder().with("r.json", AMAZON_REVIEW, line, AMAZON_REVIEW);

    assertThat(TestFolder.problems(folder.read(1)).get(0))
        .isEqualTo("1 x malformed record left out: field record must be one JSON object");
    assertThatThrownBy(() -> folder.with("s.json", AMAZON_REVIEW, line).read(1))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(dir.resolve("s.json") + ", line 2, field record: must be one JSON")
        .hasMessageContaining("(malformed record 2: at most 1 may be left out)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "{\"title\":["})
  void deepNestingIsOneMalformedRecord(String bracket) {
    String deep = "{\"asin\": \"B000000001\", \"title\": " + bracket.repeat(10_000);
    TestFolder folder =
        folder().with("r.json", AMAZON_REVIEW).with("m.json", AMAZON_METADATA, deep);

    assertThat(TestFolder.problems(folder.read(1)).get(0)).startsWith("1 x malformed record");
  }

  @Test
  void aNumberMayBeAnId() {
    Dataset dataset =
        folder()
            .with("r.json", AMAZON_REVIEW.replace("\"B000000001\"", "17").replace("\"A1\"", "1e3"))
            .with("m.json", AMAZON_METADATA.replace("\"B000000001\"", "\"17\""))
            .read();

    assertThat(item(dataset).id()).isEqualTo("17");
    assertThat(item(dataset).title()).isEqualTo("Kettle");
    assertThat(dataset.users().get(0).id()).isEqualTo("1e3");
  }

  @Test
  void crlfAndBlankLinesAndAByteOrderMarkAndAMissingLastLineEndChangeNothing() {
    Dataset dataset =
        folder()
            .with("r.json", TestFolder.bytes("\uFEFF\r\n" + AMAZON_REVIEW + "\r\n  \r\n\r\n"))
            .with("m.json", TestFolder.bytes("\uFEFF" + AMAZON_METADATA))
            .read();

    assertThat(item(dataset).title()).isEqualTo("Kettle");
    assertThat(dataset.problems()).isEmpty();
  }

  @Test
  void aLastLineThatIsCutIsMalformed() {
    byte[] cut = TestFolder.bytes(AMAZON_REVIEW + "\n" + AMAZON_REVIEW.substring(0, 40));

    assertThatThrownBy(() -> folder().with("r.json", cut).read())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("r.json, line 2, field record: must be one JSON object");
  }

  @Test
  void aPackedFileThatEndsEarlyIsUnreadable() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      lines.append(review("A" + i, ID, "5.0", "1400000000")).append('\n');
    }
    byte[] packed = TestFolder.gzip(TestFolder.bytes(lines.toString()));

    assertThatThrownBy(
            () -> folder().with("r.json.gz", Arrays.copyOf(packed, packed.length - 9)).read())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("r.json.gz")
        .hasMessageContaining("must be readable");
  }

  @Test
  void anEmptyFileAddsNothing() {
    Dataset dataset = folder().with("r.json", AMAZON_REVIEW).with("m.json", new byte[0]).read();

    assertThat(dataset.items()).containsOnlyKeys(ID);
  }

  @Test
  void aFolderWithoutReviewsIsRefused() {
    folder().with("m.json", AMAZON_METADATA);

    assertThatThrownBy(() -> Datasets.read(dir, "amazon"))
        .isInstanceOf(DataException.class)
        .hasMessage(dir + ": must hold reviews or ratings of Amazon 2014 or 2018");
  }

  @Test
  void ratingsOf2014HaveTheUserFirstAndThoseOf2018TheItem() {
    Dataset dataset =
        folder()
            .with(
                "2014.csv",
                "A1YJEY40YUW4SE,B000000001,5.0,1400000000",
                "A2,B000000002,1.0,1400000001")
            .with(
                "2018.csv",
                "B000000001,A1YJEY40YUW4SE,5.0,1400000000",
                "B000000003,A2,1.0,1400000002")
            .with("m.json", AMAZON_METADATA)
            .read();

    assertThat(dataset.items()).containsOnlyKeys("B000000001", "B000000002", "B000000003");
    assertThat(dataset.users())
        .extracting(user -> user.id())
        .containsExactly("A1YJEY40YUW4SE", "A2");
  }

  @Test
  void ratingsWhoseColumnsCannotBeToldApartAreNotRecognised() {
    folder().with("x.csv", "B000000001,B000000002,5.0,1400000000");

    assertThatThrownBy(() -> Datasets.recognise(dir)).isInstanceOf(DataException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A2,B000000002,1.0|field record: must have 4 fields",
        ",B000000002,1.0,1400000000|field user: must not be blank",
        "A2, ,1.0,1400000000|field item: must not be blank",
        "A2,B000000002,9,1400000000|field rating: must be a number from 0.0 to 5.0",
        "A2,B000000002,1.0,1400000000000|field time: must be whole seconds",
      })
  void aMalformedRatingIsNamed(String line, String message) {
    TestFolder folder = folder().with("r.csv", "A1YJEY40YUW4SE,B000000001,5.0,1400000000", line);

    assertThatThrownBy(folder::read)
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(dir.resolve("r.csv") + ", line 2, " + message);
  }
}
