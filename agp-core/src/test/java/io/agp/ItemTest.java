package io.agp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ItemTest {
  @Test
  void attributesKeepTheirOrder() {
    Item item = Item.of("1", "Lamp").with("zone", "hall").with("brand", "Lux").with("age", "2");

    assertThat(item.attributes().keySet()).containsExactly("zone", "brand", "age");
  }

  @Test
  void anAttributeIsReplacedWithoutChangingTheOther() {
    Item item = Item.of("1", "Lamp").with("brand", "Lux");
    Item changed = item.with("brand", "Nox");

    assertThat(item.attributes()).containsEntry("brand", "Lux");
    assertThat(changed.attributes()).containsOnly(Map.entry("brand", "Nox"));
  }

  @Test
  void attributesAreCopied() {
    Map<String, String> attributes = new LinkedHashMap<>(Map.of("brand", "Lux"));
    Item item = new Item("1", "Lamp", attributes);
    attributes.put("brand", "Nox");

    assertThat(item.attributes()).containsEntry("brand", "Lux");
  }

  @Test
  void blankIdsAndNamesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Item.of(" ", "Lamp"))
        .withMessage("Item id must not be blank (title: \"Lamp\")");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Item.of("1", "Lamp").with(" ", "x"))
        .withMessage("Item 1 has an attribute with a blank name");
  }

  @Test
  void anEmptyTitleIsAllowedAndNullIsNot() {
    assertThat(Item.of("1", "").title()).isEmpty();
    assertThatNullPointerException().isThrownBy(() -> Item.of("1", null));
    assertThatNullPointerException().isThrownBy(() -> Item.of(null, "Lamp"));
  }
}
