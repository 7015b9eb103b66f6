package io.agp.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromptTemplateTest {
  private static final PromptTemplate GREETING =
      PromptTemplate.of("Dear {{name}}, {{news}} Yours, {{name}}", Set.of("name", "news"));

  @Test
  void everyPlaceholderIsFilled() {
    assertThat(GREETING.fill(Map.of("name", "Ada", "news", "all is well.")))
        .isEqualTo("Dear Ada, all is well. Yours, Ada");
    assertThat(GREETING.placeholders()).containsExactlyInAnyOrder("name", "news");
  }

  @Test
  void whatAValueHoldsIsNeverExpanded() {
    assertThat(GREETING.fill(Map.of("name", "{{news}}", "news", "{{name}} $1 \\0 ${x}")))
        .isEqualTo("Dear {{news}}, {{name}} $1 \\0 ${x} Yours, {{news}}");
  }

  @Test
  void aMissingOrExtraValueIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GREETING.fill(Map.of("name", "Ada")))
        .withMessage("The template wants values for [name, news], was given [name]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GREETING.fill(Map.of("name", "Ada", "news", "", "more", "")))
        .withMessage("The template wants values for [name, news], was given [more, name, news]");
  }

  @Test
  void aTemplateWithOtherPlaceholdersIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PromptTemplate.of("Dear {{name}}", Set.of("name", "news")))
        .withMessage("The template must hold exactly the placeholders [name, news], has [name]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PromptTemplate.of("{{name}} {{nmae}}", Set.of("name")))
        .withMessage("The template must hold exactly the placeholders [name], has [name, nmae]");
  }

  @Test
  void singleBracesAreText() {
    assertThat(PromptTemplate.of("{\"ranking\": [1]} {x}", Set.of()).fill(Map.of()))
        .isEqualTo("{\"ranking\": [1]} {x}");
  }
}
