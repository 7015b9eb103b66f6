package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.llm.LlmException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SecretsTest {
  @AutoClose private final Scene scene = new Scene();

  @Test
  void noObjectPrintsTheKey() {
    assertThat(scene.client().toString() + ApiKey.of(Scene.KEY)).doesNotContain(Scene.KEY);
  }

  @Test
  void theLogSaysMethodHostStatusTimeAndIdOnly() throws Exception {
    scene.answer(Scene.json(200, Scene.completion("Hi"), "x-request-id", "log-1")).ask();
    assertThat(Files.readString(Path.of("target", "test.log")))
        .containsPattern(
            "OpenAiLlmClient - POST \\Q"
                + scene.server.getHostName()
                + "\\E 200 \\d+ ms, id log-1\n");
  }

  @Test
  void aSupplierIsAskedForEachRequestAndNoneOfItsKeysIsShown() throws Exception {
    Deque<String> keys = new ArrayDeque<>(List.of("sk-first", "sk-second"));
    String echo = "{\"error\":{\"message\":\"sk-first sk-second\"}}";
    scene.use(scene.builder().maxAttempts(2).apiKeySupplier(keys::removeFirst));
    scene.always(Scene.json(503, echo));
    assertThat(scene.failure()).hasMessageEndingWith("[key] [key]");
    assertThat(scene.server.takeRequest().getHeaders().get("Authorization"))
        .isEqualTo("Bearer sk-first");
    assertThat(scene.server.takeRequest().getHeaders().get("Authorization"))
        .isEqualTo("Bearer sk-second");
  }

  @Test
  void aSupplierThatFailsFailsTheCallAndFreesItsPlace() {
    scene.use(
        scene
            .builder()
            .concurrency(1)
            .apiKeySupplier(
                () -> {
                  throw new IllegalStateException("the vault is shut");
                }));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(scene::ask)
          .isInstanceOf(LlmException.Authentication.class)
          .hasMessageEndingWith("the supplier of the key failed: the vault is shut");
    }
    assertThat(scene.requests()).isZero();
  }

  @Test
  void aSupplierOfWhatIsNoKeyFailsUnprinted() {
    scene.use(scene.builder().apiKeySupplier(() -> "sk-secret\n"));
    assertThatThrownBy(scene::ask)
        .isInstanceOf(LlmException.Authentication.class)
        .hasMessageContaining("apiKey must be of printable ASCII")
        .hasMessageNotContaining("secret");
  }
}
