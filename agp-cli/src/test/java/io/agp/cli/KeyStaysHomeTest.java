package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider's key in the environment is for that provider. */
class KeyStaysHomeTest {
  private static final String KEY = "sk-canary-of-the-environment";

  @AutoClose private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws Exception {
    server.start();
  }

  private @Nullable String authorization(String provider, String... more) throws Exception {
    server.enqueue(new MockResponse.Builder().body("{\"data\":[]}").build());
    List<String> arguments = new ArrayList<>(List.of("models", "--provider", provider));
    arguments.addAll(List.of("--base-url", server.url("/v1").toString()));
    arguments.addAll(List.of(more));
    ProcessBuilder process =
        Cli.process(arguments)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    process.environment().put("OPENAI_API_KEY", KEY);
    process.environment().put("DEEPSEEK_API_KEY", KEY);
    process.environment().put("GATEWAY_KEY", "sk-of-the-gateway");
    assertThat(process.start().waitFor()).isZero();
    return server.takeRequest().getHeaders().get("Authorization");
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai", "deepseek"})
  void anotherServerGetsTheKeyThatIsNamedAndNoOther(String provider) throws Exception {
    assertThat(authorization(provider)).isNull();
    assertThat(authorization(provider, "--api-key-env", "GATEWAY_KEY"))
        .isEqualTo("Bearer sk-of-the-gateway");
  }
}
