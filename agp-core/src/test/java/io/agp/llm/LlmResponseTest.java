package io.agp.llm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LlmResponseTest {
  @Test
  void thePlainTextIsTheAnswerWithoutWhatModelsPutAroundIt() {
    LlmResponse response =
        LlmResponse.of("<think>shorter?</think>Here is the text:\n```\nRank them.\n```");

    assertThat(response.plainText()).isEqualTo("Rank them.");
    assertThat(LlmResponse.of(" ").plainText()).isEmpty();
  }
}
