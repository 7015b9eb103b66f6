package io.agp.experiments.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.Item;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private final Dataset.Builder builder =
      Dataset.builder("shop").item(Item.of("a", "A")).item(Item.of("b", "B"));

  @Test
  void itemsWithTheSameIdAreRefused() {
    assertThatThrownBy(() -> builder.item(Item.of("a", "Other")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Item ids must differ: \"a\"");
  }

  @Test
  void interactionsWithUnknownItemsAreRefused() {
    assertThatThrownBy(() -> builder.interaction("u", "z"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No item has the id \"z\"");
  }

  @Test
  void blankUsersAndNamesAreRefused() {
    assertThatThrownBy(() -> builder.interaction(" ", "a", Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A user's id must not be blank (item a)");
    assertThatThrownBy(() -> Dataset.builder(" ")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void interactionsWithoutTimeKeepTheirOrderAndAreNoTies() {
    Dataset dataset = builder.interaction("u", "b").interaction("u", "a").build();

    assertThat(dataset.users().get(0).history())
        .extracting(contact -> contact.item().id())
        .containsExactly("b", "a");
    assertThat(dataset.problems()).isEmpty();
  }

  @Test
  void theEarliestOfRepeatedInteractionsIsKept() {
    Dataset dataset =
        builder
            .interaction("u", "a", Instant.ofEpochSecond(9))
            .interaction("u", "b", Instant.ofEpochSecond(5))
            .interaction("u", "a", Instant.ofEpochSecond(1))
            .build();

    assertThat(dataset.users().get(0).history())
        .extracting(contact -> contact.item().id())
        .containsExactly("a", "b");
    assertThat(dataset.interactions()).isEqualTo(2);
  }

  @Test
  void whatWasBuiltDoesNotChange() {
    Dataset dataset = builder.build();
    builder.item(Item.of("c", "C")).interaction("u", "c");

    assertThat(dataset.items()).hasSize(2);
    assertThat(dataset.users()).isEmpty();
    assertThatThrownBy(() -> dataset.items().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
