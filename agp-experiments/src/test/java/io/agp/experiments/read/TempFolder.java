package io.agp.experiments.read;

import io.agp.experiments.data.Dataset;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** A folder for one try of a property; closing deletes it. */
final class TempFolder implements Closeable {
  private final Path root;
  private final Path dir;

  TempFolder() {
    try {
      root = Files.createTempDirectory("agp-data");
      dir = Files.createDirectory(root.resolve("tiny"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path dir() {
    return dir;
  }

  Path file(String name) {
    return dir.resolve(name);
  }

  TempFolder with(String name, String text) {
    return with(name, text, StandardCharsets.UTF_8);
  }

  TempFolder with(String name, String text, Charset charset) {
    return with(name, text.getBytes(charset));
  }

  TempFolder with(String name, byte[] bytes) {
    try {
      Files.write(file(name), bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TempFolder without(String name) {
    try {
      Files.delete(file(name));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Dataset read(String format) {
    return Datasets.read(dir, format);
  }

  Dataset read(String format, ReadOptions options) {
    return Datasets.read(dir, format, options);
  }

  static byte[] packed(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
