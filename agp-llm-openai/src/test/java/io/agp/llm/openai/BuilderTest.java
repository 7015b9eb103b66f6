package io.agp.llm.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.llm.Deadline;
import io.agp.llm.LlmException;
import io.agp.testkit.contract.FakeTime;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuilderTest {
  private static OpenAiLlmClient.Builder builder() {
    return OpenAiLlmClient.builder().apiKey(Scene.KEY).model("gpt-4o-mini");
  }

  private static AbstractThrowableAssert<?, ?> refused(OpenAiLlmClient.Builder builder) {
    return assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theQuickStartBuilds() {
    try (OpenAiLlmClient client = builder().build()) {
      assertThat(client).hasToString("OpenAiLlmClient[gpt-4o-mini at api.openai.com]");
    }
  }

  @Test
  void anUnsetKeyIsToldOf() {
    refused(builder().apiKey(null))
        .hasMessage("apiKey must not be null or blank; is the environment variable set?");
    refused(OpenAiLlmClient.builder().model("gpt-4o-mini")).hasMessageContaining("apiKey");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk-secret\n", "sk secret", "sk-sécret", "\tsk-secret"})
  void aKeyThatCannotBeAHeaderIsRefusedUnprinted(String key) {
    refused(builder().apiKey(key)).message().doesNotContain("cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/v1",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "ftp://example.com",
        "https://",
        "https:///v1",
        "api.openai.com",
        "",
        "https://api.openai.com\\@evil.example",
        "https://user:hush@example.com",
        "https://example.com/v1?key=hush",
        "https://example.com/v1#hush",
        "https://exa mple.com"
      })
  void anUnsafeAddressIsRefusedWithoutItsSecrets(String url) {
    refused(builder().baseUrl(url))
        .message()
        .startsWith("baseUrl must")
        .doesNotContain("hush")
        .doesNotContain("@");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        "https://example.com/v1/",
        "http://localhost:8000/v1",
        "http://127.0.0.1:1/v1",
        "http://[::1]:8080"
      })
  void aSafeAddressIsTaken(String url) {
    builder().baseUrl(url).build().close();
  }

  @Test
  void insecureHttpHasToBeAllowed() {
    builder().baseUrl("http://example.com").allowInsecureHttp(true).build().close();
  }

  @Test
  void valuesOutOfRangeAreNamed() {
    refused(builder().maxAttempts(11)).hasMessage("maxAttempts must be 1..10, was 11");
    refused(builder().maxAttempts(0)).hasMessage("maxAttempts must be 1..10, was 0");
    refused(builder().concurrency(0)).hasMessage("concurrency must be 1..10000, was 0");
    refused(builder().temperature(2.1)).hasMessage("temperature must be 0..2, was 2.1");
    refused(builder().temperature(Double.NaN)).hasMessage("temperature must be 0..2, was NaN");
    refused(builder().model(" ")).hasMessage("model must be set and not blank, was \" \"");
    refused(builder().attemptTimeout(Duration.ZERO))
        .hasMessage("attemptTimeout must be 1 ms to 1 day, was PT0S");
    refused(builder().model("o1").reasoningEffort(""))
        .hasMessage("reasoningEffort must not be blank");
  }

  @Test
  void whatTheModelDoesNotTakeIsRefused() {
    refused(builder().model("o3-mini").temperature(1))
        .hasMessage("temperature is not taken by o3-mini, was 1.0");
    refused(builder().model("gpt-5").temperature(1))
        .hasMessage("temperature is taken by gpt-5 only with reasoningEffort \"none\", was 1.0");
    refused(builder().reasoningEffort("low"))
        .hasMessage("reasoningEffort is not taken by gpt-4o-mini, was low");
  }

  @Test
  void allProblemsAreToldAtOnce() {
    refused(
            OpenAiLlmClient.builder()
                .apiKey("sk-secret\n")
                .baseUrl("ftp://example.com")
                .maxAttempts(0)
                .requestsPerMinute(0)
                .retryBudget(-1)
                .totalTimeout(Duration.ZERO))
        .hasMessage(
            "7 problems: baseUrl must be a http(s) URL with a host, was ftp://example.com;"
                + " apiKey must be of printable ASCII characters without spaces or line ends (its"
                + " value is not shown); model must be set and not blank, was \"\"; maxAttempts must"
                + " be 1..10, was 0; retryBudget must be 0..1000000, was -1; requestsPerMinute must"
                + " be at least 1, was 0; totalTimeout must be 1 ms to 1 day, was PT0S");
  }

  @Test
  void aClientIsDerivedFromTheCallersOwnSafely() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    OkHttpClient own =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  seen.add(chain.request().url().encodedPath());
                  return chain.proceed(chain.request());
                })
            .build();
    try (Scene scene = new Scene()) {
      scene.always(Scene.status(302, "Location", "/elsewhere"));
      scene.use(scene.builder().httpClient(own).organisation("org-1")).failure();
      assertThat(seen).containsExactly("/v1/chat/completions");
      assertThat(scene.server.takeRequest().getHeaders().get("OpenAI-Organization"))
          .isEqualTo("org-1");
    }
  }

  @Test
  void aSchemeThatTheCallersClientRefusesIsFinal() {
    OkHttpClient own =
        new OkHttpClient.Builder().connectionSpecs(List.of(ConnectionSpec.MODERN_TLS)).build();
    try (Scene scene = new Scene()) {
      LlmException failure = scene.use(scene.builder().httpClient(own)).failure();
      assertThat(failure).isInstanceOf(LlmException.Configuration.class);
      assertThat(failure.details().attempts()).isOne();
      assertThat(scene.requests()).isZero();
    }
  }

  @Test
  void limitsAreSetInOnePlace() {
    RateLimits limits = RateLimits.builder().requestsPerMinute(60).build();
    refused(builder().rateLimits(limits).tokensPerMinute(5))
        .hasMessage("requestsPerMinute and tokensPerMinute must not be set beside rateLimits");
    assertThatThrownBy(
            () ->
                RateLimits.builder()
                    .requestsPerMinute(0)
                    .tokensPerMinute(-1)
                    .longestHold(Duration.ofDays(2))
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "requestsPerMinute must be at least 1, was 0; tokensPerMinute must be at least 1, was"
                + " -1; longestHold must be 0 to 1 day, was PT48H");
  }

  @Test
  void sharedLimitsGoByTheRealTimeUnlessTold() {
    RateLimits limits = RateLimits.builder().requestsPerMinute(600_000).build();
    try (Scene one = new Scene();
        Scene two = new Scene()) {
      one.always(Scene.ok("Hi")).use(one.builder().rateLimits(limits));
      two.always(Scene.ok("Hi")).use(two.builder().rateLimits(limits));
      limits.limiter().hold(Duration.ofMillis(20));
      long start = System.nanoTime();
      assertThat(one.ask().text() + two.ask().text()).isEqualTo("HiHi");
      assertThat(System.nanoTime() - start).isGreaterThan(Duration.ofMillis(15).toNanos());
    }
  }

  @Test
  void aProxyIsUsed() throws Exception {
    try (Scene scene = new Scene()) {
      Proxy proxy =
          new Proxy(Proxy.Type.HTTP, new InetSocketAddress("localhost", scene.server.getPort()));
      scene.use(
          scene.builder().baseUrl("http://example.invalid").allowInsecureHttp(true).proxy(proxy));
      assertThat(scene.answer(Scene.ok("Hi")).ask().text()).isEqualTo("Hi");
    }
  }

  @Test
  void theTotalTimeoutBoundsACallWithoutADeadline() {
    try (Scene scene = new Scene()) {
      scene.use(scene.builder().timer(FakeTime.standing()).totalTimeout(Duration.ofMillis(100)));
      scene.always(Scene.status(503, "retry-after-ms", "1"));
      assertThat(scene.failure(Deadline.none())).isInstanceOf(LlmException.Timeout.class);
    }
  }
}
