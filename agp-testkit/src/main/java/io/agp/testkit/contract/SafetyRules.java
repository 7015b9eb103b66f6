package io.agp.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agp.llm.LlmException;
import io.agp.llm.LlmResponse;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;

/** The key goes to the server that was set, in one header, and nowhere else. */
final class SafetyRules extends Rules {
  private static final String ECHO = "you sent Bearer " + Bench.KEY;
  private static final int BOMB_BLOCKS = 100;
  private static final long MOST_HEAP = 32L << 20;
  private static final Class<? extends LlmException> TOO_LARGE =
      LlmException.ResponseTooLarge.class;
  private static final Class<? extends LlmException> INVALID = LlmException.InvalidRequest.class;

  SafetyRules(ChatCompletionsContract subject) {
    super(subject);
  }

  @Override
  Stream<DynamicTest> tests() {
    return Stream.of(secrets(), keys(), redirects(), addresses()).flatMap(tests -> tests);
  }

  private Stream<DynamicTest> secrets() {
    Stream<DynamicTest> echoes =
        IntStream.of(200, 302, 400, 401, 402, 404, 429, 500)
            .mapToObj(
                status -> rule(23, "an echo under " + status + " is kept out", () -> echo(status)));
    Stream<DynamicTest> others =
        Stream.of(
            rule(23, "only the Authorization header holds the key", this::header),
            rule(23, "an echo in a success is kept out of model and id", this::echoInSuccess),
            rule(23, "an echo in the status line is kept out", this::echoInStatusLine),
            rule(23, "an echo in a refusal is kept out", this::echoInRefusal),
            rule(23, "no failure of the connection prints the key", this::lost));
    return Stream.concat(echoes, others);
  }

  /** Fails, as {@link Bench} looks for the key in every failure, and looks for it elsewhere. */
  private void noKeyAround(Bench bench) {
    try (JdkLog jdkLog = new JdkLog()) {
      bench.failure();
      assertThat(bench.client() + subject().log() + jdkLog).doesNotContain(Bench.KEY);
    }
  }

  private void echo(int status) throws Exception {
    String body =
        "{\"error\":{\"message\":\"%1$s\",\"type\":\"%1$s\",\"code\":\"%1$s\"}}".formatted(ECHO);
    try (Bench bench =
        always(status, body, "x-request-id", ECHO, "Location", "http://" + Bench.KEY)) {
      noKeyAround(bench);
    }
  }

  private void header() throws Exception {
    StringBuilder seen = new StringBuilder();
    try (Bench bench =
        bench(
            exchange -> {
              seen.append(exchange.head()).append(exchange.body());
              exchange.reply(200, Bodies.ok());
            })) {
      assertThat(bench.ask().toString()).doesNotContain(Bench.KEY);
      String authorization = "Authorization: Bearer " + Bench.KEY + "\r\n";
      assertThat(seen.toString()).contains(authorization);
      assertThat(seen.toString().replace(authorization, "")).doesNotContain(Bench.KEY);
    }
  }

  private void echoInSuccess() throws Exception {
    String body = Bodies.ok().replace("model-2026-11-20", ECHO);
    try (Bench bench = always(200, body, "x-request-id", ECHO)) {
      LlmResponse response = bench.ask();
      assertThat(response.model() + response.requestId() + response.attempts())
          .doesNotContain(Bench.KEY)
          .contains("you sent");
    }
  }

  private void echoInStatusLine() throws Exception {
    try (Bench bench =
        bench(
            exchange -> {
              exchange.write(ECHO + "\r\n\r\n");
              exchange.hangUp();
            })) {
      noKeyAround(bench);
    }
  }

  private void echoInRefusal() throws Exception {
    String message = "{\"refusal\":\"" + ECHO + "\"}";
    try (Bench bench = always(200, Bodies.choice(message, "stop"))) {
      noKeyAround(bench);
    }
  }

  private void lost() throws Exception {
    try (Bench bench = bench(Exchange::hangUp)) {
      noKeyAround(bench);
    }
  }

  private Stream<DynamicTest> keys() {
    return Stream.of("sk-secret\n", "sk secret", "sk-sécret", "\tsk-secret", " ")
        .map(
            key ->
                rule(
                    23,
                    "the key \"" + key.replaceAll("\\s", "?") + "\" is refused unprinted",
                    () -> refusedKey(key)));
  }

  private void refusedKey(String key) throws Exception {
    try (Bench bench = always(200, Bodies.ok()).with(setup -> setup.apiKey = key)) {
      assertThatThrownBy(bench::client)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("cret");
    }
  }

  private Stream<DynamicTest> redirects() {
    Stream<DynamicTest> statuses =
        IntStream.of(300, 301, 302, 303, 307, 308)
            .mapToObj(status -> rule(24, status + " is not followed", () -> redirect(status)));
    return Stream.concat(
        statuses,
        Stream.of(
            rule(24, "what unpacks without bound is not read on", () -> bomb(200, TOO_LARGE)),
            rule(24, "nor under an error", () -> bomb(400, INVALID))));
  }

  private void redirect(int status) throws Exception {
    try (WireServer other = WireServer.of(exchange -> exchange.reply(200, Bodies.ok()));
        Bench bench = always(status, "", "Location", other.url() + "/secret?token=secret")) {
      LlmException failure = bench.failure();
      assertThat(failure)
          .isExactlyInstanceOf(LlmException.Configuration.class)
          .hasMessageContaining("http://localhost")
          .hasMessageNotContaining("secret");
      assertThat(bench.server.requests()).isOne();
      assertThat(other.requests()).isZero();
    }
  }

  private void bomb(int status, Class<? extends LlmException> type) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      for (int i = 0; i < BOMB_BLOCKS; i++) {
        gzip.write(" ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8));
      }
    }
    try (Bench bench =
        bench(
            exchange -> exchange.reply(status, packed.toByteArray(), "Content-Encoding", "gzip"))) {
      bench.client();
      long before = allocated();
      assertThat(bench.failure()).isInstanceOf(type);
      assertThat(allocated() - before).as("bytes taken on the heap").isLessThan(MOST_HEAP);
      assertThat(bench.server.requests()).isOne();
    }
  }

  /** Bytes that all threads together have taken so far: a heap cannot have grown by more. */
  private static long allocated() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    if (!(threads instanceof com.sun.management.ThreadMXBean counting)) {
      return 0; // a JVM that does not count
    }
    long[] bytes = counting.getThreadAllocatedBytes(counting.getAllThreadIds());
    return Arrays.stream(bytes).filter(count -> count > 0).sum();
  }

  private Stream<DynamicTest> addresses() {
    return Stream.of(
            "http://example.com/v1",
            "http://127.0.0.1.example.com",
            "ftp://example.com",
            "https://",
            "api.openai.com",
            "",
            "https://api.openai.com\\@evil.example",
            "https://user:hush@example.com",
            "https://example.com/v1?key=hush",
            "https://example.com/v1#hush")
        .map(url -> rule(24, "\"" + url + "\" is refused", () -> refusedAddress(url)));
  }

  private void refusedAddress(String url) throws Exception {
    try (Bench bench = always(200, Bodies.ok()).with(setup -> setup.baseUrl = url)) {
      assertThatThrownBy(bench::client)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("hush");
    }
  }
}
