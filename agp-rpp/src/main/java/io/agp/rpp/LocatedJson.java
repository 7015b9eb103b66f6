package io.agp.rpp;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A JSON object that knows where it stands, so that every error names file, field and value. */
final class LocatedJson {
  private static final JsonAdapter<Object> ADAPTER =
      new Moshi.Builder().build().adapter(Object.class);
  private static final int SHOWN = 80;

  private final String source;
  private final String path;
  private final Map<?, ?> fields;

  private LocatedJson(String source, String path, Map<?, ?> fields) {
    this.source = source;
    this.path = path;
    this.fields = fields;
  }

  /** Writes maps, lists, strings, numbers and booleans with indentation. */
  static String write(Object value) {
    return ADAPTER.indent("  ").toJson(value) + "\n";
  }

  /** Writes a value on one line, for hashing. */
  static String writeCompact(Object value) {
    return ADAPTER.toJson(value);
  }

  /** Reads a text that holds one object. */
  static LocatedJson parse(String source, String text) {
    try {
      return of(source, ADAPTER.fromJson(text));
    } catch (IOException | JsonDataException e) {
      throw new IllegalArgumentException(source + ": not JSON: " + e.getMessage(), e);
    }
  }

  /** An object that was read already. */
  static LocatedJson of(String source, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new LocatedJson(source, "", map);
    }
    throw new IllegalArgumentException(source + ": must hold one JSON object, was " + shown(value));
  }

  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    fields.keySet().forEach(name -> names.add(String.valueOf(name)));
    return names;
  }

  /** Refuses fields that nobody reads: mostly misspellings. */
  LocatedJson only(Set<String> known) {
    for (String name : names()) {
      if (!known.contains(name)) {
        throw bad(
            name, fields.get(name), "is not known; known are " + known.stream().sorted().toList());
      }
    }
    return this;
  }

  /** A hash of all fields but one, which mostly holds it; other orders have other hashes. */
  String hashWithout(String name) {
    Map<Object, Object> others = new LinkedHashMap<>(fields);
    others.remove(name);
    return Rules.hash(writeCompact(others));
  }

  /** The hash that a field will have to hold, of what is yet to be written. */
  static String hashOf(Map<String, Object> json) {
    // As it will be read: numbers come back as floating point.
    return parse("", writeCompact(json)).hashWithout("");
  }

  /** Refuses a file that was changed since its hash was written into this field. */
  void requireHash(String name) {
    String hash = hashWithout(name);
    if (!string(name).equals(hash)) {
      throw bad(name, string(name), "must be that of the file, " + hash);
    }
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  String string(String name) {
    if (fields.get(name) instanceof String text) {
      return text;
    }
    throw bad(name, fields.get(name), "must be a string");
  }

  int integer(String name) {
    if (fields.get(name) instanceof Double number
        && number == Math.rint(number)
        && Math.abs(number) <= Integer.MAX_VALUE) {
      return number.intValue();
    }
    throw bad(name, fields.get(name), "must be a whole number");
  }

  long longText(String name) {
    try {
      return Long.parseLong(string(name));
    } catch (NumberFormatException e) {
      throw bad(name, fields.get(name), "must be a whole number in a string");
    }
  }

  double number(String name) {
    if (fields.get(name) instanceof Double number && Double.isFinite(number)) {
      return number;
    }
    throw bad(name, fields.get(name), "must be a number");
  }

  double[] numbers(String name) {
    List<?> list = list(name);
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(list.get(i) instanceof Double number) || !Double.isFinite(number)) {
        throw bad(name + '[' + i + ']', list.get(i), "must be a number");
      }
      numbers[i] = number;
    }
    return numbers;
  }

  List<String> strings(String name) {
    List<String> strings = new ArrayList<>();
    for (Object value : list(name)) {
      if (!(value instanceof String text)) {
        throw bad(name + '[' + strings.size() + ']', value, "must be a string");
      }
      strings.add(text);
    }
    return strings;
  }

  List<LocatedJson> objects(String name) {
    List<LocatedJson> objects = new ArrayList<>();
    for (Object value : list(name)) {
      objects.add(inner(name + '[' + objects.size() + ']', value));
    }
    return objects;
  }

  LocatedJson object(String name) {
    return inner(name, fields.get(name));
  }

  private LocatedJson inner(String place, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new LocatedJson(source, path + place + '.', map);
    }
    throw bad(place, value, "must be a JSON object");
  }

  private List<?> list(String name) {
    if (fields.get(name) instanceof List<?> list) {
      return list;
    }
    throw bad(name, fields.get(name), "must be an array");
  }

  /** Makes something of this object; what its own rules refuse is told with this place. */
  <T> T make(Supplier<T> maker) {
    try {
      return maker.get();
    } catch (LocatedException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      String place = path.isEmpty() ? "" : path.substring(0, path.length() - 1) + ": ";
      throw new LocatedException(source + ": " + place + e.getMessage(), e);
    }
  }

  IllegalArgumentException bad(String name, @Nullable Object value, String rule) {
    return new LocatedException(
        String.format("%s: %s%s %s, was %s", source, path, name, rule, shown(value)), null);
  }

  private static String shown(@Nullable Object value) {
    String text = value == null ? "absent" : writeCompact(value);
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }

  /** A message that already names its place. */
  private static final class LocatedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    LocatedException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
