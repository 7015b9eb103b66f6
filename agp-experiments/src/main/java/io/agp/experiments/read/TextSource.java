package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
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
  private static final int BLOCK = 64 * 1024;

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
      return isGzip(bytes) ? new GZIPInputStream(bytes, BLOCK) : bytes;
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

  /** A reader of UTF-8; see {@link #open(Charset)}. */
  BufferedReader open() throws IOException {
    return open(StandardCharsets.UTF_8);
  }

  /** A reader that refuses bytes that are no such text, and that stands after a byte order mark. */
  BufferedReader open(Charset charset) throws IOException {
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(bytes(), charset.newDecoder()));
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

  /**
   * A failure while a line of UTF-8 was read; see {@link #failureAt(long, Charset, IOException)}.
   */
  DataException failureAt(long line, IOException cause) {
    return failureAt(line, StandardCharsets.UTF_8, cause);
  }

  /**
   * A failure while a line was read, as an exception that names the place. Readers decode in blocks
   * ahead of what they hand out, so where bytes are no such text has to be looked for again.
   *
   * @param line the line, from 1, unless the bytes are no such text
   */
  DataException failureAt(long line, Charset charset, IOException cause) {
    return cause instanceof CharacterCodingException
        ? DataException.at(name, lineThatIsNot(charset), "must be " + charset + " text")
        : unreadableAt(name, line, cause);
  }

  static DataException unreadableAt(String name, long line, IOException cause) {
    DataException failure = DataException.at(name, line, "must be readable: " + cause);
    failure.addSuppressed(cause);
    return failure;
  }

  private long lineThatIsNot(Charset charset) {
    try (ByteLines lines = ByteLines.open(this)) {
      boolean found = false;
      while (!found && lines.next()) {
        found = !lines.isOf(charset);
      }
      return lines.number();
    }
  }
}
