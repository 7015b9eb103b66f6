package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Item;
import io.agp.experiments.data.DataException;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Problem;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ReadingTest {
  @Test
  void onlyItemsOfInteractionsThatAreKeptAreWanted() {
    Reading reading = new Reading("t", ReadOptions.DEFAULT.withCore(2));
    for (String user : new String[] {"u", "v"}) {
      contact(reading, user, "a", 5);
      contact(reading, user, "b", 5);
    }
    contact(reading, "v", "rare", 5);

    assertThat(reading.wants("a")).isTrue();
    assertThat(reading.wants("rare")).isFalse();
    assertThat(reading.wants("unknown")).isFalse();
    assertThat(reading.dataset().items()).containsOnlyKeys("a", "b");
  }

  @Test
  void interactionsRatedTooLowOrNotAtAllAreLeftOutAndCounted() {
    Reading reading = new Reading("t", ReadOptions.DEFAULT.withMinRating(3));
    contact(reading, "u", "a", 3);
    contact(reading, "u", "b", 2.9);
    contact(reading, "u", "c", Reading.NO_RATING);
    Dataset dataset = reading.dataset();

    assertThat(dataset.items()).containsOnlyKeys("a");
    assertThat(dataset.problems())
        .contains(
            new Problem(
                "interaction rated below the least rating, or not rated: left out",
                2,
                "user u, item b"));
  }

  @Test
  void withoutALeastRatingThoseWithoutOneAreKept() {
    Reading reading = new Reading("t", ReadOptions.DEFAULT);
    contact(reading, "u", "a", Reading.NO_RATING);

    assertThat(reading.dataset().interactions()).isEqualTo(1);
  }

  @Test
  void malformedRecordsAreCountedByTheirRule() {
    Reading reading = new Reading("t", ReadOptions.DEFAULT.withMaxMalformed(3));
    for (int line = 1; line <= 3; line++) {
      DataException broken = DataException.at("f", line, "size", "x" + line, "must be small");
      reading.record(
          () -> {
            throw broken;
          });
    }

    assertThat(reading.dataset().problems())
        .containsExactly(
            new Problem(
                "malformed record left out: field size must be small",
                3,
                "f, line 1, field size: must be small, was \"x1\""));
    assertThatThrownBy(
            () ->
                reading.record(
                    () -> {
                      throw DataException.at("f", 9, "must be small");
                    }))
        .hasMessage("f, line 9: must be small (malformed record 4: at most 3 may be left out)");
  }

  @Test
  void otherExceptionsAreNoMalformedRecords() {
    Reading reading = new Reading("t", ReadOptions.DEFAULT.withMaxMalformed(3));

    assertThatThrownBy(
            () ->
                reading.record(
                    () -> {
                      throw new IllegalStateException("a defect");
                    }))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theLastTwoAreThoseThatTheSourceHoldsOut() {
    Reading reading = new Reading("t", ReadOptions.DEFAULT);
    reading.item(Item.of("b", "B"));
    for (String item : new String[] {"a", "b", "c", "d"}) {
      contact(reading, "u", item, 5);
    }
    reading.heldOut("u", "d", "b");

    assertThat(reading.dataset().users().get(0).history())
        .extracting(contact -> contact.item().id())
        .containsExactly("a", "c", "d", "b");
  }

  @Test
  void optionsOutOfTheirRangesAreRefused() {
    assertThatThrownBy(() -> ReadOptions.DEFAULT.withMaxMalformed(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxMalformed must be at least 0, was -1");
    assertThatThrownBy(() -> ReadOptions.DEFAULT.withCore(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("core must be at least 1, was 0");
    assertThatThrownBy(() -> ReadOptions.DEFAULT.withMinRating(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("minRating must be finite, was NaN");
    assertThat(ReadOptions.DEFAULT.withMaxMalformed(2).withCore(5).withMinRating(4))
        .isEqualTo(new ReadOptions(2, 5, OptionalDouble.of(4)));
  }

  private static void contact(Reading reading, String user, String item, double rating) {
    reading.interaction(user, item, Reading.NO_TIME, rating);
  }
}
