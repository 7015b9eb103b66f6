package io.agp.llm.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.llm.Deadline;
import io.agp.llm.LlmRequest;
import io.agp.llm.LlmRole;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shapes of addresses and headers that docs/providers.md names, and tags. */
class GatewayTest {
  private static final byte[] SECRET = "sixteen bytes!!!".getBytes(UTF_8);

  @AutoClose private final Scene scene = new Scene();

  private RecordedRequest sent(OpenAiLlmClient.Builder builder, LlmRequest request)
      throws Exception {
    scene.answer(Scene.ok("Hi")).use(builder);
    scene.client().complete(request, Deadline.none());
    return scene.server.takeRequest();
  }

  private static LlmRequest request(String user) {
    return LlmRequest.builder(LlmRole.RERANK).user("Hello?").userId(user).build();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1, /v1/chat/completions",
    "/v1/, /v1/chat/completions",
    "/, /chat/completions",
    "/openai/v1, /openai/v1/chat/completions",
    "/gateway/team-a/openai, /gateway/team-a/openai/chat/completions"
  })
  void theAddressIsTheBaseAndTheResource(String base, String target) throws Exception {
    OpenAiLlmClient.Builder local =
        OpenAiLlmClient.builder().model("llama").baseUrl(scene.server.url(base).toString());
    RecordedRequest request = sent(local, Scene.question());
    assertThat(request.getTarget()).isEqualTo(target);
    assertThat(request.getHeaders().get("Authorization")).isNull();
  }

  @Test
  void azuresMannerIsADeploymentAVersionAndAKeyHeader() throws Exception {
    RecordedRequest request =
        sent(
            scene
                .builder()
                .baseUrl(scene.server.url("/openai/deployments/mine").toString())
                .queryParameter("api-version", "2024-10-21")
                .apiKeyHeader("api-key"),
            Scene.question());
    assertThat(request.getTarget())
        .isEqualTo("/openai/deployments/mine/chat/completions?api-version=2024-10-21");
    assertThat(request.getHeaders().get("api-key")).isEqualTo(Scene.KEY);
    assertThat(request.getHeaders().get("Authorization")).isNull();
  }

  @Test
  void tagsGoOutUnderTheCallersNamesAndTheUserAsAKeyedHash() throws Exception {
    RecordedRequest request =
        sent(
            scene
                .builder()
                .header("X-Run", "nightly 7")
                .roleHeader("X-Role")
                .userHeader("X-User", SECRET),
            request("user-4711"));
    Headers headers = request.getHeaders();
    assertThat(headers.get("X-Run")).isEqualTo("nightly 7");
    assertThat(headers.get("X-Role")).isEqualTo("rerank");
    assertThat(headers.get("X-User")).isEqualTo(javax("user-4711")).matches("[0-9a-f]{64}");
    assertThat(headers + request.getTarget() + request.getBody().utf8())
        .doesNotContain("user-4711");
  }

  /** The same hash by the JDK. */
  private static String javax(String text) throws Exception {
    var mac = javax.crypto.Mac.getInstance("HmacSHA256");
    mac.init(new javax.crypto.spec.SecretKeySpec(SECRET, "HmacSHA256"));
    return java.util.HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
  }

  @Test
  void nothingOfRoleAndUserIsSentUnasked() throws Exception {
    RecordedRequest request = sent(scene.builder(), request("user-4711"));
    assertThat(request.getHeaders().names())
        .containsExactlyInAnyOrder(
            "Accept",
            "Accept-Encoding",
            "Authorization",
            "Connection",
            "Content-Length",
            "Content-Type",
            "Host",
            "User-Agent");
    assertThat(request.getBody().utf8()).doesNotContain("user-4711");
  }

  @Test
  void aClientKeepsTheTagsItWasBuiltWith() throws Exception {
    OpenAiLlmClient.Builder builder = scene.builder().header("X-Run", "1");
    scene.use(builder);
    builder.header("X-Run", "2");
    scene.answer(Scene.ok("Hi")).ask();
    assertThat(scene.server.takeRequest().getHeaders().get("X-Run")).isEqualTo("1");
  }

  @Test
  void tagsThatCannotBeSentAreToldTogether() {
    assertThatThrownBy(
            () ->
                scene
                    .builder()
                    .header("Authorization", "x")
                    .header("X-Run", "a\nb-hush")
                    .roleHeader("X Role")
                    .userHeader("X-User", new byte[3])
                    .queryParameter(" ", "x")
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "5 problems: a header's name must be a token that the client does not write itself, was"
                + " \"Authorization\"; header X-Run must be of printable ASCII characters (its"
                + " value is not shown); a header's name must be a token that the client does not"
                + " write itself, was \"X Role\"; userHeader's secret must have at least 16 bytes,"
                + " had 3; queryParameter must have a name that is not blank");
  }

  @Test
  void aKeyInAHeaderOfItsOwnIsScrubbedFromWhatTheServerSays() {
    scene.answer(Scene.json(400, "{\"error\":{\"message\":\"key " + Scene.KEY + " is bad\"}}"));
    scene.use(scene.builder().apiKeyHeader("api-key"));
    assertThat(scene.failure()).hasMessageContaining("key [key] is bad");
  }
}
