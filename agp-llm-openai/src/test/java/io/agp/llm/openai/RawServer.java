package io.agp.llm.openai;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A server whose every byte the test decides. One request per connection. */
final class RawServer implements AutoCloseable {
  /** What the server does once it has read a request. */
  @FunctionalInterface
  interface Manner {
    void answer(Socket socket, OutputStream out) throws IOException;
  }

  final AtomicInteger requests = new AtomicInteger();
  final CountDownLatch received = new CountDownLatch(1);
  final CountDownLatch hungUp = new CountDownLatch(1);
  private final ServerSocket listener;
  private final Manner manner;

  RawServer(Manner manner) {
    this.manner = manner;
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  String url() {
    return "http://localhost:" + listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      readRequest(socket);
      requests.incrementAndGet();
      received.countDown();
      manner.answer(socket, socket.getOutputStream());
    } catch (IOException e) {
      hungUp.countDown();
    }
  }

  private static void readRequest(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    int length = 0;
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    for (int read = 0; read < length; read++) {
      in.read();
    }
  }

  /** Returns once the client has closed the connection. */
  void awaitHangUp(Socket socket) throws IOException {
    while (socket.getInputStream().read() >= 0) {}
    hungUp.countDown();
  }

  static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  static String head(int contentLength) {
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
        + contentLength
        + "\r\n\r\n";
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
