package io.agp.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Settings as JSON objects: copied, changed, compared. */
final class JsonMaps {
  private JsonMaps() {}

  /** A JSON object's fields as {@link Json} writes them; its numbers must be whole. */
  static Map<String, Object> plain(JsonObject json) {
    Map<String, Object> plain = new LinkedHashMap<>();
    json.fields()
        .forEach(
            (name, value) ->
                plain.put(
                    name,
                    value instanceof JsonObject.NumberText ? (Object) json.integer(name) : value));
    return plain;
  }

  /**
   * Changes fields of an object within an object.
   *
   * @param settings changed in place; the inner object is replaced by a changed copy
   * @param section the inner object's name
   * @param changes what to change
   * @param done gets a text for each field that has another value then
   * @throws IllegalArgumentException if the inner object does not have such a field
   */
  static void override(
      Map<String, Object> settings,
      String section,
      Map<String, Object> changes,
      List<String> done) {
    Map<String, Object> inner = new LinkedHashMap<>();
    if (settings.get(section) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> inner.put(name.toString(), value));
    }
    changes.forEach(
        (name, value) -> {
          Object before = inner.put(name, value);
          if (before == null) {
            throw new IllegalArgumentException(
                "There is no setting \"" + name + "\" in " + section + ", there are " + inner);
          }
          if (!before.equals(value)) {
            done.add(name + "=" + value);
          }
        });
    settings.put(section, inner);
  }

  /**
   * The first difference of two objects.
   *
   * @return "a.b: was 1, is 2", or {@code null} if they are equal
   */
  static @Nullable String difference(Map<String, Object> before, Map<String, Object> now) {
    Map<String, String> old = flat(before);
    Map<String, String> fresh = flat(now);
    Map<String, String> names = new LinkedHashMap<>(old);
    names.putAll(fresh);
    for (String name : names.keySet()) {
      if (!Objects.equals(old.get(name), fresh.get(name))) {
        return String.format(
            "%s was %s, is %s",
            name, old.getOrDefault(name, "absent"), fresh.getOrDefault(name, "absent"));
      }
    }
    return null;
  }

  private static Map<String, String> flat(Map<String, Object> json) {
    Map<String, String> flat = new LinkedHashMap<>();
    json.forEach((name, value) -> flatten(name, value, flat));
    return flat;
  }

  private static void flatten(String name, @Nullable Object value, Map<String, String> flat) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((inner, innerValue) -> flatten(name + "." + inner, innerValue, flat));
    } else if (value instanceof JsonObject.NumberText number) {
      flat.put(name, number.text());
    } else {
      flat.put(name, String.valueOf(value));
    }
  }
}
