package io.agp.internal;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON text to and from maps, lists, strings, numbers (doubles when read) and booleans. */
public final class Json {
  private static final JsonAdapter<Object> ADAPTER =
      new Moshi.Builder().build().adapter(Object.class);

  private Json() {}

  /**
   * Writes a value on one line.
   *
   * @param value maps with string keys, lists, strings, finite numbers, booleans
   * @return JSON text
   */
  public static String write(Object value) {
    return ADAPTER.toJson(value);
  }

  /**
   * Writes a value with line breaks and indentation.
   *
   * @param value maps with string keys, lists, strings, finite numbers, booleans
   * @return JSON text
   */
  public static String writeIndented(Object value) {
    return ADAPTER.indent("  ").toJson(value);
  }

  /**
   * Reads a JSON text.
   *
   * @param json the text
   * @return the value; {@code null} for JSON null
   * @throws IllegalArgumentException if it is not JSON
   */
  public static @Nullable Object read(String json) {
    try {
      return ADAPTER.fromJson(json);
    } catch (IOException | JsonDataException e) {
      throw new IllegalArgumentException("Not JSON: " + e.getMessage(), e);
    }
  }
}
