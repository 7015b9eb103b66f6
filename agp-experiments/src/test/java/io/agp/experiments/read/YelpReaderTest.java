package io.agp.experiments.read;

import static io.agp.experiments.read.JsonSamples.YELP_BUSINESS;
import static io.agp.experiments.read.JsonSamples.YELP_REVIEW;
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
import org.junit.jupiter.params.provider.ValueSource;

class YelpReaderTest {
  @TempDir Path dir;

  private TestFolder folder() {
    return new TestFolder(dir);
  }

  @Test
  void businessesAreItemsWithoutTheirMeanStars() {
    Dataset dataset =
        folder().with("review.json", YELP_REVIEW).with("business.json", YELP_BUSINESS).read();

    assertThat(dataset.items().values())
        .containsExactly(
            Item.of("b1", "Café Uno")
                .with("category", "Cafes, Coffee & Tea")
                .with("city", "Tampa, FL")
                .with("price", "$$"));
    assertThat(dataset.users().get(0).history().get(0).time())
        .contains(Instant.parse("2018-07-07T22:09:11Z"));
    assertThat(dataset.problems()).isEmpty();
  }

  @Test
  void nullsAndMissingFieldsAreNoAttributes() {
    Dataset dataset =
        folder()
            .with("review.json", YELP_REVIEW)
            .with(
                "business.json",
                """
                {"business_id": "b1", "name": "Uno", "categories": null, "attributes": null,\
                 "state": "FL"}""")
            .read();

    assertThat(dataset.items().values()).containsExactly(Item.of("b1", "Uno"));
  }

  @Test
  void reviewsOfUnknownBusinessesAreKeptAndCounted() {
    Dataset dataset =
        folder()
            .with("review.json", YELP_REVIEW, YELP_REVIEW.replace("b1", "b2"))
            .with("business.json", YELP_BUSINESS)
            .read();

    assertThat(dataset.items().get("b2")).isEqualTo(Item.of("b2", ""));
    assertThat(TestFolder.problems(dataset))
        .contains("1 x item that the catalogue does not have: kept without text");
  }

  @ParameterizedTest
  @CsvSource({"2018-07-07,2018-07-07T00:00:00Z", "2020-02-29 00:00:01,2020-02-29T00:00:01Z"})
  void aDateMayBeADay(String date, String time) {
    Dataset dataset =
        folder().with("review.json", YELP_REVIEW.replace("2018-07-07 22:09:11", date)).read();

    assertThat(dataset.users().get(0).history().get(0).time()).contains(Instant.parse(time));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2019-02-29 10:00:00",
        "2018-07-07T22:09:11",
        "1530000000",
        "2018-07-07 25:00:00",
        "1889-07-07 22:09:11",
        "yesterday"
      })
  void anotherDateIsMalformed(String date) {
    TestFolder folder =
        folder().with("review.json", YELP_REVIEW.replace("2018-07-07 22:09:11", date));

    assertThatThrownBy(folder::read)
        .isInstanceOf(DataException.class)
        .hasMessage(
            dir.resolve("review.json")
                + ", line 1, field date: must be a date of the form yyyy-MM-dd HH:mm:ss, of the"
                + " years 1990 to 2100, was \""
                + date
                + "\"");
  }

  @Test
  void otherFilesOfTheDataSetAreNotReadAndCounted() {
    Dataset dataset =
        folder()
            .with("review.json", YELP_REVIEW)
            .with(
                "tip.json",
                "{\"user_id\":\"u9\",\"business_id\":\"b1\",\"text\":\"x\",\"date\":\"x\"}")
            .with("user.json", "{\"user_id\":\"u9\",\"name\":\"Eve\"}")
            .with("checkin.json", "{\"business_id\":\"b1\",\"date\":\"x\"}")
            .with("business.json", YELP_BUSINESS)
            .read();

    assertThat(dataset.users()).extracting(user -> user.id()).containsExactly("u1");
    assertThat(dataset.items().get("b1").title()).isEqualTo("Café Uno");
    assertThat(TestFolder.problems(dataset)).containsExactly("3 x file of another kind: not read");
  }

  @Test
  void aFolderWithoutReviewsIsRefused() {
    folder().with("business.json", YELP_BUSINESS);

    assertThatThrownBy(() -> Datasets.read(dir, "yelp"))
        .isInstanceOf(DataException.class)
        .hasMessage(dir + ": must hold reviews of Yelp");
  }
}
