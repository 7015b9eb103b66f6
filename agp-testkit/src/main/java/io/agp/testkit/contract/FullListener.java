package io.agp.testkit.contract;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A listener that takes no more connections: who connects waits, or is refused by some systems. */
final class FullListener implements AutoCloseable {
  private static final int MOST = 10;
  private static final int PATIENCE_MILLIS = 100;

  private final ServerSocket listener;
  private final List<Socket> queue = new ArrayList<>();

  FullListener() throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    boolean isFull = false;
    while (!isFull && queue.size() < MOST) {
      isFull = !connect();
    }
  }

  private boolean connect() throws IOException {
    Socket socket = new Socket();
    queue.add(socket);
    try {
      socket.connect(listener.getLocalSocketAddress(), PATIENCE_MILLIS);
      return true;
    } catch (SocketTimeoutException full) {
      return false;
    }
  }

  String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : queue) {
      socket.close();
    }
    listener.close();
  }
}
