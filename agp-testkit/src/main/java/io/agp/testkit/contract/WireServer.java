package io.agp.testkit.contract;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A server whose every byte the test decides. It keeps connections open between requests, as real
 * ones do, unless the script closes one.
 */
final class WireServer implements AutoCloseable {
  /** What the server does once it has read a request. */
  @FunctionalInterface
  interface Script {
    void answer(Exchange exchange) throws Exception;
  }

  private static final int BACKLOG = 200;
  private static final String STORE_PASSWORD = "changeit"; // of a key that nobody trusts

  private final ServerSocket listener;
  private final Script script;
  private final String scheme;
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch received = new CountDownLatch(1);
  private final CountDownLatch hungUp = new CountDownLatch(1);

  private WireServer(String scheme, ServerSocketFactory sockets, Script script) {
    this.scheme = scheme;
    this.script = script;
    try {
      this.listener = sockets.createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  static WireServer of(Script script) {
    return new WireServer("http", ServerSocketFactory.getDefault(), script);
  }

  /** A server with a certificate that no client trusts. */
  static WireServer untrusted(Script script) {
    try (InputStream in = WireServer.class.getResourceAsStream("untrusted.p12")) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, STORE_PASSWORD.toCharArray());
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, STORE_PASSWORD.toCharArray());
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(keys.getKeyManagers(), null, null);
      return new WireServer("https", tls.getServerSocketFactory(), script);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String url() {
    return scheme + "://localhost:" + listener.getLocalPort();
  }

  int requests() {
    return bodies.size();
  }

  List<String> bodies() {
    return bodies;
  }

  /** What was wrong with the requests. */
  List<String> problems() {
    return problems;
  }

  int connections() {
    return open.size();
  }

  void awaitRequest() throws InterruptedException {
    require(received, "no request came");
  }

  void awaitHangUp() throws InterruptedException {
    require(hungUp, "the client did not close the connection");
  }

  private static void require(CountDownLatch latch, String problem) throws InterruptedException {
    if (!latch.await(10, TimeUnit.SECONDS)) {
      throw new AssertionError(problem);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true); // else each small part waits for the client to confirm the last
        open.add(socket);
        start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (!socket.isClosed()) {
        String head = head(in);
        String body = new String(in.readNBytes(length(head)), StandardCharsets.UTF_8);
        bodies.add(body);
        received.countDown();
        answer(new Exchange(bodies.size(), head, body, socket, in));
      }
    } catch (Exception ended) {
      hungUp.countDown(); // the client closed, or the script was broken off with the test
    } finally {
      open.remove(socket);
    }
  }

  /** A request that the provider would refuse is refused here too. */
  private void answer(Exchange exchange) throws Exception {
    List<String> found = ChatRequests.problems(exchange.body());
    problems.addAll(found);
    if (found.isEmpty()) {
      script.answer(exchange);
    } else {
      exchange.reply(400, Bodies.error("invalid_request_error", "null"));
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      bytes.write(next);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static int length(String head) {
    return head.toLowerCase(Locale.ROOT)
        .lines()
        .filter(line -> line.startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
        .findFirst()
        .orElse(0);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "wire-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
