package io.agp.cli;

import io.agp.testkit.SimulatedLlmServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;

/**
 * Stands before a server: every third request is busy, every seventh of the others is answered with
 * garbage, every eleventh is broken off. It counts the requests and what the server answered with.
 */
final class FailingFront implements AutoCloseable {
  private final MockWebServer front = new MockWebServer();
  private final HttpClient http = HttpClient.newHttpClient();
  private final SimulatedLlmServer server;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong billed = new AtomicLong();

  private FailingFront(SimulatedLlmServer server) {
    this.server = server;
    front.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            return answer(requests.incrementAndGet(), request);
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

  private MockResponse answer(int number, RecordedRequest request) throws InterruptedException {
    if (number % 3 == 0) {
      return new MockResponse.Builder().code(503).addHeader("Retry-After", "0").build();
    }
    MockResponse.Builder answer = new MockResponse.Builder();
    if (number % 7 == 0) {
      return answer.body("<html>a proxy's page</html>").build();
    }
    if (number % 11 == 0) {
      return answer.onResponseStart(SocketEffect.ShutdownConnection.INSTANCE).build();
    }
    HttpResponse<String> real = forward(request);
    return answer
        .code(real.statusCode())
        .addHeader("Content-Type", "application/json")
        .body(real.body())
        .build();
  }

  private HttpResponse<String> forward(RecordedRequest request) throws InterruptedException {
    try {
      HttpResponse<String> real =
          http.send(
              HttpRequest.newBuilder(URI.create(server.baseUrl() + "/chat/completions"))
                  .POST(BodyPublishers.ofString(request.getBody().utf8()))
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
