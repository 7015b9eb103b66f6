package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.llm.LlmAttempt;
import io.agp.llm.LlmException;
import io.agp.llm.LlmListener;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SecretsTest {
  @AutoClose private final Scene scene = new Scene();

  @Test
  void noObjectPrintsTheKey() throws Exception {
    OpenAiLlmClient.Builder builder = scene.builder();
    scene.always(Scene.status(503)).use(builder).failure();
    List<Object> all = new ArrayList<>(reachable(builder));
    all.addAll(reachable(scene.client()));
    assertThat(all).hasAtLeastOneElementOfType(ApiKey.class).hasSizeGreaterThan(20);
    for (Object one : all) {
      assertThat(String.valueOf(one)).as(one.getClass().getName()).doesNotContain(Scene.KEY);
    }
  }

  /** The object and all of our own that it holds, at any depth. */
  private static Set<Object> reachable(Object root) throws IllegalAccessException {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> next = new ArrayDeque<>(List.of(root));
    while (!next.isEmpty()) {
      Object one = next.remove();
      if (one.getClass().getName().startsWith("io.agp.") && seen.add(one)) {
        for (Class<?> type = one.getClass(); type != Object.class; type = type.getSuperclass()) {
          addFields(one, type, next);
        }
      }
    }
    return seen;
  }

  private static void addFields(Object one, Class<?> type, Deque<Object> next)
      throws IllegalAccessException {
    boolean isOurs = type.getName().startsWith("io.agp.");
    for (Field field : isOurs ? type.getDeclaredFields() : new Field[0]) {
      field.setAccessible(true);
      Object value = field.get(one);
      if (value != null && !field.getType().isPrimitive()) {
        next.add(value);
      }
    }
  }

  @Test
  void aListenerIsToldOfNoKey() {
    StringWriter told = new StringWriter();
    LlmListener notes =
        new LlmListener() {
          @Override
          public void attempted(Call call, LlmAttempt attempt) {
            told.write(call + " " + attempt);
          }

          @Override
          public void retrying(Call call, LlmAttempt failed, Duration wait) {
            told.write(call + " " + failed);
          }

          @Override
          public void failed(Call call, LlmException failure, End end) {
            told.write(call + " " + failure + failure.details() + end);
          }
        };
    String echo = "{\"error\":{\"message\":\"%1$s\",\"type\":\"%1$s\",\"code\":\"%1$s\"}}";
    scene.always(Scene.json(503, echo.formatted(Scene.KEY), "x-request-id", Scene.KEY));
    scene.use(scene.builder().listener(notes)).failure();
    assertThat(told.toString()).contains("[key]").doesNotContain(Scene.KEY);
  }

  @Test
  void theLogSaysMethodHostStatusTimeAndIdOnly() throws Exception {
    String host = scene.server.getHostName();
    scene.client(); // which logs that its model will be shut down
    Path log = Path.of("target", "test.log");
    int before = (int) Files.size(log);
    scene.answer(
        Scene.status(503, "x-request-id", "log-1"),
        new MockResponse.Builder()
            .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
            .build(),
        Scene.json(200, Scene.completion("Hi"), "x-request-id", "log-2"));
    scene.ask();
    byte[] bytes = Files.readAllBytes(log);
    String logged = new String(bytes, before, bytes.length - before, StandardCharsets.UTF_8);
    assertThat(logged.lines())
        .satisfiesExactly(
            line -> assertThat(line).matches(".* - POST " + host + " 503 \\d+ ms, id log-1"),
            line -> assertThat(line).matches(".* - POST " + host + " IOException \\d+ ms"),
            line -> assertThat(line).matches(".* - POST " + host + " 200 \\d+ ms, id log-2"));
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
