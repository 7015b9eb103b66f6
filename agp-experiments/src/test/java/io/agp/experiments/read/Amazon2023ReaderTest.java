package io.agp.experiments.read;

import static io.agp.experiments.read.JsonSamples.AMAZON_2023_METADATA;
import static io.agp.experiments.read.JsonSamples.AMAZON_2023_REVIEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Item;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Amazon2023ReaderTest {
  private static final String HEADER = "user_id,parent_asin,rating,timestamp";

  @TempDir Path dir;

  private TestFolder folder() {
    return new TestFolder(dir);
  }

  @Test
  void itemsAreParentsWithWhatThereIs() {
    Dataset dataset =
        folder().with("r.jsonl", AMAZON_2023_REVIEW).with("m.jsonl", AMAZON_2023_METADATA).read();

    assertThat(dataset.items().values())
        .containsExactly(
            Item.of("B1", "Tides")
                .with("brand", "Shore")
                .with("category", "Books, Nature")
                .with("author", "Ann Lee")
                .with("store", "Ann Lee")
                .with("price", "9.5")
                .with("features", "Maps")
                .with("description", "On seas."));
    assertThat(dataset.users().get(0).history().get(0).time())
        .contains(Instant.ofEpochMilli(1588687728923L));
    assertThat(dataset.problems()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9.5|9.5",
        "\"from 14.99\"|from 14.99",
        "\"$1,299.00\"|$1,299.00",
        "\"5.99 - 7.50\"|5.99 - 7.50",
        "null|",
        "\"\"|",
        "\"None\"|",
        "\"—\"|",
        "[]|",
        "true|",
      })
  void aPriceIsANumberOrATextOrNothing(String json, String price) {
    Dataset dataset =
        folder()
            .with("r.jsonl", AMAZON_2023_REVIEW)
            .with("m.jsonl", "{\"parent_asin\": \"B1\", \"title\": \"x\", \"price\": " + json + "}")
            .read();

    assertThat(dataset.items().get("B1").attributes().get("price")).isEqualTo(price);
  }

  @Test
  void theMainCategoryStandsInForMissingOnes() {
    Dataset dataset =
        folder()
            .with("r.jsonl", AMAZON_2023_REVIEW)
            .with(
                "m.jsonl", "{\"parent_asin\":\"B1\",\"main_category\":\"Books\",\"categories\":[]}")
            .read();

    assertThat(dataset.items().get("B1")).isEqualTo(Item.of("B1", "").with("category", "Books"));
  }

  @Test
  void secondsAreNoMilliseconds() {
    TestFolder folder =
        folder().with("r.jsonl", AMAZON_2023_REVIEW.replace("1588687728923", "1588687728"));

    assertThatThrownBy(folder::read)
        .isInstanceOf(DataException.class)
        .hasMessage(
            dir.resolve("r.jsonl")
                + ", line 1, field timestamp: must be whole milliseconds since 1970, of the years"
                + " 1990 to 2100, was \"1588687728\"");
  }

  @Test
  void ratingsAloneAreReadFromCsv() {
    Dataset dataset =
        folder()
            .packed(
                "r.csv.gz",
                HEADER + ",history",
                "AX,B1,5.0,1588687728923,",
                "AX,B2,1,1588687728924,B1")
            .with("m.jsonl", AMAZON_2023_METADATA)
            .read();

    assertThat(dataset.items().get("B1").title()).isEqualTo("Tides");
    assertThat(dataset.interactions()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AX,B1,5.0,1588687728|field timestamp: must be whole milliseconds",
        "AX,B1,7.0,1588687728923|field rating: must be a number from 0.0 to 5.0",
        ",B1,5.0,1588687728923|field user_id: must not be blank",
        "AX, ,5.0,1588687728923|field parent_asin: must not be blank",
      })
  void aMalformedRatingIsNamed(String line, String message) {
    TestFolder folder = folder().with("r.csv", HEADER, line);

    assertThatThrownBy(folder::read)
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(dir.resolve("r.csv") + ", line 2, " + message);
  }

  @Test
  void aFolderWithoutReviewsIsRefused() {
    folder().with("m.jsonl", AMAZON_2023_METADATA);

    assertThatThrownBy(() -> Datasets.read(dir, "amazon-2023"))
        .isInstanceOf(DataException.class)
        .hasMessage(dir + ": must hold reviews or ratings of Amazon 2023");
  }
}
