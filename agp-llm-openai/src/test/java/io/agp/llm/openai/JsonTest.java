package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void anObjectIsReadWithWhateverLanguageItsTextsAreIn() {
    assertThat(Json.object(" {\"a\": [1, null, \"Großer 映画 \uD83C\uDFAC\"]}\n"))
        .hasValue(Map.of("a", Arrays.asList(1.0, null, "Großer 映画 \uD83C\uDFAC")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "{", "{}}", "{} {}", "{\"a\":1} and more", "<html>"})
  void whatIsNotOneWholeObjectIsNone(String text) {
    assertThat(Json.object(text)).isEmpty();
  }

  @Test
  void aByteOrderMarkIsNoise() {
    assertThat(Json.object("\n\n\uFEFF{}")).hasValue(Map.of());
    assertThat(Json.object("{}\uFEFF")).isEmpty();
  }

  @Test
  void otherValuesAreNoObjects() {
    assertThat(Json.value("[1]")).hasValue(List.of(1.0));
    assertThat(Json.object("[1]")).isEmpty();
  }
}
