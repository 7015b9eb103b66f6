package io.agp.experiments.learned;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.Item;
import io.agp.experiments.data.Dataset;
import io.agp.experiments.data.Split;
import org.junit.jupiter.api.Test;

class SequencesTest {
  /** Users with items, each written as one letter. */
  private static Sequences sequences(String items, String... usersAndHistories) {
    Dataset.Builder builder = Dataset.builder("letters");
    items.chars().forEach(item -> builder.item(Item.of(Character.toString(item), "Title")));
    for (int i = 0; i < usersAndHistories.length; i += 2) {
      for (String item : usersAndHistories[i + 1].split("")) {
        builder.interaction(usersAndHistories[i], item);
      }
    }
    return Sequences.of(Split.leaveOneOut(builder.build()));
  }

  @Test
  void theTestItemIsNowhere() {
    Sequences data = sequences("abcd", "short", "db", "long", "cabd");

    assertThat(data.users()).isEqualTo(2);
    assertThat(data.items()).isEqualTo(4);
    assertThat(data.history(data.number("short"))).containsExactly(3, 1);
    assertThat(data.validation(data.number("short"))).isEqualTo(Sequences.NONE);
    assertThat(data.history(data.number("long"))).containsExactly(2, 0);
    assertThat(data.validation(data.number("long"))).isEqualTo(1);
    assertThat(data.number("nobody")).isEqualTo(Sequences.NONE);
  }

  @Test
  void equalDataHaveEqualFingerprints() {
    assertThat(sequences("abcd", "u", "abc", "v", "bd").fingerprint())
        .isEqualTo(sequences("abcd", "u", "abc", "v", "bd").fingerprint());
  }

  @Test
  void anyDifferenceButTheTestItemChangesTheFingerprint() {
    String fingerprint = sequences("abcde", "u", "abc", "v", "bd").fingerprint();

    assertThat(sequences("abcde", "u", "abd", "v", "bd").fingerprint())
        .as("test item")
        .isEqualTo(fingerprint);
    assertThat(
            new String[] {
              sequences("abcde", "u", "adc", "v", "bd").fingerprint(),
              sequences("abcde", "u", "dbc", "v", "bd").fingerprint(),
              sequences("abcde", "u", "abc", "v", "db").fingerprint(),
              sequences("abcde", "u", "abc", "w", "bd").fingerprint(),
              sequences("abcdf", "u", "abc", "v", "bd").fingerprint(),
              sequences("abcd", "u", "abc", "v", "bd").fingerprint(),
              sequences("bacde", "u", "abc", "v", "bd").fingerprint(),
              sequences("abcde", "u", "abc").fingerprint(),
            })
        .doesNotContain(fingerprint)
        .doesNotHaveDuplicates();
  }
}
