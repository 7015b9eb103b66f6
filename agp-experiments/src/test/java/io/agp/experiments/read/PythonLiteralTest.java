package io.agp.experiments.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonLiteralTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a': None, 'b': True, 'c': [False, 1.5e3]}|{\"a\": null, \"b\": true, \"c\": [false, 1.5e3]}",
        "{'a': 'None'}|{\"a\": \"None\"}",
        "{'a': \"it's\"}|{\"a\": \"it's\"}",
        "{'a': 'say \"x\"'}|{\"a\": \"say \\\"x\\\"\"}",
        "{'a': 'it\\'s \\\\ \\n'}|{\"a\": \"it's \\\\ \\n\"}",
        "{'a': '\\xe9\\u2019'}|{\"a\": \"\\u00e9\\u2019\"}",
        "{'a': '\\U0001f389'}|{\"a\": \"🎉\"}",
        "{'a': u'x', 'b': u\"y\"}|{\"a\": \"x\", \"b\": \"y\"}",
        "{'a': '\\d'}|{\"a\": \"\\\\d\"}",
      })
  void becomesJson(String python, String json) {
    assertThat(PythonLiteral.toJson(python)).isEqualTo(json);
  }

  @Test
  void isToldFromJsonByItsFirstQuote() {
    assertThat(PythonLiteral.isOne(" { 'a': 1}")).isTrue();
    assertThat(PythonLiteral.isOne("{\"a\": 'b'}")).isFalse();
    assertThat(PythonLiteral.isOne("")).isFalse();
    assertThat(PythonLiteral.isOne("{")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'a", "{'a\\", "{'a\\U12", "{'\\Uffffffff'}", "{'\\Uzzzzzzzz'}", "{'a': u"})
  void whatIsCutOrWrongIsLeftForTheJsonParser(String python) {
    assertThat(PythonLiteral.toJson(python)).startsWith("{\"");
  }
}
