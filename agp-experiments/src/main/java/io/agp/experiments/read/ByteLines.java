package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * Bytes split at each LF, one line at a time. It keeps its own blocks, as the streams of the Java
 * library lock for each single byte. Not thread-safe.
 */
final class ByteLines implements Closeable {
  /** A longer line is no record but damage; holding it would take all memory. */
  static final int LONGEST = 16 * 1024 * 1024;

  private static final int BLOCK = 64 * 1024;

  private final String name;
  private final InputStream stream;
  private final byte[] block = new byte[BLOCK];
  private int position;
  private int limit;
  private byte[] line = new byte[256];
  private int length;
  private long number;

  private ByteLines(String name, InputStream stream) {
    this.name = name;
    this.stream = stream;
  }

  static ByteLines open(TextSource source) {
    try {
      return new ByteLines(source.name(), source.bytes());
    } catch (IOException e) {
      throw source.failureAt(1, e);
    }
  }

  /**
   * Goes to the next line; a last one without an end is one.
   *
   * @return whether there is a line
   * @throws DataException if the bytes cannot be read, or if the line is too long
   */
  boolean next() {
    number++;
    length = 0;
    while (position < limit || fill()) {
      int end = position;
      while (end < limit && block[end] != '\n') {
        end++;
      }
      append(end);
      position = end + 1;
      if (end < limit) {
        return true;
      }
    }
    return length > 0;
  }

  private boolean fill() {
    try {
      position = 0;
      limit = Math.max(0, stream.read(block));
      return limit > 0;
    } catch (IOException e) {
      limit = 0;
      throw unreadable(e);
    }
  }

  private void append(int end) {
    int added = end - position;
    if (length + added > LONGEST) {
      throw DataException.at(name, number, "must be a line of at most " + LONGEST + " bytes");
    }
    if (length + added > line.length) {
      line = Arrays.copyOf(line, Math.max(length + added, 2 * line.length));
    }
    System.arraycopy(block, position, line, length, added);
    length += added;
  }

  /** The number of the line, from 1. */
  long number() {
    return number;
  }

  /**
   * The line as text, without its LF, without a CR before that, and without a byte order mark.
   *
   * @throws DataException if it is not of the character set
   */
  String text(Charset charset) {
    String text = new String(line, 0, length, charset);
    if (text.indexOf('\uFFFD') >= 0 && !isOf(charset)) {
      throw DataException.at(name, number, "must be " + charset + " text");
    }
    int start = number == 1 && text.startsWith("\uFEFF") ? 1 : 0;
    int end = text.endsWith("\r") ? text.length() - 1 : text.length();
    return text.substring(start, Math.max(start, end));
  }

  /** Whether the line is text of the character set. */
  boolean isOf(Charset charset) {
    try {
      charset.newDecoder().decode(ByteBuffer.wrap(line, 0, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private DataException unreadable(IOException cause) {
    return TextSource.unreadableAt(name, number, cause);
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
