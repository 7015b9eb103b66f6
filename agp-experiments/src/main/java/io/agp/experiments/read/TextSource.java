package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Text that can be opened more than once: a file, packed with gzip or not, or a resource in a jar.
 *
 * @param name what messages call it
 * @param opener opens it
 */
record TextSource(String name, Opener opener) {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Opens the bytes; the caller closes them. */
  @FunctionalInterface
  interface Opener {
    InputStream open() throws IOException;
  }

  static TextSource file(Path path) {
    if (!Files.isRegularFile(path)) {
      throw DataException.of(path.toString(), "must be an existing file");
    }
    return new TextSource(path.toString(), () -> Files.newInputStream(path));
  }

  static TextSource resource(Class<?> owner, String resource) {
    return new TextSource(
        resource,
        () -> {
          InputStream stream = owner.getResourceAsStream(resource);
          if (stream == null) {
            throw new FileNotFoundException("no resource " + resource);
          }
          return stream;
        });
  }

  /** The bytes, unpacked if they begin as gzip does, whatever the file's name. */
  InputStream bytes() throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(opener.open());
    try {
      return isGzip(bytes) ? new BufferedInputStream(new GZIPInputStream(bytes)) : bytes;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private static boolean isGzip(BufferedInputStream bytes) throws IOException {
    bytes.mark(2);
    boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    return gzip;
  }

  /** A reader that refuses bytes that are no UTF-8, and that stands after a byte order mark. */
  BufferedReader open() throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(bytes(), StandardCharsets.UTF_8.newDecoder()));
    try {
      reader.mark(1);
      if (reader.read() != BYTE_ORDER_MARK) {
        reader.reset();
      }
      return reader;
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }

  /** The same failure as an exception that names the place, where bytes are no UTF-8. */
  DataException failure(IOException cause) {
    if (!(cause instanceof CharacterCodingException)) {
      return DataException.unreadable(name, cause);
    }
    try {
      return DataException.at(name, lineThatIsNoUtf8(), "must be UTF-8 text");
    } catch (IOException e) {
      e.addSuppressed(cause);
      return DataException.unreadable(name, e);
    }
  }

  /**
   * Readers decode in blocks ahead of what they hand out, so where a block failed says nothing of
   * the line. This looks again, line by line: no character of UTF-8 other than the line feed holds
   * its byte.
   */
  private long lineThatIsNoUtf8() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long number = 1;
    try (InputStream bytes = bytes()) {
      for (int next = bytes.read(); next >= 0 && isUtf8(line, next); next = bytes.read()) {
        if (next == '\n') {
          number++;
          line.reset();
        } else {
          line.write(next);
        }
      }
    }
    return number;
  }

  /** Whether a line is UTF-8; true as long as it has not ended. */
  private static boolean isUtf8(ByteArrayOutputStream line, int next) {
    if (next != '\n') {
      return true;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line.toByteArray()));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
