package io.agp.benchmarks.failures;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on this machine that treats every request alike, byte by byte, and counts them. */
final class FailingServer implements AutoCloseable {
  /** What is done with the connection of a request that was read. */
  @FunctionalInterface
  interface Answer {
    void write(OutputStream out) throws IOException, InterruptedException;

    /** A whole response; {@code head} is its status line and its headers but the length. */
    static Answer of(String head, String body) {
      return of(head, body, body.length());
    }

    /** A response that claims another length than it has. */
    static Answer of(String head, String body, int length) {
      String text =
          "HTTP/1.1 "
              + head
              + "\r\nConnection: close\r\nContent-Length: "
              + length
              + "\r\n\r\n"
              + body;
      return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private final ServerSocket listener;
  private final Answer answer;
  private final AtomicInteger requests = new AtomicInteger();

  FailingServer(Answer answer) {
    this.answer = answer;
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

  int requests() {
    return requests.get();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "failing-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        start(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  /** One request to a connection, as responses say: a kept one would fail by itself. */
  private void serve(Socket socket) {
    try (socket) {
      if (readRequest(socket)) {
        requests.incrementAndGet();
        answer.write(socket.getOutputStream());
        socket.getOutputStream().flush();
      }
    } catch (IOException e) {
      // The client hung up first.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean readRequest(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    int length = 0;
    String line = in.readLine();
    if (line == null) {
      return false;
    }
    while (line != null && !line.isEmpty()) {
      if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).trim());
      }
      line = in.readLine();
    }
    for (int read = 0; read < length && in.read() >= 0; read++) {}
    return true;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
