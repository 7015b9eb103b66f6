package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Item;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import io.agp.feedback.Impression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImpressionLogTest {
  @TempDir private Path folder;

  private static Dataset shop() {
    Dataset.Builder shop = Dataset.builder("shop");
    IntStream.rangeClosed(1, 9).forEach(i -> shop.item(Item.of(Integer.toString(i), "Thing " + i)));
    for (int day = 1; day <= 4; day++) {
      shop.interaction(
          "ann", Integer.toString(day), Instant.parse("2024-05-0" + day + "T00:00:00Z"));
    }
    return shop.interaction("bob", "1").build();
  }

  private ImpressionLog read(String... lines) throws IOException {
    Path file = folder.resolve("shown.jsonl");
    Files.write(file, List.of(lines));
    return ImpressionLog.read(file, shop());
  }

  @Test
  void theHistoryIsWhatTheDataSetHasFromBefore() throws IOException {
    ImpressionLog log =
        read(
            "{\"user\":\"ann\",\"time\":\"2024-05-03T00:00:00Z\",\"shown\":[7,\"6\",5],\"clicked\":[6]}",
            "",
            "{\"user\":\"cy\",\"time\":1714694400,\"shown\":[1],\"clicked\":[]}");
    Impression ann = log.impressions().get(0);

    assertThat(ann.user().history()).extracting(past -> past.item().id()).containsExactly("1", "2");
    assertThat(ann.shown())
        .extracting(Item::title)
        .containsExactly("Thing 7", "Thing 6", "Thing 5");
    assertThat(ann.clicked()).containsExactly("6");
    assertThat(ann.time()).isEqualTo(log.impressions().get(1).time());
    assertThat(log.impressions().get(1).user().history()).isEmpty();
  }

  @Test
  void aHistoryThatIsGivenIsTaken() throws IOException {
    Impression bob =
        read("{\"user\":\"bob\",\"history\":[3,2],\"shown\":[5,4],\"clicked\":[4]}")
            .impressions()
            .get(0);

    assertThat(bob.user().history()).extracting(past -> past.item().id()).containsExactly("3", "2");
    assertThat(bob.time()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          [1]                                                            | record  | must be one JSON object
          {"user":" ","history":[],"shown":[1],"clicked":[]}             | user    | must be a text that is not blank
          {"user":"u","history":[],"shown":[],"clicked":[]}              | shown   | must hold 1 to 1000 items
          {"user":"u","history":[],"clicked":[]}                         | shown   | must be a list of ids
          {"user":"u","history":[],"shown":[1,null,2],"clicked":[]}      | shown   | must be a list of ids
          {"user":"u","history":[],"shown":[1,[2]],"clicked":[]}         | shown   | must be a list of ids
          {"user":"u","history":[],"shown":[1,2,1],"clicked":[]}         | shown   | must not hold an item twice
          {"user":"u","history":[],"shown":[1,99],"clicked":[]}          | shown   | must hold items of the data set
          {"user":"u","history":[],"shown":[1,2]}                        | clicked | must be a list of ids
          {"user":"u","history":[],"shown":[1,2],"clicked":[3]}          | clicked | must hold items of shown alone
          {"user":"u","history":[1],"shown":[1,2],"clicked":[1]}         | clicked | must not hold an item of the history
          {"user":"u","history":[99],"shown":[1,2],"clicked":[1]}        | history | must hold items of the data set
          {"user":"u","shown":[1,2],"clicked":[1]}                       | time    | must be given where history is not
          {"user":"u","time":"then","shown":[1,2],"clicked":[1]}         | time    | must be an ISO 8601 time
          {"user":"u","time":1714694400000,"shown":[1],"clicked":[1]}    | time    | must be an ISO 8601 time
          {"user":"bob","time":1714694400,"shown":[2],"clicked":[2]}     | history | must be given, as the data set
          """)
  void whatBreaksARuleIsLocated(String line, String field, String rule) {
    assertThatThrownBy(
            () -> read("{\"user\":\"u\",\"history\":[],\"shown\":[1],\"clicked\":[]}", line))
        .isInstanceOfSatisfying(
            DataException.class,
            e -> {
              assertThat(e.line()).hasValue(2);
              assertThat(e.field()).hasValue(field);
              assertThat(e.rule()).startsWith(rule);
              assertThat(e.file()).endsWith("shown.jsonl");
            });
  }
}
