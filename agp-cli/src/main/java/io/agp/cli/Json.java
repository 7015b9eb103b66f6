package io.agp.cli;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.agp.metrics.PairedBootstrap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes JSON. */
final class Json {
  private static final JsonAdapter<Object> ADAPTER =
      new Moshi.Builder().build().adapter(Object.class);

  private Json() {}

  static String line(Map<String, ?> value) {
    return ADAPTER.toJson(value);
  }

  /** A mean, or a difference of means, with its interval. */
  static Map<String, Object> interval(PairedBootstrap value) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mean", value.meanDifference());
    json.put("ci95", List.of(value.low(), value.high()));
    return json;
  }

  /** Writes a file whole, or not at all. */
  static void write(Path file, Map<String, ?> value) {
    Path target = file.toAbsolutePath();
    Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
    try {
      Path folder = target.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(temporary, ADAPTER.indent("  ").toJson(value) + "\n");
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
