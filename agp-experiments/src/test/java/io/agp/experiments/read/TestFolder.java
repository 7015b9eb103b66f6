package io.agp.experiments.read;

import io.agp.experiments.data.Dataset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** A folder that tests fill with files. */
record TestFolder(Path dir) {
  TestFolder with(String file, String... lines) {
    return with(file, bytes(String.join("\n", lines) + "\n"));
  }

  TestFolder with(String file, byte[] content) {
    try {
      Files.write(dir.resolve(file), content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TestFolder packed(String file, String... lines) {
    return with(file, gzip(bytes(String.join("\n", lines) + "\n")));
  }

  Dataset read() {
    return Datasets.read(dir, Datasets.AUTO);
  }

  Dataset read(int maxMalformed) {
    return Datasets.read(dir, Datasets.AUTO, ReadOptions.DEFAULT.withMaxMalformed(maxMalformed));
  }

  /** What was counted, as {@code count x kind}. */
  static List<String> problems(Dataset dataset) {
    return dataset.problems().stream()
        .map(problem -> problem.count() + " x " + problem.kind())
        .toList();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
