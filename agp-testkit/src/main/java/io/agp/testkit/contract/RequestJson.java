package io.agp.testkit.contract;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;

/**
 * Reads JSON as it stands: numbers keep their digits, so that 16 and 16.0 differ, and a name that
 * comes twice is an error.
 */
final class RequestJson {
  /** What stands for {@code null}. */
  static final Object NULL = new Object();

  private RequestJson() {}

  /**
   * Reads a text.
   *
   * @return maps, lists, strings, booleans, {@link BigDecimal}s and {@link #NULL}
   * @throws IllegalArgumentException if it is no JSON
   */
  static Object read(String text) {
    try (JsonReader reader = JsonReader.of(new Buffer().writeUtf8(text))) {
      Object value = value(reader);
      if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
        throw new IllegalArgumentException("there is more after the JSON");
      }
      return value;
    } catch (IOException | JsonDataException e) {
      throw new IllegalArgumentException("it is no JSON: " + e.getMessage(), e);
    }
  }

  private static Object value(JsonReader reader) throws IOException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object(reader);
      case BEGIN_ARRAY -> array(reader);
      case NUMBER -> new BigDecimal(reader.nextString());
      case BOOLEAN -> reader.nextBoolean();
      case NULL -> {
        reader.skipValue();
        yield NULL;
      }
      default -> reader.nextString();
    };
  }

  private static Map<String, Object> object(JsonReader reader) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      if (object.put(name, value(reader)) != null) {
        throw new IllegalArgumentException("\"" + name + "\" comes twice");
      }
    }
    reader.endObject();
    return object;
  }

  private static List<Object> array(JsonReader reader) throws IOException {
    List<Object> array = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      array.add(value(reader));
    }
    reader.endArray();
    return array;
  }
}
