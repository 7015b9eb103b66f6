package io.agp.benchmarks.failures;

import io.agp.benchmarks.failures.FailingServer.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What our client of OpenAI's protocol, openai-java and LangChain4j do with the same failures of a
 * server: prints a table in Markdown with the requests that the server got, what the caller got,
 * and after how long. Takes a minute or two.
 */
public final class FailureComparison {
  private static final int SECONDS = 12;
  private static final String KEY = "sk-canary-0123456789";
  private static final String JSON = "\r\nContent-Type: application/json";
  private static final String COMPLETION =
      "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"gpt-4o\",\"choices\":[{"
          + "\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello\",\"refusal\":null},"
          + "\"finish_reason\":\"stop\",\"logprobs\":null}]}";

  private FailureComparison() {}

  /**
   * Runs the comparison.
   *
   * @param args not used
   * @throws Exception if a server cannot be started or the waiting is interrupted
   */
  public static void main(String[] args) throws Exception {
    System.out.println("| the server | " + String.join(" | ", names()) + " |");
    System.out.println("|---|---|---|---|");
    for (Map.Entry<String, Answer> failure : failures().entrySet()) {
      StringBuilder row = new StringBuilder("| " + failure.getKey() + " |");
      for (Client client : Client.values()) {
        row.append(' ').append(outcome(client, failure.getValue())).append(" |");
      }
      System.out.println(row);
    }
    redirects();
    badKeys();
    System.exit(0); // clients that wait for ever leave threads behind
  }

  private static Iterable<String> names() {
    return Arrays.stream(Client.values())
        .map(client -> client.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }

  static Map<String, Answer> failures() {
    Map<String, Answer> failures = new LinkedHashMap<>();
    failures.put(
        "429 `insufficient_quota`",
        Answer.of(
            "429 Too Many Requests" + JSON,
            "{\"error\":{\"message\":\"You exceeded your current quota\",\"type\":\"insufficient_quota\","
                + "\"code\":\"insufficient_quota\"}}"));
    failures.put(
        "503, `Retry-After: -5`",
        Answer.of("503 Unavailable" + JSON + "\r\nRetry-After: -5", "{}"));
    failures.put(
        "503, `Retry-After: 3600`",
        Answer.of("503 Unavailable" + JSON + "\r\nRetry-After: 3600", "{}"));
    failures.put(
        "400, `X-Should-Retry: true`",
        Answer.of("400 Bad Request" + JSON + "\r\nX-Should-Retry: true", "{}"));
    failures.put("501", Answer.of("501 Not Implemented" + JSON, "{}"));
    failures.put(
        "500 \"Context size has been exceeded.\"",
        Answer.of(
            "500 Internal Server Error" + JSON,
            "{\"error\":{\"code\":500,\"message\":\"Context size has been exceeded.\",\"type\":\"server_error\"}}"));
    failures.put(
        "200, half an answer",
        Answer.of("200 OK" + JSON, COMPLETION.substring(0, 90), COMPLETION.length()));
    failures.put(
        "200, an error in the body",
        Answer.of(
            "200 OK" + JSON, "{\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\"}}"));
    failures.put("200, HTML", Answer.of("200 OK\r\nContent-Type: text/html", "<html>Hi</html>"));
    failures.put("200, blank lines alone", Answer.of("200 OK" + JSON, "\n\n\n"));
    failures.put("a blank line every 200 ms for 4 s, then an answer", FailureComparison::drip);
    failures.put("no byte", out -> TimeUnit.SECONDS.sleep(SECONDS));
    return failures;
  }

  private static void drip(OutputStream out) throws IOException, InterruptedException {
    Answer.of("200 OK" + JSON, "", 20 + COMPLETION.length()).write(out);
    for (int line = 0; line < 20; line++) {
      out.write('\n');
      out.flush();
      TimeUnit.MILLISECONDS.sleep(200);
    }
    out.write(COMPLETION.getBytes(StandardCharsets.UTF_8));
  }

  static String outcome(Client client, Answer answer) throws Exception {
    try (FailingServer server = new FailingServer(answer)) {
      String result = timed(() -> client.ask(server.url() + "/v1", KEY));
      return server.requests() + (server.requests() == 1 ? " request, " : " requests, ") + result;
    }
  }

  private static void redirects() throws Exception {
    StringBuilder row = new StringBuilder("| 307 to another host that answers |");
    for (Client client : Client.values()) {
      try (FailingServer other = new FailingServer(Answer.of("200 OK" + JSON, COMPLETION))) {
        String location = "\r\nLocation: " + other.url() + "/v1/chat/completions";
        String result = outcome(client, Answer.of("307 Temporary Redirect" + location, ""));
        row.append(' ')
            .append(result)
            .append("; the other: ")
            .append(other.requests())
            .append(" |");
      }
    }
    System.out.println(row);
  }

  private static void badKeys() {
    StringBuilder row = new StringBuilder("| a key with a line end |");
    for (Client client : Client.values()) {
      row.append(showsKey(client) ? " shown in the message |" : " not shown in the message |");
    }
    System.out.println(row);
  }

  private static boolean showsKey(Client client) {
    try {
      client.ask("http://localhost:9/v1", KEY + "\n");
      return false;
    } catch (RuntimeException e) {
      return String.valueOf(e).contains(KEY);
    }
  }

  /** The answer or the exception, and the seconds until then. */
  private static String timed(Callable<String> call) throws InterruptedException {
    ExecutorService executor =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(work);
              thread.setDaemon(true);
              return thread;
            });
    long start = System.nanoTime();
    Future<String> future = executor.submit(call);
    String result;
    try {
      future.get(SECONDS, TimeUnit.SECONDS);
      result = "success";
    } catch (ExecutionException e) {
      result = e.getCause() == null ? "failure" : e.getCause().getClass().getSimpleName();
    } catch (TimeoutException e) {
      return "no end within " + SECONDS + " s";
    } finally {
      executor.shutdownNow();
    }
    return String.format(Locale.ROOT, "%s, %.1f s", result, (System.nanoTime() - start) / 1e9);
  }
}
