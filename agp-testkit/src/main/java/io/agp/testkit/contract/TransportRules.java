package io.agp.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.agp.llm.LlmAttempt;
import io.agp.llm.LlmException;
import io.agp.llm.LlmResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** What a broken connection means, and what repeating may cost. */
final class TransportRules extends Rules {
  private static final int RETRIES = 100;

  TransportRules(ChatCompletionsContract subject) {
    super(subject);
  }

  @Override
  Stream<DynamicTest> tests() {
    return Stream.of(
        rule(11, "a refused connection is tried to the end", this::refused),
        rule(11, "a handshake that breaks off is tried to the end", this::handshake),
        rule(11, "so is one that is reset", this::handshakeReset),
        rule(11, "a host without an address is tried to the end", this::noAddress),
        rule(11, "a certificate that is not trusted is final", this::certificate),
        rule(11, "what is no HTTP is a failure of the connection", () -> lost("SSH-2.0\r\n\r\n")),
        rule(11, "a connection that is reset is lost", this::reset),
        rule(11, "one reset within the body too", this::resetInBody),
        rule(11, "a truncated body is lost", () -> lost(head(500) + "{\"choices\":[")),
        rule(11, "chunks without an end are lost", () -> lost(chunk())),
        rule(11, "HTML is tried once more", () -> malformed("<html>Welcome</html>")),
        rule(11, "half an object is tried once more", () -> malformed("{\"choices\":[")),
        rule(11, "a list is tried once more", () -> malformed("[]")),
        rule(11, "a status counts though its body is cut off", this::statusOfCutBody),
        rule(12, "a lost answer is replayed once", () -> lost("")),
        rule(12, "a kept connection that dies hides no request", this::pooledDeath),
        rule(13, "a lost answer takes twice as much of the budget", this::costOfLost),
        rule(13, "a spent budget leaves one request a call, and refills", this::budget));
  }

  private static String head(int length) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n";
  }

  private static String chunk() {
    return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"ch\r\n";
  }

  private void refused() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (Bench bench = always(200, Bodies.ok())) {
      bench.with(setup -> setup.baseUrl = "http://127.0.0.1:" + port);
      notSent(bench);
    }
  }

  private void handshake() throws Exception {
    handshake(Socket::close);
  }

  private void handshakeReset() throws Exception {
    handshake(TransportRules::reset);
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0); // else it would be closed in order
    socket.close();
  }

  /** What to do with a connection that has come. */
  @FunctionalInterface
  private interface End {
    void apply(Socket socket) throws IOException;
  }

  private void handshake(End end) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Bench bench = always(200, Bodies.ok())) {
      Thread closing = new Thread(() -> endAll(listener, end), "closing-server");
      closing.setDaemon(true);
      closing.start();
      bench.with(setup -> setup.baseUrl = "https://localhost:" + listener.getLocalPort());
      notSent(bench);
    }
  }

  private static void endAll(ServerSocket listener, End end) {
    while (!listener.isClosed()) {
      try {
        end.apply(listener.accept());
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void noAddress() throws Exception {
    try (Bench bench = always(200, Bodies.ok())) {
      bench.with(setup -> setup.baseUrl = "https://llm.invalid"); // a name that nobody can have
      notSent(bench);
    }
  }

  private static void notSent(Bench bench) {
    LlmException failure = bench.failure();
    assertThat(failure).isInstanceOf(LlmException.Transport.class);
    assertThat(failure.details().log()).hasSize(4).noneMatch(LlmAttempt::ambiguous);
    assertThat(bench.time.waits()).hasSize(3);
  }

  private void certificate() throws Exception {
    WireServer server = WireServer.untrusted(exchange -> exchange.reply(200, Bodies.ok()));
    try (Bench bench = new Bench(subject()::client, server, FakeTime.leaping())) {
      LlmException failure = bench.failure();
      assertThat(failure).isInstanceOf(LlmException.Configuration.class);
      assertThat(failure.details().attempts()).isOne();
      assertThat(server.requests()).isZero();
    }
  }

  /** The server reads a request, answers a part or nothing, and closes. */
  private void lost(String part) throws Exception {
    lost(
        exchange -> {
          exchange.write(part);
          exchange.hangUp();
        });
  }

  private void reset() throws Exception {
    lost(exchange -> reset(exchange.socket()));
  }

  private void resetInBody() throws Exception {
    lost(
        exchange -> {
          exchange.write(head(500) + "{\"choices\":[");
          reset(exchange.socket());
        });
  }

  private void lost(WireServer.Script script) throws Exception {
    try (Bench bench = bench(script)) {
      LlmException failure = bench.failure();
      assertThat(failure).isInstanceOf(LlmException.Transport.class);
      assertThat(failure.details().log()).hasSize(2).allMatch(LlmAttempt::ambiguous);
      assertThat(bench.server.requests()).isEqualTo(2);
    }
  }

  private void malformed(String body) throws Exception {
    try (Bench bench = always(200, body)) {
      assertThat(bench.failure()).isInstanceOf(LlmException.MalformedResponse.class);
      assertThat(bench.server.requests()).isEqualTo(2);
    }
  }

  private void statusOfCutBody() throws Exception {
    try (Bench bench =
        bench(
            exchange -> {
              exchange.write("HTTP/1.1 401 No\r\nContent-Length: 90\r\n\r\n{\"error\":");
              exchange.hangUp();
            })) {
      assertThat(bench.failure()).isInstanceOf(LlmException.Authentication.class);
      assertThat(bench.server.requests()).isOne();
    }
  }

  private void pooledDeath() throws Exception {
    try (Bench bench = bench(TransportRules::dieOnSecondRequest)) {
      bench.ask();
      LlmResponse second = bench.ask();
      assertThat(second.attempts()).extracting(LlmAttempt::ambiguous).containsExactly(true, false);
      assertThat(bench.server.requests()).isEqualTo(1 + second.attempts().size());
    }
  }

  private static void dieOnSecondRequest(Exchange exchange) throws IOException {
    if (exchange.number() == 2) {
      exchange.hangUp();
    } else {
      exchange.reply(200, Bodies.ok());
    }
  }

  private void costOfLost() throws Exception {
    try (Bench bench = bench(Exchange::hangUp)) {
      bench.with(setup -> setup.retryBudget = 20);
      assertThat(bench.failure().details().attempts()).isEqualTo(2);
      assertThat(bench.failure().details().attempts()).isEqualTo(2);
      assertThat(bench.failure().details().attempts()).isOne();
    }
  }

  private void budget() throws Exception {
    AtomicBoolean down = new AtomicBoolean(true);
    try (Bench bench =
        bench(exchange -> exchange.reply(down.get() ? 503 : 200, down.get() ? "" : Bodies.ok()))) {
      bench.with(setup -> setup.maxAttempts = 2);
      for (int i = 0; i < RETRIES; i++) {
        assertThat(bench.failure().details().attempts()).isEqualTo(2);
      }
      assertThat(bench.failure().details().attempts()).isOne();
      down.set(false);
      for (int i = 0; i < 5; i++) {
        bench.ask();
      }
      down.set(true);
      assertThat(bench.failure().details().attempts()).isEqualTo(2);
      assertThat(bench.failure().details().attempts()).isOne();
    }
  }
}
