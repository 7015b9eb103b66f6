package io.agp.testkit;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON text to and from maps, lists, strings, numbers (doubles when read) and booleans. */
final class TestkitJson {
  private static final JsonAdapter<Object> ADAPTER =
      new Moshi.Builder().build().adapter(Object.class).serializeNulls();

  private TestkitJson() {}

  static String write(Object value) {
    return ADAPTER.toJson(value);
  }

  /** The value; empty if the text is not JSON, or is JSON null. */
  static Optional<Object> read(String json) {
    try {
      return Optional.ofNullable(ADAPTER.fromJson(json));
    } catch (IOException | JsonDataException e) {
      return Optional.empty();
    }
  }

  /** A value as text: whole numbers without a decimal point. */
  static String text(@Nullable Object value) {
    if (value instanceof Double number && number == Math.rint(number)) {
      return Long.toString(number.longValue());
    }
    return value == null ? "" : value.toString();
  }
}
