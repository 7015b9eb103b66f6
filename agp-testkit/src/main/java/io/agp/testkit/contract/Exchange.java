package io.agp.testkit.contract;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A request that a {@link WireServer} has read, and the connection to answer on.
 *
 * @param number 1 for the server's first request
 */
record Exchange(int number, String head, String body, Socket socket, InputStream in) {
  /** Sends bytes as they are. */
  void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** Sends a whole reply; headers are names and values in turn. */
  void reply(int status, String body, String... headers) throws IOException {
    reply(status, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  void reply(int status, byte[] body, String... headers) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
    head.append("Content-Type: application/json\r\n");
    for (int i = 0; i < headers.length; i += 2) {
      head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    write(head.append("Content-Length: ").append(body.length).append("\r\n\r\n").toString());
    write(body);
  }

  /** Begins a success of so many bytes. */
  void begin(int length) throws IOException {
    write(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + length
            + "\r\n\r\n");
  }

  void hangUp() throws IOException {
    socket.close();
  }

  /** Says nothing until the client closes the connection. */
  void awaitHangUp() throws IOException {
    while (in.read() >= 0) {}
    throw new IOException("the client closed the connection");
  }
}
