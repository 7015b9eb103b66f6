package io.agp.benchmarks.clients;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A server that gives every request the same reply after a fixed delay. It runs in a process of its
 * own, so that what it costs is not counted as the client's, and on one thread without a library,
 * so that it leaves the processor to the client: the JDK's own server takes more of it than OkHttp.
 */
final class DelayServer implements AutoCloseable {
  private static final int READ_BYTES = 64 << 10;

  private final Selector selector = Selector.open();
  private final ServerSocketChannel listener = ServerSocketChannel.open();
  private final Queue<Due> replies = new ArrayDeque<>();
  private final ByteBuffer reply = reply();
  private final ByteBuffer read = ByteBuffer.allocateDirect(READ_BYTES);
  private final long delayNanos;
  private volatile boolean closed;

  private DelayServer(Duration delay) throws IOException {
    this.delayNanos = delay.toNanos();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    listener.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
  }

  /** A reply that is to be sent. The delay is the same for all, so that the first is due first. */
  private record Due(long at, SocketChannel to) {}

  /** Starts a server on a daemon thread of its own. */
  static DelayServer start(Duration delay) throws IOException {
    DelayServer server = new DelayServer(delay);
    Thread thread = new Thread(server::serve, "delay-server");
    thread.setDaemon(true);
    thread.start();
    return server;
  }

  /** Takes the delay, prints the address, and serves until the standard input ends. */
  public static void main(String[] args) throws IOException {
    try (DelayServer server = start(Duration.parse(args[0]))) {
      System.out.println(server.baseUrl());
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }

  String baseUrl() {
    return "http://127.0.0.1:" + listener.socket().getLocalPort() + "/v1";
  }

  private static ByteBuffer reply() {
    StringBuilder text = new StringBuilder("HTTP/1.1 200 OK\r\n");
    for (Map.Entry<String, String> header : Conversation.REPLY_HEADERS.entrySet()) {
      text.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
    }
    int length = Conversation.REPLY_BODY.getBytes(StandardCharsets.UTF_8).length;
    text.append("Content-Length: ").append(length).append("\r\n\r\n");
    byte[] bytes = text.append(Conversation.REPLY_BODY).toString().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  private void serve() {
    try (selector;
        listener) {
      while (!closed) {
        await();
        for (SelectionKey key : selector.selectedKeys()) {
          if (key.isAcceptable()) {
            accept();
          } else {
            receive(key);
          }
        }
        selector.selectedKeys().clear();
        sendDue();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for requests, but no longer than the next reply is due; a selector counts whole ms. */
  private void await() throws IOException {
    Due next = replies.peek();
    if (next == null) {
      selector.select();
      return;
    }
    long nanos = next.at - System.nanoTime();
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
    if (millis > 0) {
      selector.select(millis);
    } else {
      LockSupport.parkNanos(nanos);
      selector.selectNow();
    }
  }

  private void accept() throws IOException {
    SocketChannel client = listener.accept();
    client.configureBlocking(false);
    client.socket().setTcpNoDelay(true);
    client.register(selector, SelectionKey.OP_READ, new Request());
  }

  private void receive(SelectionKey key) throws IOException {
    SocketChannel client = (SocketChannel) key.channel();
    read.clear();
    if (ended(client)) {
      client.close();
    } else if (((Request) key.attachment()).isCompleteWith(read.flip())) {
      replies.add(new Due(System.nanoTime() + delayNanos, client));
    }
  }

  /** Whether the client has gone; one whose process was ended may break the connection off. */
  private boolean ended(SocketChannel client) {
    try {
      return client.read(read) < 0;
    } catch (IOException e) {
      return true;
    }
  }

  private void sendDue() throws IOException {
    long now = System.nanoTime();
    for (Due next = replies.peek(); next != null && next.at - now <= 0; next = replies.peek()) {
      replies.remove();
      reply.rewind();
      while (reply.hasRemaining() && next.to.isOpen()) {
        next.to.write(reply); // it is short: the socket takes it at once
      }
    }
  }

  /** Ends the serving thread, which then frees the port. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
  }
}
