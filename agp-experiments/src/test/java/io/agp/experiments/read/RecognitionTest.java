package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.experiments.data.DataException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Formats are told by what files hold, whatever their names. */
class RecognitionTest {
  @TempDir Path dir;

  static Stream<Arguments> samples() {
    return Stream.of(
        Arguments.of("amazon", List.of(JsonSamples.AMAZON_REVIEW, JsonSamples.AMAZON_METADATA)),
        Arguments.of("amazon", List.of(JsonSamples.AMAZON_REVIEW, JsonSamples.PYTHON_METADATA)),
        Arguments.of("amazon", List.of("A1YJEY40YUW4SE,B000000001,5.0,1400000000")),
        Arguments.of("amazon", List.of("0000000001,A1YJEY40YUW4SE,5.0,1400000000")),
        Arguments.of(
            "amazon-2023",
            List.of(JsonSamples.AMAZON_2023_REVIEW, JsonSamples.AMAZON_2023_METADATA)),
        Arguments.of("amazon-2023", List.of("user_id,parent_asin,rating,timestamp")),
        Arguments.of("yelp", List.of(JsonSamples.YELP_REVIEW, JsonSamples.YELP_BUSINESS)),
        Arguments.of(
            "goodreads",
            List.of(
                JsonSamples.GOODREADS_INTERACTION,
                JsonSamples.GOODREADS_BOOK,
                JsonSamples.GOODREADS_AUTHOR)));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aFolderIsOfOneFormatPlainOrPacked(String format, List<String> files) {
    for (int i = 0; i < files.size(); i++) {
      new TestFolder(dir).with("part" + i, files.get(i));
    }
    assertThat(Datasets.recognise(dir)).isEqualTo(format);

    for (int i = 0; i < files.size(); i++) {
      new TestFolder(dir).packed("part" + i, files.get(i));
    }
    assertThat(Datasets.recognise(dir)).isEqualTo(format);
  }

  @Test
  void aMappingIsATable() {
    new TestFolder(dir).with("agp-data.json", "{}").with("orders.csv", "a,b");

    assertThat(Datasets.recognise(dir)).isEqualTo("table");
  }

  @Test
  void aByteOrderMarkAndBlankLinesComeBeforeTheFirstRecord() {
    new TestFolder(dir).with("r.json", "\uFEFF", " ", JsonSamples.YELP_REVIEW);

    assertThat(Datasets.recognise(dir)).isEqualTo("yelp");
  }

  @Test
  void aFirstRecordLongerThanTheHeadIsRecognisedByWhatComesBeforeItsLongText() {
    String review = JsonSamples.AMAZON_REVIEW;
    String open = review.substring(0, review.length() - 1) + ", \"summary\": \"";
    new TestFolder(dir).with("r.json", open + "x".repeat(100_000) + "\"}");

    assertThat(Datasets.recognise(dir)).isEqualTo("amazon");
  }

  @Test
  void twoFormatsInAFolderAreNamed() {
    new TestFolder(dir)
        .with("a.json", JsonSamples.YELP_REVIEW)
        .with("b.json", JsonSamples.GOODREADS_INTERACTION);

    assertThatThrownBy(() -> Datasets.recognise(dir))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("could be each of yelp, goodreads");
  }
}
