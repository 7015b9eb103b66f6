package io.agp.experiments.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProtocolSettingsTest {
  @Test
  void theDefaultIsTheTopTenFiltered() {
    assertThat(ProtocolSettings.builder().build())
        .isEqualTo(
            new ProtocolSettings(Protocol.FILTERED, Negatives.POPULARITY, 10, 100, 50, 300, 42));
  }

  @Test
  void numbersBelowTheirLeastValueAreRefused() {
    assertThatThrownBy(() -> ProtocolSettings.builder().topK(1).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("topK must be at least 2, was 1");
    assertThatThrownBy(() -> ProtocolSettings.builder().trainUsers(-1).build())
        .hasMessage("trainUsers must be at least 0, was -1");
    assertThatThrownBy(() -> ProtocolSettings.builder().validationUsers(-1).build())
        .hasMessage("validationUsers must be at least 0, was -1");
    assertThatThrownBy(() -> ProtocolSettings.builder().testUsers(-1).build())
        .hasMessage("testUsers must be at least 0, was -1");
  }
}
