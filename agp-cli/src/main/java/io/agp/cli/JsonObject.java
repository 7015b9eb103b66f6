package io.agp.cli;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** A JSON object as it was read, with errors that name the field, the value and the rule. */
final class JsonObject {
  private static final int MAX_DEPTH = 100;
  private static final String MOSHI_ADVICE =
      "Use JsonReader.setLenient(true) to accept malformed JSON";

  private final String place;
  private final Map<String, Object> fields;

  private JsonObject(String place, Map<String, Object> fields) {
    this.place = place;
    this.fields = fields;
  }

  /** A number, as it was written: ids may be longer than a double is exact. */
  record NumberText(String text) {}

  /**
   * Reads one object.
   *
   * @param place where it stands, for messages
   * @throws IllegalArgumentException if the text is no JSON object
   */
  static JsonObject parse(String place, String text) {
    try {
      JsonReader reader = JsonReader.of(new Buffer().writeUtf8(text));
      Object value = read(reader, 0);
      if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
        throw new IllegalArgumentException(place + ": there is text after the JSON value");
      }
      return new JsonObject("", Map.of()).asObject(place, value);
    } catch (IOException | JsonDataException e) {
      String detail = String.valueOf(e.getMessage()).replace(MOSHI_ADVICE, "malformed");
      throw new IllegalArgumentException(place + ": must be JSON: " + detail, e);
    }
  }

  private static @Nullable Object read(JsonReader reader, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new JsonDataException("nested deeper than " + MAX_DEPTH);
    }
    switch (reader.peek()) {
      case BEGIN_OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
          String name = reader.nextName();
          Object value = read(reader, depth + 1);
          if (value != null) {
            map.put(name, value);
          }
        }
        reader.endObject();
        return map;
      }
      case BEGIN_ARRAY -> {
        List<Object> list = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
          Object value = read(reader, depth + 1);
          list.add(value == null ? "" : value);
        }
        reader.endArray();
        return list;
      }
      case NUMBER -> {
        return new NumberText(reader.nextString());
      }
      case BOOLEAN -> {
        return reader.nextBoolean();
      }
      case NULL -> {
        return reader.nextNull();
      }
      default -> {
        return reader.nextString();
      }
    }
  }

  @SuppressWarnings("unchecked") // maps are only made by read
  private JsonObject asObject(String where, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new JsonObject(where, (Map<String, Object>) map);
    }
    throw new IllegalArgumentException(where + ": must be a JSON object, was " + shown(value));
  }

  /** The fields that are not null, in order. */
  Map<String, Object> fields() {
    return fields;
  }

  JsonObject object(String name) {
    return asObject(place + "." + name, fields.get(name));
  }

  /** An array of objects; empty if the field is absent and may be. */
  List<JsonObject> objects(String name, boolean mayBeAbsent) {
    Object value = fields.get(name);
    if (value == null && mayBeAbsent) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw bad(name, "must be an array", value);
    }
    List<JsonObject> objects = new ArrayList<>();
    for (Object element : list) {
      objects.add(asObject(place + "." + name + "[" + objects.size() + "]", element));
    }
    return objects;
  }

  /** An array of strings; may be empty. */
  List<String> strings(String name) {
    if (!(fields.get(name) instanceof List<?> list)) {
      throw bad(name, "must be an array", fields.get(name));
    }
    List<String> strings = new ArrayList<>();
    for (Object element : list) {
      if (!(element instanceof String text)) {
        throw bad(name, "must hold strings only", element);
      }
      strings.add(text);
    }
    return strings;
  }

  String string(String name) {
    if (fields.get(name) instanceof String text) {
      return text;
    }
    throw bad(name, "must be a string", fields.get(name));
  }

  @Nullable String optionalString(String name) {
    return fields.containsKey(name) ? string(name) : null;
  }

  void requireString(String name, String value) {
    if (!value.equals(fields.get(name))) {
      throw bad(name, "must be \"" + value + "\"", fields.get(name));
    }
  }

  int integer(String name) {
    if (fields.get(name) instanceof NumberText number && number.text.matches("-?\\d{1,9}")) {
      return Integer.parseInt(number.text);
    }
    throw bad(name, "must be a whole number", fields.get(name));
  }

  /** A number, whole or not. */
  double decimal(String name) {
    return decimal(name, fields.get(name));
  }

  /** An array of numbers; may be empty. */
  List<Double> decimals(String name) {
    if (!(fields.get(name) instanceof List<?> list)) {
      throw bad(name, "must be an array", fields.get(name));
    }
    return list.stream().map(element -> decimal(name, element)).toList();
  }

  private double decimal(String name, @Nullable Object value) {
    if (value instanceof NumberText number) {
      return Double.parseDouble(number.text);
    }
    throw bad(name, "must be a number", value);
  }

  <E extends Enum<E>> E constant(String name, Class<E> type) {
    String value = string(name);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    throw bad(name, "must be one of " + List.of(type.getEnumConstants()), value);
  }

  /** An id: a string that is not blank, or a number. */
  Object id(String name) {
    Object value = fields.get(name);
    boolean good = value instanceof NumberText || (value instanceof String text && !text.isBlank());
    if (value != null && good) {
      return value;
    }
    throw bad(name, "must be a string that is not blank, or a number", value);
  }

  private IllegalArgumentException bad(String name, String rule, @Nullable Object value) {
    return new IllegalArgumentException(place + "." + name + ": " + rule + ", was " + shown(value));
  }

  private static String shown(@Nullable Object value) {
    if (value == null) {
      return "absent";
    }
    String text = value instanceof NumberText number ? number.text : value.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
