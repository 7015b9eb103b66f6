package io.agp.benchmarks.clients;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much of a connection's next request has come. Requests follow their replies. */
final class Request {
  private static final Pattern LENGTH =
      Pattern.compile("\r\ncontent-length: *(\\d+)\r\n", Pattern.CASE_INSENSITIVE);
  private static final String END_OF_HEAD = "\r\n\r\n";

  private final StringBuilder head = new StringBuilder();
  private int missing;

  /** Takes bytes that came; whether they end the request. The next bytes are another's then. */
  boolean isCompleteWith(ByteBuffer bytes) {
    if (missing > 0) {
      missing -= bytes.remaining();
    } else {
      head.append(StandardCharsets.ISO_8859_1.decode(bytes));
      int end = head.indexOf(END_OF_HEAD);
      if (end < 0) {
        return false;
      }
      missing = length() - (head.length() - end - END_OF_HEAD.length());
      head.setLength(0);
    }
    return missing == 0;
  }

  private int length() {
    Matcher length = LENGTH.matcher(head);
    if (!length.find()) {
      throw new IllegalStateException("A request must have a Content-Length: " + head);
    }
    return Integer.parseInt(length.group(1));
  }
}
