package io.agp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelsCommandTest {
  private static final Clock NOVEMBER =
      Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

  @AutoClose private final MockWebServer server = new MockWebServer();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void start() throws Exception {
    server.start();
  }

  private int run(String... args) {
    return new CommandLine(new ModelsCommand(NOVEMBER))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> {
              err.write(failure.getMessage());
              return AgpCommand.exitCode(failure);
            })
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(args);
  }

  private String lineWith(String text) {
    return out.toString().lines().filter(line -> line.contains(text)).findFirst().orElse("");
  }

  private String url() {
    return server.url("/v1").toString();
  }

  private void list(String body) {
    server.enqueue(new MockResponse.Builder().body(body).build());
  }

  @Test
  void theCommandIsKnown() {
    Cli cli = Cli.run("models");
    assertThat(cli.exitCode).isZero();
    assertThat(cli.out).contains("gpt-4o-mini");
  }

  @Test
  void goneAndGoingModelsAreToldWithTheirSuccessors() {
    assertThat(run()).isZero();
    assertThat(out.toString())
        .contains(
            "warning: gpt-4o-mini(-2024-07-18)? will be shut down on 2027-01-14; its successor is"
                + " gpt-6-luna")
        .contains(
            "o3-mini(-2025-01-31)? was shut down on 2026-10-23; its successor is gpt-5.6-sol");
    assertThat(lineWith("deepseek-flash|deepseek-v4-flash"))
        .contains("low high max")
        .contains("switch");
  }

  @Test
  void nobodyIsAskedUnlessTheUserSaysSo() {
    run();
    assertThat(server.getRequestCount()).isZero();
    assertThat(run("--base-url", url())).isEqualTo(2);
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void theServersListIsHeldAgainstTheTable(@TempDir Path folder) throws Exception {
    list(
        """
        {"object":"list","data":[
        {"id":"gpt-4o-mini","object":"model","shutdown_date":"2026-12-24"},
        {"id":"gpt-4o","object":"model","shutdown_date":1767225600},
        {"id":"qwen","object":"model","shutdown_date":null},
        {"id":"o3-mini","object":"model"}]}""");
    Path json = folder.resolve("models.json");
    assertThat(run("--provider", "openai", "--base-url", url(), "--json", json.toString()))
        .as(err.toString())
        .isZero();
    assertThat(server.takeRequest().getRequestLine()).isEqualTo("GET /v1/models HTTP/1.1");
    assertThat(out.toString())
        .contains("The server lists 4 models:")
        .contains(
            "warning: gpt-4o-mini will be shut down on 2026-12-24; its successor is gpt-6-luna")
        .contains("warning: gpt-4o was shut down on 2026-01-01; its successor is gpt-6-luna");
    assertThat(lineWith("| qwen")).contains("minimal").doesNotContain("202");
    assertThat(Files.readString(json))
        .contains(
            "\"warning\": \"o3-mini was shut down on 2026-10-23; its successor is gpt-5.6-sol\"")
        .contains("\"shutdown\": \"2026-12-24\"");
  }

  @Test
  void aRefusalOfTheServersIsAFailureOfTheProvider() {
    server.enqueue(
        new MockResponse.Builder()
            .code(401)
            .body("{\"error\":{\"message\":\"bad key\",\"code\":\"invalid_api_key\"}}")
            .build());
    assertThat(run("--provider", "openai", "--base-url", url())).isEqualTo(AgpCommand.PROVIDER);
    assertThat(err.toString()).contains("401").contains("bad key");
  }

  @Test
  void aListThatIsNoneIsAFailureOfTheProvider() {
    list("<html>");
    assertThat(run("--provider", "openai", "--base-url", url())).isEqualTo(AgpCommand.PROVIDER);
    assertThat(err.toString()).contains("the list of models is no JSON object");
  }

  @Test
  void modelsOfOnesOwnGoBeforeTheOthers(@TempDir Path folder) throws Exception {
    Path own = folder.resolve("own.json");
    Files.writeString(
        own,
        """
        {"format":"agp-models-1","models":[{"ids":"mine","contextTokens":8192,"efforts":[],
        "price":{"input":1.5,"output":6,"asOf":"2026-11-01"}}]}""");
    assertThat(run("--models", own.toString())).isZero();
    assertThat(lineWith("| mine"))
        .contains("none taken")
        .contains("8192")
        .contains("1.5 in, 1.5 cached, 6.0 out (2026-11-01)");
  }

  @Test
  void theSimulatedModelHasNoList() {
    assertThat(run("--provider", "simulated")).isEqualTo(AgpCommand.BAD_INPUT);
    assertThat(err.toString()).contains("--provider must be openai or deepseek here");
  }
}
