package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.LlmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
  @ParameterizedTest
  @ValueSource(ints = {300, 301, 302, 303, 307, 308})
  void redirectsAreNotFollowed(int status) {
    try (Scene scene = new Scene();
        Scene other = new Scene()) {
      String location = other.server.url("/secret?token=secret").toString();
      LlmException failure = scene.always(Scene.status(status, "Location", location)).failure();
      assertThat(failure)
          .isExactlyInstanceOf(LlmException.Configuration.class)
          .hasMessageContaining(
              "redirects are not followed (to http://%s)", other.server.getHostName())
          .hasMessageNotContaining("secret");
      assertThat(scene.requests()).isOne();
      assertThat(other.requests()).isZero();
    }
  }

  @Test
  void aRedirectToNowhereIsOneToo() {
    try (Scene scene = new Scene().always(Scene.status(302, "Location", "../elsewhere"))) {
      assertThat(scene.failure())
          .isExactlyInstanceOf(LlmException.Configuration.class)
          .hasMessageEndingWith("redirects are not followed; check baseUrl");
    }
  }
}
