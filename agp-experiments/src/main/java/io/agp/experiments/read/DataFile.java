package io.agp.experiments.read;

import io.agp.experiments.data.DataException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * A file and how it begins.
 *
 * @param path the file
 * @param head the first bytes, unpacked, one character a byte: enough to tell formats apart
 */
record DataFile(Path path, String head) {
  private static final int HEAD = 64 * 1024;
  private static final int BLOCK = 8 * 1024;

  /** Damage further on is found when the file is read: here what can be unpacked is enough. */
  static DataFile of(Path path) {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    try (InputStream bytes = TextSource.file(path).bytes()) {
      byte[] block = new byte[BLOCK];
      for (int n = bytes.read(block); n >= 0 && head.size() < HEAD; n = bytes.read(block)) {
        head.write(block, 0, n);
      }
    } catch (EOFException | ZipException e) {
      return new DataFile(path, head.toString(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw DataException.unreadable(path.toString(), e);
    }
    return new DataFile(path, head.toString(StandardCharsets.ISO_8859_1));
  }

  String name() {
    return path.getFileName().toString();
  }

  /** The name without {@code .gz}. */
  String plainName() {
    String name = name();
    return name.endsWith(".gz") ? name.substring(0, name.length() - ".gz".length()) : name;
  }

  /** The first line, without its end and without a byte order mark. */
  String firstLine() {
    String text = head.startsWith("\u00EF\u00BB\u00BF") ? head.substring(3) : head;
    return text.lines().findFirst().orElse("");
  }

  TextSource source() {
    return TextSource.file(path);
  }
}
