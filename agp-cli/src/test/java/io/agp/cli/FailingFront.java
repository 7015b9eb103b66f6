package io.agp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.agp.testkit.SimulatedLlmServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/**
 * Stands before a server: a third of the requests is refused as busy, a seventh of the others is
 * answered with garbage, an eleventh is broken off. What happens to a request depends on its text
 * and on how often it was sent before, so that it does not depend on which thread comes first. The
 * front counts the requests and the tokens that the server answered with.
 */
final class FailingFront implements AutoCloseable {
  private final MockWebServer front = new MockWebServer();
  private final HttpClient http = HttpClient.newHttpClient();
  private final SimulatedLlmServer server;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong billed = new AtomicLong();
  private final Map<String, Integer> sent = new ConcurrentHashMap<>();

  private FailingFront(SimulatedLlmServer server) {
    this.server = server;
    front.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            requests.incrementAndGet();
            return answer(request.getBody().utf8());
          }
        });
  }

  static FailingFront before(SimulatedLlmServer server) throws IOException {
    FailingFront front = new FailingFront(server);
    front.front.start();
    return front;
  }

  String baseUrl() {
    return front.url("/v1").toString();
  }

  int requests() {
    return requests.get();
  }

  /** The tokens of all completions that left the server. */
  long billed() {
    return billed.get();
  }

  private MockResponse answer(String request) throws InterruptedException {
    String attempt = sent.merge(request, 1, Integer::sum) + request;
    int fate = Hashing.murmur3_32_fixed().hashString(attempt, UTF_8).asInt();
    if (fate % 3 == 0) {
      return new MockResponse.Builder().code(503).addHeader("Retry-After", "0").build();
    }
    MockResponse.Builder answer = new MockResponse.Builder();
    if (fate % 7 == 0) {
      return answer.body("<html>a proxy's page</html>").build();
    }
    if (fate % 11 == 0) {
      return answer.onResponseStart(SocketEffect.ShutdownConnection.INSTANCE).build();
    }
    HttpResponse<String> real = forward(request);
    return answer
        .code(real.statusCode())
        .addHeader("Content-Type", "application/json")
        .body(real.body())
        .build();
  }

  private HttpResponse<String> forward(String request) throws InterruptedException {
    try {
      HttpResponse<String> real =
          http.send(
              HttpRequest.newBuilder(URI.create(server.baseUrl() + "/chat/completions"))
                  .POST(BodyPublishers.ofString(request))
                  .build(),
              BodyHandlers.ofString());
      JsonObject usage = JsonObject.parse("answer", real.body()).object("usage");
      billed.addAndGet(usage.integer("total_tokens"));
      return real;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    front.close();
  }
}
