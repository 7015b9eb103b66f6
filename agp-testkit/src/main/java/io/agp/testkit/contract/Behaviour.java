package io.agp.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * What a server answers to one request, drawn at random: statuses, bodies, headers, framings and
 * ends that go together, and such that do not. It never keeps a client waiting.
 *
 * @param status of the status line; 0 for a line that is none
 * @param isAnswer whether the body, once it is read to its end, is a completion
 * @param isWhole whether nothing is missing or wrong but what the status says
 * @param bytes all that is sent
 * @param ends whether the server then closes the connection
 */
@SuppressWarnings("ArrayRecordComponent") // not compared
record Behaviour(
    int status, boolean isAnswer, boolean isWhole, String text, byte[] bytes, boolean ends) {
  private static final List<Integer> STATUSES =
      List.of(
          201, 202, 204, 206, 299, 300, 301, 302, 304, 307, 308, 400, 401, 402, 403, 404, 405, 407,
          408, 409, 413, 418, 421, 422, 425, 429, 451, 499, 500, 501, 502, 503, 504, 505, 511, 520,
          522, 524, 529, 599, 600, 999);

  private static final List<String> NO_ANSWERS =
      List.of(
          "",
          " ",
          "null",
          "[]",
          "17",
          "\"Hi\"",
          "{}",
          "{\"choices\":{}}",
          "{\"choices\":[null]}",
          "{\"choices\":[{\"message\":\"Hi\"}]}",
          "{\"choices\":[{\"message\":{\"content\":5}}]}",
          "{\"choices\":[{\"message\":{\"content\":[null,5,{\"type\":\"text\",\"text\":7}]}}]}",
          "{\"choices\":[{\"message\":{\"content\":\"\"},\"finish_reason\":\"stop\"}]}",
          "{\"choices\":[{\"message\":{\"content\":\"Half\"},\"finish_reason\":\"length\"}]}",
          "{\"choices\":[{\"message\":{\"refusal\":\"No\"},\"finish_reason\":7}]}",
          "{\"choices\":[],\"usage\":{\"prompt_tokens\":-5,\"completion_tokens\":1e300}}",
          "{\"choices\":[],\"usage\":{\"prompt_tokens\":9e999}}",
          "{\"error\":null}",
          "{\"error\":{}}",
          "{\"error\":[\"no\"]}",
          "{\"error\":\"Server overloaded, please retry shortly\"}",
          "{\"error\":{\"message\":7,\"type\":[],\"code\":{}}}",
          "{\"error\":{\"code\":500,\"message\":\"Context size has been exceeded.\"}}",
          "{\"error\":{\"code\":1e300,\"message\":\"no\"}}",
          "{\"error\":{\"code\":429.5,\"message\":\"no\"}}",
          "{\"error\":{\"message\":\"no\",\"type\":\"insufficient_quota\",\"code\":null}}",
          "{\"object\":\"error\",\"message\":\"no\",\"type\":\"BadRequestError\",\"code\":400}",
          "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"expected a string\"}]}",
          "{\"a\":1,\"a\":2}",
          "{\"a\":NaN}",
          "<html><body>502 Bad Gateway</body></html>",
          ": keep-alive\n\ndata: {}\n\n",
          "\u0000\u0001\u0002",
          "[".repeat(5000),
          "{\"a\":".repeat(300) + "1" + "}".repeat(300));

  private static final List<String> HEADERS =
      List.of(
          "Retry-After: 1",
          "Retry-After: -1",
          "Retry-After: 1e30",
          "Retry-After: 7200",
          "Retry-After: Thu, 32 Foo 2026 99:99:99 GMT",
          "Retry-After: 99999999999999999999999999",
          "Retry-After: 1\r\nRetry-After: 2",
          "retry-after-ms: 5",
          "retry-after-ms: NaN",
          "retry-after-ms: 0.0000000000000001",
          "X-Should-Retry: true",
          "X-Should-Retry: false",
          "x-request-id: r\u00e9q \u4e00",
          "x-request-id: " + "r".repeat(9000),
          "x-ratelimit-limit-requests: 99999999999999999999",
          "x-ratelimit-limit-tokens: 1",
          "x-ratelimit-remaining-requests: 0\r\nx-ratelimit-reset-requests: 99999h",
          "x-ratelimit-remaining-tokens: 0\r\nx-ratelimit-reset-tokens: 6m0s",
          "Location: http://[broken",
          "Location: /elsewhere",
          "Content-Type: text/html; charset=utf-16",
          "Content-Type: ;;;",
          "Content-Encoding: br",
          "Set-Cookie: a=b",
          "WWW-Authenticate: Basic realm=\"x\"",
          "Proxy-Authenticate: Basic realm=\"x\"",
          "Upgrade: h2c",
          "x-long: " + "x".repeat(100_000));

  private static final List<String> BLANKS = List.of("\n", "\r\n", " ", "\t", "\n\n\n\n");

  /** How the end of the body is told. */
  private enum Framing {
    LENGTH,
    CHUNKS,
    CLOSE,
    GZIP,
    TOO_LONG,
    TOO_SHORT,
    NO_LAST_CHUNK,
    BAD_CHUNK,
    NOT_GZIP,
    HALF_GZIP;

    /** Whether a reader can tell that all of it came. */
    boolean isSound() {
      return compareTo(GZIP) <= 0;
    }
  }

  /**
   * Draws an answer.
   *
   * @param text what a completion says
   */
  static Behaviour draw(Random random, String text) {
    boolean isSuccess = random.nextInt(3) == 0;
    boolean isAnswer = random.nextInt(3) == 0;
    int status = isSuccess ? 200 : pick(random, STATUSES);
    String body = isAnswer ? answer(random, text) : pick(random, NO_ANSWERS);
    String blanks = pick(random, BLANKS).repeat(random.nextInt(4));
    Framing framing = pick(random, List.of(Framing.values()));
    String headers = headers(random);
    boolean ends = random.nextBoolean() || !framing.isSound() || framing == Framing.CLOSE;
    byte[] whole = message(status, headers, framing, blanks + body, ends, random);
    boolean isCut = random.nextInt(8) == 0;
    byte[] sent = isCut ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole;
    boolean isWhole =
        framing.isSound() && !isCut && !headers.contains("br") && !headers.contains("x-long");
    return new Behaviour(status, isAnswer, isWhole, text, sent, ends || isCut);
  }

  private static String answer(Random random, String text) {
    List<String> answers =
        List.of(
            Bodies.completion(text),
            "\uFEFF" + Bodies.completion(text),
            Bodies.choice("{\"content\":\"" + text + "\",\"reasoning\":\"Hm\"}", "stop"),
            Bodies.choice("{\"content\":\"" + text + "\",\"tool_calls\":[]}", "eos"),
            Bodies.completion(text).replace("\"usage\":{", "\"error\":null,\"usage\":{\"x\":[],"),
            Bodies.choice("{\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}]}", "stop"),
            "{\"usage\":{\"prompt_tokens\":\"many\",\"completion_tokens\":-3},\"choices\":"
                + "[{\"message\":{\"content\":\""
                + text
                + "\"},\"finish_reason\":null}]}");
    return pick(random, answers);
  }

  private static String headers(Random random) {
    StringBuilder headers = new StringBuilder();
    for (int i = random.nextInt(3); i > 0; i--) {
      headers.append(pick(random, HEADERS)).append("\r\n");
    }
    return headers.toString();
  }

  private static byte[] message(
      int status, String headers, Framing framing, String text, boolean ends, Random random) {
    byte[] body = text.getBytes(UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String interim = random.nextInt(10) == 0 ? "HTTP/1.1 103 Early Hints\r\n\r\n" : "";
    add(out, interim + "HTTP/1.1 " + status + (random.nextBoolean() ? " So" : "") + "\r\n");
    add(out, headers + (ends ? "Connection: close\r\n" : ""));
    switch (framing) {
      case LENGTH -> length(out, body, body.length);
      case TOO_LONG -> length(out, body, body.length + 7);
      case TOO_SHORT -> length(out, body, body.length / 2);
      case CLOSE -> add(out, "\r\n", body);
      case CHUNKS -> chunks(out, body, "0\r\n\r\n");
      case NO_LAST_CHUNK -> chunks(out, body, "");
      case BAD_CHUNK -> chunks(out, body, "-5\r\n\r\n");
      case GZIP -> gzip(out, packed(body));
      case NOT_GZIP -> gzip(out, body);
      case HALF_GZIP -> gzip(out, Arrays.copyOf(packed(body), 12));
    }
    return out.toByteArray();
  }

  private static void length(ByteArrayOutputStream out, byte[] body, int told) {
    add(out, "Content-Length: " + told + "\r\n\r\n", body);
  }

  private static void chunks(ByteArrayOutputStream out, byte[] body, String end) {
    add(out, "Transfer-Encoding: chunked\r\n\r\n");
    if (body.length > 0) {
      add(out, Integer.toHexString(body.length) + "\r\n", body);
      add(out, "\r\n");
    }
    add(out, end);
  }

  private static void gzip(ByteArrayOutputStream out, byte[] body) {
    add(out, "Content-Encoding: gzip\r\n");
    length(out, body, body.length);
  }

  private static byte[] packed(byte[] body) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static void add(ByteArrayOutputStream out, String text, byte[]... rest) {
    out.writeBytes(text.getBytes(UTF_8));
    for (byte[] bytes : rest) {
      out.writeBytes(bytes);
    }
  }

  private static <T> T pick(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** Whether a client can do nothing but take it as the answer. */
  boolean mustBeTaken() {
    return isAnswer && isWhole && status == 200;
  }

  /** Whether a client may take it as the answer. */
  boolean mayBeTaken() {
    return isAnswer && status / 100 == 2;
  }

  void play(Exchange exchange) throws IOException {
    exchange.write(bytes);
    if (ends) {
      exchange.hangUp();
    }
  }
}
