package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.Item;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemTextTest {
  private final ItemText text = new ItemText(new Reading("test", ReadOptions.DEFAULT));

  @Test
  void everyTextHasABound() {
    String longText = "word ".repeat(2_000);
    Item item =
        text.item("1", longText)
            .value("brand", longText)
            .list("category", List.of(longText, "b " + longText))
            .features(List.of(longText))
            .description(List.of(longText, longText))
            .build();

    assertThat(item.title()).hasSizeBetween(190, ItemText.TITLE).endsWith("word...");
    assertThat(item.attributes().get("description"))
        .hasSizeBetween(290, ItemText.DESCRIPTION)
        .endsWith("word...");
    assertThat(item.attributes()).containsOnlyKeys("brand", "category", "features", "description");
    assertThat(item.attributes().values())
        .allSatisfy(value -> assertThat(value).hasSizeLessThanOrEqualTo(ItemText.DESCRIPTION));
  }

  @Test
  void aListHasTheFirstFewDifferentValues() {
    Item item =
        text.item("1", "x")
            .list("category", List.of("a", " ", "a", "b", "c", "d", "e", "f"))
            .build();

    assertThat(item.attributes()).containsEntry("category", "a, b, c, d, e");
  }

  @Test
  void attributesComeInTheOrderGivenAndBlankOnesDoNot() {
    Item item =
        text.item("1", "<i> </i>")
            .value("year", "1999")
            .value("brand", "&nbsp;")
            .price("")
            .list("author", List.of())
            .description(List.of("d"))
            .build();

    assertThat(item.title()).isEmpty();
    assertThat(item.attributes().keySet()).containsExactly("year", "description");
  }

  @Test
  void equalValuesAreHeldOnce() {
    Item one = text.item("1", "x").value("brand", new String("Steam")).build();
    Item other = text.item("2", "y").list("brand", List.of("Ste" + "am")).build();

    assertThat(one.attributes().get("brand")).isSameAs(other.attributes().get("brand"));
  }
}
