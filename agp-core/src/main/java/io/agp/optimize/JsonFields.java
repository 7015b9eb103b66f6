package io.agp.optimize;

import com.google.common.hash.Hashing;
import io.agp.internal.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object in a file; every error names the file, the field and the rule. */
final class JsonFields {
  private static final String HASH = "hash";

  private final Path file;
  private final String path;
  private final Map<?, ?> fields;

  private JsonFields(Path file, String path, Map<?, ?> fields) {
    this.file = file;
    this.path = path;
    this.fields = fields;
  }

  /** Writes to a temporary file, which then takes the place of an older one. */
  static void write(Path file, Map<String, Object> json) {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.writeString(temporary, Json.writeIndented(json) + "\n");
      Files.move(
          temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /** The same with a hash over all fields, so that {@link #requireHash} finds any damage. */
  static void writeHashed(Path file, Map<String, Object> json) {
    Map<String, Object> hashed = new LinkedHashMap<>(json);
    hashed.put(HASH, hash((Map<?, ?>) Json.read(Json.write(json))));
    write(file, hashed);
  }

  static JsonFields read(Path file, String format) {
    Object root;
    try {
      root = Json.read(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
    if (!(root instanceof Map<?, ?> map)) {
      throw bad(file, "the file", root, "must be a JSON object");
    }
    JsonFields fields = new JsonFields(file, "", map);
    if (!format.isEmpty() && !format.equals(map.get("format"))) {
      throw fields.bad("format", "must be \"" + format + "\"");
    }
    return fields;
  }

  void requireHash() {
    Map<Object, Object> others = new LinkedHashMap<>(fields);
    others.remove(HASH);
    if (!string(HASH).equals(hash(others))) {
      throw bad(HASH, "must be that of the other fields, which is " + hash(others));
    }
  }

  private static String hash(@Nullable Map<?, ?> fields) {
    return Hashing.sha256()
        .hashString(Json.write(fields == null ? Map.of() : fields), StandardCharsets.UTF_8)
        .toString();
  }

  Set<String> names() {
    Map<String, Object> names = new LinkedHashMap<>();
    fields.keySet().forEach(name -> names.put(String.valueOf(name), name));
    return names.keySet();
  }

  boolean has(String name) {
    return fields.get(name) != null;
  }

  JsonFields object(String name) {
    return object(name, fields.get(name));
  }

  private JsonFields object(String name, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new JsonFields(file, path + name + ".", map);
    }
    throw bad(file, path + name, value, "must be a JSON object");
  }

  List<JsonFields> objects(String name) {
    List<JsonFields> objects = new ArrayList<>();
    for (Object value : list(name)) {
      objects.add(object(name + "[" + objects.size() + "]", value));
    }
    return objects;
  }

  private List<?> list(String name) {
    if (fields.get(name) instanceof List<?> list) {
      return list;
    }
    throw bad(name, "must be an array");
  }

  String string(String name) {
    if (fields.get(name) instanceof String text) {
      return text;
    }
    throw bad(name, "must be a string");
  }

  Optional<String> optionalString(String name) {
    return has(name) ? Optional.of(string(name)) : Optional.empty();
  }

  boolean isTrue(String name) {
    return Boolean.TRUE.equals(fields.get(name));
  }

  double number(String name) {
    if (fields.get(name) instanceof Number number) {
      return number.doubleValue();
    }
    throw bad(name, "must be a number");
  }

  /** An array of two numbers. */
  double[] pair(String name) {
    if (list(name).size() == 2
        && list(name).get(0) instanceof Number low
        && list(name).get(1) instanceof Number high) {
      return new double[] {low.doubleValue(), high.doubleValue()};
    }
    throw bad(name, "must be an array of two numbers");
  }

  Instant time(String name) {
    try {
      return Instant.parse(string(name));
    } catch (DateTimeParseException e) {
      throw bad(name, "must be a time as in 2026-11-21T09:00:00Z");
    }
  }

  IllegalArgumentException bad(String name, String rule) {
    return bad(file, path + name, fields.get(name), rule);
  }

  private static IllegalArgumentException bad(
      Path file, String field, @Nullable Object value, String rule) {
    return new IllegalArgumentException(
        String.format("%s: %s %s, was %s", file, field, rule, value));
  }
}
